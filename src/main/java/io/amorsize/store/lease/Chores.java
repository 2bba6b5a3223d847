package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.amorsize.job.LeaseListener;
import io.amorsize.recommendation.StoreUnavailable;
import io.amorsize.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does chores, each of them in one replica at a time. They have threads and a table of their own, so that partitions
 * cannot keep them waiting. Safe for use by many threads.
 *
 * <p>A chore whose replica dies is done by another within {@link LeaseTimes#takeover()}. A clock that jumps makes the
 * next time come earlier, or a few seconds later if it goes back; chores ask what is to be done, so that nothing is
 * done twice.
 */
public final class Chores {

    private static final String TABLE = "chore";

    private final Database database;
    private final LeaseListener listener;
    private final InstantSource clock;
    private final DeadWatch watch = new DeadWatch();
    private final List<Chore> chores;
    private final List<RecurringTask<Void>> tasks;
    private final Scheduler scheduler;

    /**
     * @param database keeps when they are due
     * @param replica who does them
     * @param chores all chores, each name once
     * @param listener is told of those that fail
     * @param clock says what is due
     * @param times how often they are looked after
     */
    public Chores(
            Database database,
            ReplicaName replica,
            List<Chore> chores,
            LeaseListener listener,
            InstantSource clock,
            LeaseTimes times) {
        this.database = database;
        this.listener = listener;
        this.clock = clock;
        this.chores = List.copyOf(chores);
        this.tasks = chores.stream().map(this::task).toList();
        this.scheduler = Engine.on(database, TABLE, replica, clock, times, Math.max(1, chores.size()), List.of())
                .startTasks(tasks)
                .tableName(TABLE)
                .addSchedulerListener(new Looks())
                .build();
    }

    private RecurringTask<Void> task(Chore chore) {
        AtomicBoolean failing = new AtomicBoolean();
        return Tasks.recurring(chore.name(), FixedDelay.of(chore.interval()))
                .onDeadExecution(this::looksDead)
                .execute((instance, context) -> run(chore, failing));
    }

    private void run(Chore chore, AtomicBoolean failing) {
        try {
            chore.work().run();
            if (failing.compareAndSet(true, false)) {
                listener.choreRecovered(chore.name());
            }
        } catch (RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                listener.choreFailed(chore.name(), e);
            }
        } finally {
            // When it is due again is written by this thread.
            Thread.interrupted();
        }
    }

    private void looksDead(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        if (watch.isDead(complete.getExecution())) {
            operations.reschedule(complete, clock.instant());
        }
    }

    /**
     * Begins to do chores: those that are new at once, others when they are due.
     *
     * @throws StoreUnavailable if the database does not answer
     */
    public void start() {
        if (Dialect.of(database) == Dialect.SQLITE) {
            letGo();
        }
        // db-scheduler does so too, but goes on without those that it could not write.
        tasks.forEach(this::makeDue);
        scheduler.start();
    }

    private void makeDue(RecurringTask<Void> task) {
        try {
            scheduler.scheduleIfNotExists(task.schedulableInstance(RecurringTask.INSTANCE));
        } catch (RuntimeException e) {
            throw new StoreUnavailable(e);
        }
    }

    /** What a database that belongs to one process calls held is held by nobody now. */
    private void letGo() {
        database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE " + TABLE
                    + " SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL, version = version + 1"
                    + " WHERE picked")) {
                return update.executeUpdate();
            }
        });
    }

    /** Brings moments back that are further ahead than any is written, as {@link LeaseTable#bringBack} does. */
    private void bringBack() {
        Instant now = clock.instant();
        database.write(connection -> {
            int brought = 0;
            for (Chore chore : chores) {
                Instant most = now.plus(chore.interval());
                brought += bringBack(connection, "execution_time", "NOT picked", chore, now, most);
                brought += bringBack(connection, "last_heartbeat", "picked", chore, now, most);
            }
            return brought;
        });
    }

    private int bringBack(
            Connection connection, String column, String condition, Chore chore, Instant now, Instant most)
            throws SQLException {
        JdbcCustomization columns = Dialect.of(database).columns();
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + TABLE + " SET " + column
                + " = ? WHERE task_name = ? AND " + condition + " AND " + column + " > ?")) {
            columns.setInstant(update, 1, now);
            update.setString(2, chore.name());
            columns.setInstant(update, 3, most);
            return update.executeUpdate();
        }
    }

    /** Does no more chores; those that do not end within a second are interrupted. Does nothing the second time. */
    public void stop() {
        if (!scheduler.getSchedulerState().isShuttingDown()) {
            scheduler.stop();
        }
    }

    /** Follows the looks for dead holders. */
    private final class Looks extends AbstractSchedulerListener {

        @Override
        public void onSchedulerEvent(SchedulerEventType type) {
            if (type == SchedulerEventType.RAN_DETECT_DEAD) {
                watch.looked();
                try {
                    bringBack();
                } catch (StoreUnavailable e) {
                    // The next look does it.
                    return;
                }
                // See LeaseWatch.
                scheduler.triggerCheckForDueExecutions();
            }
        }
    }
}
