package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.amorsize.job.LeaseListener;
import io.amorsize.job.PartitionHandler;
import io.amorsize.recommendation.StoreUnavailable;
import io.amorsize.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Leases partitions that a {@link SqlPartitionQueue} offers and lets a handler run them. On PostgreSQL any number of
 * replicas share the partitions, and what a dead one held is taken over within {@link LeaseTimes#takeover()}. Safe for
 * use by many threads.
 *
 * <p>A handler that throws is called again after a second, then two, four and so on up to a minute, for as long as it
 * takes. Its thread is interrupted when the lease is lost and when the service stops; whatever it answers then, the
 * partition is offered to all.
 *
 * <p>Clocks. Whether a holder is alive is told by whether its heartbeat moves, not by the clocks of others (see
 * {@code DeadWatch}), so that neither a clock that is wrong nor one that jumps makes a living holder look dead; a dead
 * one looks alive for a minute longer at worst. New offers are due at once whatever the clocks say, up to a day; those
 * that were put off come earlier when the clock jumps, and a few seconds later at worst when it goes back by more than
 * a minute. Should a partition have two holders for a moment all the same, nothing is lost or kept twice: the job store
 * refuses results of a lease that another one followed.
 */
public final class PartitionLeases {

    private final boolean shared;
    private final LeaseTable table;
    private final RunningHandlers running = new RunningHandlers();
    private final PartitionRuns runs;
    private final Scheduler scheduler;

    /**
     * @param database where partitions are offered
     * @param replica holder of the leases
     * @param handler runs partitions
     * @param listener is told what goes wrong
     * @param clock says what is due
     * @param times how often leases are looked after
     * @param concurrency how many partitions are run here at a time, at least 1
     */
    public PartitionLeases(
            Database database,
            ReplicaName replica,
            PartitionHandler handler,
            LeaseListener listener,
            InstantSource clock,
            LeaseTimes times,
            int concurrency) {
        this.shared = Dialect.of(database) == Dialect.POSTGRESQL;
        this.table = new LeaseTable(database, clock);
        DeadWatch watch = new DeadWatch();
        this.runs = new PartitionRuns(handler, replica, table, running, watch, listener);
        this.scheduler = Engine.on(database, "partition", replica, clock, times, concurrency, List.of(runs.task()))
                .enablePriority()
                .addSchedulerListener(new LeaseWatch(table, running, watch, listener, shared, this::nudge))
                .build();
    }

    /**
     * Begins to run partitions. What a database that belongs to one process calls held is held by nobody now: the
     * handler is told of each as of a death.
     *
     * @throws StoreUnavailable if the database does not answer
     */
    public void start() {
        if (!shared) {
            table.held().forEach(runs::died);
        }
        scheduler.start();
    }

    /** Looks for partitions at once. To be called after a transaction that offered some. */
    public void nudge() {
        scheduler.triggerCheckForDueExecutions();
    }

    /**
     * Runs no more partitions and offers those that run here to others. Returns when all handlers have returned and
     * their leases are given back, or after {@code most}, when leases are given back over their heads; a few seconds
     * later at worst. Does nothing the second time.
     */
    public void stop(Duration most) {
        if (scheduler.getSchedulerState().isShuttingDown()) {
            return;
        }
        scheduler.pause();
        running.stop();
        try {
            running.awaitNone(most).forEach(this::giveBack);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scheduler.stop();
    }

    private void giveBack(Pick pick) {
        try {
            table.giveBack(pick, Duration.ZERO, 0);
        } catch (StoreUnavailable e) {
            // Others take it for dead, which is as good.
            return;
        }
    }
}
