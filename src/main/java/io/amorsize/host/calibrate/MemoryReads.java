package io.amorsize.host.calibrate;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * How many bytes a second the workers read together from memory. The source is a ring outside the heap, given back at
 * once when closed; every read goes on where the last one stopped, so that a byte comes round again only after the whole
 * ring, and a ring of twice the last-level cache is always read from memory. It is read by bulk copy into a block that
 * stays in the worker's own cache: the copy is machine code from the first call on and needs no warm-up. Used by one
 * thread.
 */
final class MemoryReads implements AutoCloseable {

    static final int ROUNDS = 15;

    private static final int WARM_UP_ROUNDS = 2;
    private static final int BLOCK = 1 << 17;
    private static final int CACHE_LINE = 64;

    /** Assumed before the first round: a low figure, so that the round is short rather than long. */
    private static final double FIRST_BYTES_PER_NANO = 2;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment ring;
    private final CpuBudget budget;
    private long cursor;

    /**
     * Allocates and touches the ring.
     *
     * @param ringBytes a positive multiple of {@link #BLOCK}
     * @throws OutOfMemoryError if there is no room; nothing is held then
     */
    MemoryReads(long ringBytes, CpuBudget budget) {
        this.budget = budget;
        try {
            ring = arena.allocate(ringBytes, CACHE_LINE);
            // Memory that was never written is one shared page of zeros and would be read from the cache.
            ring.fill((byte) 1);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** The greatest ring within {@code bytes} that can be used here, 0 if there is none. */
    static long ringWithin(long bytes) {
        return bytes / BLOCK * BLOCK;
    }

    /**
     * Bytes per second of {@code workers} workers together.
     *
     * @param shareNanos CPU time to be spent on it
     */
    Repetitions measure(int workers, long shareNanos) throws InterruptedException {
        Crew crew = new Crew(workers, budget);
        Rounds rounds = new Rounds(crew, shareNanos / (ROUNDS + WARM_UP_ROUNDS) / workers);
        crew.run(rounds::read, rounds::prepare);
        return new Repetitions(rounds.bytesPerSecond);
    }

    @Override
    public void close() {
        arena.close();
    }

    private final class Rounds {

        private final Crew crew;
        private final long roundNanos;
        private final MemorySegment[] targets;
        private final double[] bytesPerSecond = new double[ROUNDS];
        private int blocks;
        private int measured;

        Rounds(Crew crew, long roundNanos) {
            this.crew = crew;
            this.roundNanos = roundNanos;
            blocks = blocks(FIRST_BYTES_PER_NANO * roundNanos);
            targets = new MemorySegment[crew.workers()];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = arena.allocate(BLOCK, CACHE_LINE);
            }
        }

        void read(int worker) {
            long from = cursor + (long) worker * blocks * BLOCK;
            for (int block = 0; block < blocks; block++) {
                long at = (from + (long) block * BLOCK) % ring.byteSize();
                MemorySegment.copy(ring, at, targets[worker], 0, BLOCK);
            }
        }

        boolean prepare(int round) {
            long bytes = (long) blocks * BLOCK;
            if (round > 0) {
                cursor = (cursor + bytes * crew.workers()) % ring.byteSize();
                double bytesPerNano = (double) bytes / crew.lastRoundNanos();
                if (round > WARM_UP_ROUNDS) {
                    bytesPerSecond[measured++] = bytesPerNano * crew.workers() * 1e9;
                }
                blocks = blocks(bytesPerNano * roundNanos);
            }
            return measured < ROUNDS && budget.allows(roundNanos * crew.workers());
        }

        private static int blocks(double bytes) {
            return Math.clamp(Math.round(bytes / BLOCK), 1, 1 << 14);
        }
    }
}
