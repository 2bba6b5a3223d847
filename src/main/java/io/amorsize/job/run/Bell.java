package io.amorsize.job.run;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the threads that look after the partitions of a job wait for news of it. Who waits says what it has heard
 * already, read before it looked around: no news is missed that comes between. Safe for use by many threads; any of
 * them may ring, also with another lock held.
 */
final class Bell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();

    // Guarded by the lock.
    private long rings;

    /** How often it has been rung. */
    long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    /** There is news. */
    void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for news.
     *
     * @param heard {@link #rings} before the caller looked around
     * @param longestNanos to wait at most
     * @return whether there is some; false if the time is over
     */
    boolean await(long heard, long longestNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = longestNanos;
            while (rings == heard) {
                if (left <= 0) {
                    return false;
                }
                left = rung.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
