package io.amorsize.job.work;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that looks at the tries every now and then while there is work, and sleeps when there is none.
 */
final class Watchdog implements AutoCloseable {

    /** Looks without work before it sleeps: work that comes and goes need not wake it each time. */
    private static final int PATIENCE = 25;

    /** What is done at each look. */
    interface Scan {

        /**
         * Looks at the tries and the accounts.
         *
         * @return false if there is nothing to watch
         */
        boolean scan();
    }

    private final long pauseNanos;
    private final Scan scan;
    private volatile boolean wanted;
    private volatile boolean closed;

    // Guarded by this.
    private @Nullable Thread thread;

    Watchdog(Duration pause, Scan scan) {
        pauseNanos = pause.toNanos();
        this.scan = scan;
    }

    /** There is something to watch. Cheap while it is awake. */
    void watch() {
        if (!wanted && !closed) {
            wanted = true;
            wakeUp();
        }
    }

    // A system out of threads answers with an Error; the caller goes on, and its next piece of work asks again.
    private synchronized void wakeUp() {
        if (thread != null) {
            LockSupport.unpark(thread);
        } else if (!closed) {
            try {
                Thread started =
                        Thread.ofPlatform().daemon().name("worker-watchdog").unstarted(this::run);
                started.start();
                thread = started;
            } catch (Throwable e) {
                wanted = false;
            }
        }
    }

    private void run() {
        int quiet = 0;
        while (!closed) {
            if (quiet >= PATIENCE) {
                wanted = false;
                // Work that came before the line above was not told of; look once more.
                if (!look()) {
                    sleep();
                }
                wanted = true;
                quiet = 0;
            }
            LockSupport.parkNanos(this, pauseNanos);
            quiet = look() ? 0 : quiet + 1;
        }
    }

    // Without it no try would ever be interrupted again; what went wrong is tried again at the next look.
    private boolean look() {
        try {
            return scan.scan();
        } catch (Throwable e) {
            return true;
        }
    }

    private void sleep() {
        while (!wanted && !closed) {
            LockSupport.park(this);
        }
    }

    @Override
    public void close() {
        closed = true;
        wakeUp();
    }
}
