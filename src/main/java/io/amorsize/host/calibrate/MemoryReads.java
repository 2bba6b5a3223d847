package io.amorsize.host.calibrate;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

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

    /** The ring is made of these, so that its cost can be watched while it grows. */
    private static final int PIECE = 4 << 20;

    private static final int CACHE_LINE = 64;

    /** Assumed before the first round: a low figure, so that the round is short rather than long. */
    private static final double FIRST_BYTES_PER_NANO = 2;

    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> ring = new ArrayList<>();
    private final CpuBudget budget;
    private long cursor;

    /**
     * Allocates and touches the ring, as much of it as the memory, the share and the budget have room for.
     *
     * @param wantedBytes size to aim at
     * @param shareNanos CPU time to be spent on it
     * @throws OutOfMemoryError if there is no room; nothing is held then
     */
    MemoryReads(long wantedBytes, CpuBudget budget, long shareNanos) {
        this.budget = budget;
        long before = budget.spent().toNanos();
        try (CpuBudget.Account account = budget.openAccount()) {
            // Allocation writes zeros, so every page is a page of its own and none is the shared page of zeros.
            while (ringBytes() + PIECE <= wantedBytes
                    && budget.spent().toNanos() - before < shareNanos
                    && budget.allows(shareNanos * PIECE / wantedBytes)) {
                ring.add(arena.allocate(PIECE, CACHE_LINE));
                account.settle();
            }
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** Size of the ring; maybe 0, and then nothing can be measured. */
    long ringBytes() {
        return (long) ring.size() * PIECE;
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
                long at = (from + (long) block * BLOCK) % ringBytes();
                MemorySegment.copy(ring.get((int) (at / PIECE)), at % PIECE, targets[worker], 0, BLOCK);
            }
        }

        boolean prepare(int round) {
            long bytes = (long) blocks * BLOCK;
            if (round > 0) {
                cursor = (cursor + bytes * crew.workers()) % ringBytes();
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
