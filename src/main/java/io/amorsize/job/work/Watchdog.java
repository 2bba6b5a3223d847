package io.amorsize.job.work;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that looks at the tries every few milliseconds while there is work, and sleeps when there is none.
 */
final class Watchdog implements AutoCloseable {

    /** Looks between two at the accounts. */
    private static final int SETTLING = 4;

    /** Settled looks without work before it sleeps: work that comes and goes need not wake it each time. */
    private static final int PATIENCE = 25;

    /** What is done at each look. */
    interface Scan {

        /**
         * Looks at the tries.
         *
         * @param settle whether to look at the accounts, too
         * @return false if there is nothing to watch
         */
        boolean scan(boolean settle);
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
        for (int look = 0; !closed; look = (look + 1) % SETTLING) {
            if (quiet >= PATIENCE) {
                wanted = false;
                // Work that came before the line above was not told of; look once more.
                if (!look(true)) {
                    sleep();
                }
                wanted = true;
                quiet = 0;
            }
            LockSupport.parkNanos(this, pauseNanos);
            boolean busy = look(look == 0);
            if (look == 0) {
                quiet = busy ? 0 : quiet + 1;
            }
        }
    }

    // Without it no try would ever be interrupted again; what went wrong is tried again at the next look.
    private boolean look(boolean settle) {
        try {
            return scan.scan(settle);
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
