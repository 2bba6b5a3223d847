package io.amorsize.api.http;

import java.util.concurrent.Semaphore;

/** Heap set aside for the bodies of requests under way. Safe for use by many threads. */
public final class BodyRoom {

    /** A body is held about three times over while it is read and worked on, and the rest needs room, too. */
    private static final int SHARE_OF_HEAP = 16;

    /** More would only make requests wait for longer. */
    private static final long MOST_BYTES = 64L << 20;

    /** What even the smallest request counts for: its exchange, its answer, its place in the queue. */
    private static final int LEAST_PER_BODY = 16 << 10;

    private final Semaphore free;

    /** @param bytes room for one body or more */
    BodyRoom(long bytes) {
        this.free = new Semaphore(Math.toIntExact(bytes));
    }

    /** A share of the heap of this process, with room for the longest body at least. */
    public static BodyRoom ofThisHeap() {
        return new BodyRoom(
                Math.clamp(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, BodyLimit.MOST_BYTES, MOST_BYTES));
    }

    /** Takes room for a body of {@code bytes}; false if there is none. */
    public boolean take(int bytes) {
        return free.tryAcquire(counted(bytes));
    }

    /** Gives back what {@link #take} took for a body of {@code bytes}. */
    public void giveBack(int bytes) {
        free.release(counted(bytes));
    }

    private static int counted(int bytes) {
        return Math.max(bytes, LEAST_PER_BODY);
    }
}
