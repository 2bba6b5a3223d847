package io.amorsize.cost;

import io.amorsize.workload.RuntimeOverheads;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * What a run of the whole workload costs on one machine, for any number of workers and any chunk size. Immutable and
 * safe for use by many threads.
 */
public final class RunModel {

    /**
     * Rounds per worker that are tried: chunk sizes between an equal share and a small part of it. They do not depend on
     * the overheads, so that more overhead never gives a smaller chunk.
     */
    private static final int[] ROUNDS = {1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 28, 40, 60, 100, 170, 300, 1_000, 10_000};

    /** A larger chunk is preferred when it costs less than this share of the time more. */
    private static final double CHUNK_TIE = 5e-4;

    /**
     * Coefficient of variation of the paces at which workers compute: others take CPU time from some of them, clocks and
     * caches differ. Assumed.
     */
    private static final double COMPUTING_PACES = 0.03;

    private final Inputs inputs;
    private final ScalingBeliefs beliefs;
    private final Stretch serial;
    private final double serialStretch;

    /**
     * What the costs depend on.
     *
     * @param items number of items, at least 1
     * @param itemTime law of the item times
     * @param cpuShare CPU time of an item divided by its wall time, at least 0, by number of workers, since the kind of
     *     worker may depend on it; above 1 where items use several CPUs
     * @param capacity the machine
     * @param smtGain the machine's SMT gain where it is known, 0..1
     * @param waitGrows whether nothing is known about the systems that items wait for
     * @param bandwidth memory traffic of the items against what the machine can move
     * @param overheads overheads by number of workers
     * @param bytesPerItem bytes copied for an item, there and back, at least 0
     * @param serialSeconds time of the run that cannot be spread, at least 0
     * @param repetitions runs that share one start of the workers, at least 1
     * @param largestChunk largest chunk that memory allows, by number of workers
     */
    public record Inputs(
            double items,
            ItemTimeLaw itemTime,
            IntToDoubleFunction cpuShare,
            CpuCapacity capacity,
            OptionalDouble smtGain,
            boolean waitGrows,
            Bandwidth bandwidth,
            IntFunction<RuntimeOverheads> overheads,
            double bytesPerItem,
            double serialSeconds,
            int repetitions,
            IntToDoubleFunction largestChunk) {}

    /** The model of these inputs, with what the service believes. */
    public RunModel(Inputs inputs) {
        this(inputs, ScalingBeliefs.LEARNED);
    }

    /** The model of these inputs, with other beliefs: for judging how beliefs are learned. */
    public RunModel(Inputs inputs, ScalingBeliefs beliefs) {
        this.inputs = inputs;
        this.beliefs = beliefs;
        this.serial = stretch(1);
        this.serialStretch = serial.median();
    }

    /** What the model was made from. */
    public Inputs inputs() {
        return inputs;
    }

    /** What is believed about the scaling of the program. */
    ScalingBeliefs beliefs() {
        return beliefs;
    }

    private Stretch stretch(int workers) {
        return new Stretch(
                workers,
                inputs.cpuShare().applyAsDouble(workers),
                inputs.capacity(),
                inputs.smtGain(),
                inputs.waitGrows(),
                inputs.bandwidth());
    }

    /** Running all items one after the other, without a pool. */
    public Candidate serial() {
        return new Candidate(
                1, (long) inputs.items(), ChunkTime.serial(inputs.items(), inputs.serialSeconds()), serial);
    }

    /** Running with this many workers, at least 1, and the chunk size that suits them best. */
    public Candidate withBestChunk(int workers) {
        if (workers == 1) {
            return serial();
        }
        Stretch stretch = stretch(workers);
        double mean = inputs.itemTime().mean() * stretch.median();
        ChunkTime.Costs costs = costs(workers);
        double paces = paces(workers);
        double items = inputs.items();
        double largest = Math.max(
                1, Math.min(Math.ceil(items / workers), inputs.largestChunk().applyAsDouble(workers)));
        double[] chunks = new double[ROUNDS.length];
        int distinct = 0;
        double share = items / workers;
        for (int i = 0; i < ROUNDS.length && (distinct == 0 || chunks[distinct - 1] > 1); i++) {
            double chunk = Math.min(largest, Math.ceil(share / ROUNDS[i]));
            if (distinct == 0 || chunk < chunks[distinct - 1]) {
                chunks[distinct++] = chunk;
            }
        }
        double best = largestNearBest(workers, chunks, distinct, mean, paces, costs);
        return new Candidate(workers, (long) best, chunkTime(workers, best, paces, costs), stretch);
    }

    /**
     * The largest of the chunks that are as good as the best. On the way down from large chunks to small ones hand-overs
     * and imbalance balance near k = (N h / (0.3 P σ e(P)))^(2/3), as in Kruskal and Weiss (1985) with the lead of
     * {@link ChunkTime} (derivation: docs/model.md).
     *
     * @param chunks descending; only the first {@code distinct} count
     */
    private double largestNearBest(
            int workers, double[] chunks, int distinct, double mean, double paces, ChunkTime.Costs costs) {
        if (distinct == 1) {
            return chunks[0];
        }
        double[] seconds = new double[distinct];
        double least = Double.POSITIVE_INFINITY;
        double idealSeconds = costs.serialSeconds() + costs.bootAndStopSeconds() + mean * inputs.items() / workers;
        double leadSeconds = mean
                * ChunkTime.leadItems(
                        busy(workers, chunks[0]), 1, inputs.itemTime().variation());
        int best = distinct;
        // The lead alone grows with the chunk: once it costs too much, larger chunks need no look.
        while (best > 0 && !(idealSeconds + leadSeconds * Math.sqrt(chunks[best - 1]) > least * (1 + CHUNK_TIE))) {
            best--;
            seconds[best] = chunkTime(workers, chunks[best], paces, costs).cautiousSeconds(mean);
            least = Math.min(least, seconds[best]);
        }
        while (seconds[best] > least * (1 + CHUNK_TIE)) {
            best++;
        }
        return chunks[best];
    }

    private int busy(int workers, double chunk) {
        return (int) Math.min(workers, Math.ceil(inputs.items() / chunk));
    }

    /** Running with this many workers and this chunk size, both at least 1. */
    public Candidate with(int workers, long chunkSize) {
        double chunk = Math.min((double) chunkSize, Math.ceil(inputs.items()));
        return new Candidate(
                workers, (long) chunk, chunkTime(workers, chunk, paces(workers), costs(workers)), stretch(workers));
    }

    /** Coefficient of variation of the paces of so many workers: who waits keeps step. */
    private double paces(int workers) {
        return COMPUTING_PACES * Math.min(1, inputs.cpuShare().applyAsDouble(workers));
    }

    private ChunkTime chunkTime(int workers, double chunk, double paces, ChunkTime.Costs costs) {
        return ChunkTime.of(inputs.items(), workers, chunk, inputs.itemTime().variation(), paces, costs);
    }

    /** The overheads of a run with this many workers. */
    ChunkTime.Costs costs(int workers) {
        RuntimeOverheads overheads = inputs.overheads().apply(workers);
        return new ChunkTime.Costs(
                overheads.dispatchSeconds(),
                overheads.workerStartSeconds() / inputs.repetitions(),
                (boot(workers, overheads) + workers * overheads.workerStopSeconds()) / inputs.repetitions(),
                overheads.poolSpread(),
                inputs.bytesPerItem() / overheads.transferBytesPerSecond(),
                inputs.serialSeconds());
    }

    /** Time until all workers have booted side by side, in seconds. */
    private double boot(int workers, RuntimeOverheads overheads) {
        double cpuSeconds = overheads.workerBootCpuSeconds();
        if (cpuSeconds == 0) {
            return 0;
        }
        double cpus = inputs.capacity().of(workers, inputs.smtGain().orElse(ScalingDraws.MEDIAN_SMT_GAIN));
        return cpuSeconds * Math.max(1 + (workers - 1) * CpuCapacity.PESSIMISTIC_CONTENTION, workers / cpus);
    }

    /** The run as its items are expected to be. */
    ItemDraws expectedItems() {
        return ItemDraws.expected(inputs.itemTime(), inputs.items());
    }

    /** Time of the serial run under one draw of the law and one of the items, in seconds. */
    double serialSeconds(ScalingDraws draws, int draw, ItemDraws items, int run) {
        double seconds = inputs.items() * items.mean(run) * serial.of(draws, draw);
        return inputs.serialSeconds()
                + Math.max(0.5 * seconds, seconds + items.serialPhase(run) * serial.heldSeconds());
    }

    /**
     * Time of a candidate under one draw of the law and one of the items, in seconds: no less than until the longest item,
     * begun when its turn came, has ended.
     */
    double seconds(Candidate candidate, ScalingDraws draws, int draw, ItemDraws items, int run) {
        return seconds(candidate, candidate.stretch().of(draws, draw), items, run)
                + candidate.dearerPoolSeconds(draws, draw);
    }

    /**
     * Time of a candidate under every draw, in seconds.
     *
     * @param items as many draws as {@code draws} has
     * @param target one element per draw, overwritten
     */
    void seconds(Candidate candidate, ScalingDraws draws, ItemDraws items, double[] target) {
        candidate.stretch().of(draws, target);
        for (int j = 0; j < target.length; j++) {
            target[j] = seconds(candidate, target[j], items, j) + candidate.dearerPoolSeconds(draws, j);
        }
    }

    private double seconds(Candidate candidate, double stretch, ItemDraws items, int run) {
        ChunkTime time = candidate.time();
        double share = inputs.items() / time.busy();
        double lead = Math.min(time.leadItems() * items.lead(run), items.longestItems(run));
        double tail = time.steadyItems() - share + lead;
        double begun = items.place(run) * Math.max(0, inputs.items() / candidate.workers() - candidate.chunkSize());
        double mean = items.mean(run) * stretch;
        // At the end workers run out of chunks, and those that are left no longer compete for the CPUs.
        double alone = Math.min(stretch, serialStretch);
        double critical =
                Math.max(mean * share + items.mean(run) * alone * tail, mean * begun + items.longest(run) * alone);
        double held = candidate.stretch().heldSeconds();
        return time.seconds(mean, Math.max(0.5 * critical, critical + items.phase(run) * held));
    }
}
