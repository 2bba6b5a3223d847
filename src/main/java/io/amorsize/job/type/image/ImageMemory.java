package io.amorsize.job.type.image;

import io.amorsize.job.spi.ItemFailure;
import java.util.concurrent.Semaphore;

/** The part of the heap that decoded images may take, over all items that run. Safe for use by many threads. */
final class ImageMemory {

    /** Bytes of a decoded pixel, 16 bits for each of four colours at most. */
    static final int BYTES_PER_PIXEL = 8;

    private static final long UNIT = 1 << 16;

    private final int units;
    private final Semaphore free;

    ImageMemory(long bytes) {
        this.units = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(units, true);
    }

    /**
     * Waits until so many pixels fit in beside those of other items.
     *
     * @return what is to be given back
     * @throws ItemFailure if they would not fit in alone
     */
    int take(long pixels) throws ItemFailure, InterruptedException {
        long needed = 1 + pixels * BYTES_PER_PIXEL / UNIT;
        if (needed > units) {
            throw Refusal.IMAGE_TOO_LARGE.because("The image needs " + mebibytes(needed)
                    + " MiB of memory, but this service has " + mebibytes(units) + " for images.");
        }
        free.acquire((int) needed);
        return (int) needed;
    }

    /** Gives back what {@link #take} gave. */
    void giveBack(int taken) {
        free.release(taken);
    }

    private static long mebibytes(long units) {
        return Math.ceilDiv(units * UNIT, 1 << 20);
    }
}
