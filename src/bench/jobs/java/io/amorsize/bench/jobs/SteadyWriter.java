package io.amorsize.bench.jobs;

import io.amorsize.store.Database;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Commits a row again and again, as a job does with its outcomes, and remembers how long that took at most. */
final class SteadyWriter implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Database database;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long longestNanos;

    SteadyWriter(Database database) {
        this.database = database;
        boolean ignored = execute("CREATE TABLE bench_write (at BIGINT NOT NULL)");
        this.thread = Thread.ofPlatform().start(this::write);
    }

    private boolean execute(String sql) {
        return database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private void write() {
        while (!closed) {
            long from = System.nanoTime();
            boolean ignored = execute("INSERT INTO bench_write VALUES (" + from + ")");
            longestNanos = Math.max(longestNanos, System.nanoTime() - from);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The longest commit since this was last asked, in milliseconds. */
    long longestMillis() {
        long nanos = longestNanos;
        longestNanos = 0;
        return Duration.ofNanos(nanos).toMillis();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
