package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import io.amorsize.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A db-scheduler as it is used here. None of its threads keeps the JVM from ending. */
final class Engine {

    /** One each for heartbeats and for the search for dead holders. */
    private static final int HOUSEKEEPERS = 2;

    private static final Duration LAST_WAIT = Duration.ofSeconds(1);
    private static final int IDLE_SECONDS = 10;

    private Engine() {}

    /**
     * @param name of its threads
     * @param concurrency how many tasks are run at a time
     */
    static SchedulerBuilder on(
            Database database,
            String name,
            ReplicaName replica,
            InstantSource clock,
            LeaseTimes times,
            int concurrency,
            List<Task<?>> tasks) {
        Dialect dialect = Dialect.of(database);
        return dialect.polling(Scheduler.create(database.pool(), tasks)
                .schedulerName(new SchedulerName.Fixed(replica.text()))
                .jdbcCustomization(dialect.columns())
                .serializer(new NoTaskData())
                .clock(clock::instant)
                .pollingInterval(times.poll())
                .heartbeatInterval(times.heartbeat())
                .missedHeartbeatsLimit(LeaseTimes.MISSED)
                .threads(concurrency)
                .executorService(workers(name, concurrency))
                .dueExecutor(Executors.newSingleThreadExecutor(threads(name + "-poll")))
                .housekeeperExecutor(Executors.newScheduledThreadPool(HOUSEKEEPERS, threads(name + "-heartbeat")))
                .shutdownMaxWait(LAST_WAIT)
                // A listener tells of failures.
                .failureLogging(LogLevel.OFF, false));
    }

    /**
     * Platform threads: one that is interrupted while it talks to PostgreSQL goes on talking, whereas to a virtual
     * thread the connection would be lost, and with it what the handler was about to write.
     *
     * <p>The queue holds one look's worth of work. On SQLite what is in it is out of date as soon as there is a newer
     * look, so that the oldest gives way.
     */
    private static ThreadPoolExecutor workers(String name, int concurrency) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(concurrency),
                threads(name),
                new ThreadPoolExecutor.DiscardOldestPolicy());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    }
}
