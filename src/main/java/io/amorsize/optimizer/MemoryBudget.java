package io.amorsize.optimizer;

import io.amorsize.workload.Footprint;
import java.util.OptionalLong;

/**
 * How many workers fit into memory.
 *
 * @param available bytes the run may take; empty where unknown
 * @param base bytes taken once
 * @param perWorker bytes per worker
 * @param perItem bytes per item in flight: memory, payload and result
 */
record MemoryBudget(OptionalLong available, double base, double perWorker, double perItem) {

    /** Share of the available memory that a plan may fill; the rest is for what nobody counted. */
    static final double SHARE = 0.85;

    /**
     * The budget of a request.
     *
     * @param bytesPerItem payload and result of one item, at least 0
     */
    static MemoryBudget of(PlanRequest request, double bytesPerItem) {
        Footprint footprint = request.workload().footprint();
        OptionalLong host = request.host().memoryBytes();
        OptionalLong allowed = request.constraints().memoryBytes();
        OptionalLong available = host.isPresent() && allowed.isPresent()
                ? OptionalLong.of(Math.min(host.getAsLong(), allowed.getAsLong()))
                : allowed.isPresent() ? allowed : host;
        return new MemoryBudget(
                available,
                footprint.baseMemoryBytes().orElse(0),
                footprint.memoryPerWorkerBytes().orElse(0),
                footprint.memoryPerItemBytes().orElse(0) + bytesPerItem);
    }

    /** Whether there is anything to check and anything to check it against. */
    boolean known() {
        return available.isPresent() && needs(1, 1) > 0;
    }

    /** Bytes that this many workers with chunks of this size take. */
    double needs(double workers, double chunkSize) {
        return base + workers * (perWorker + chunkSize * perItem);
    }

    /** Bytes a plan may take. */
    double allowance() {
        return SHARE * available.orElse(Long.MAX_VALUE);
    }

    /** Most workers that fit with one item in flight each, at least 0. */
    int mostWorkers() {
        if (!known()) {
            return Integer.MAX_VALUE;
        }
        double each = perWorker + perItem;
        double room = allowance() - base;
        if (room < 0) {
            return 0;
        }
        return each == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, Math.floor(room / each));
    }

    /** Largest chunk that fits with this many workers, at least 1. */
    double largestChunk(int workers) {
        if (!known() || perItem == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(1, Math.floor(((allowance() - base) / workers - perWorker) / perItem));
    }
}
