package io.amorsize.validation.synthetic;

import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Scenarios spread evenly over everything that may differ: a Latin hypercube (M. D. McKay et al., Technometrics 21, 1979), so
 * that each property by itself takes each of its values equally often.
 */
final class Scenarios {

    private static final List<ItemLaw> LAWS = List.of(ItemLaw.values());

    private static final List<Hardware> HARDWARE = List.of(
            quota(4, 4, 0.5),
            quota(8, 8, 1),
            quota(4, 4, 1.5),
            machine(2, 2),
            machine(4, 4),
            machine(4, 8),
            quota(64, 64, 3),
            machine(8, 8),
            quota(8, 16, 8.5),
            machine(8, 16),
            machine(16, 16),
            machine(32, 64),
            machine(64, 64));

    /** Items of which some wait are simulated one by one, so there are fewer of them. */
    private static final double MOST_WAITING_ITEMS = 1e4;

    private static final double MOST_ITEMS = 1e6;

    private final double[][] places;
    private int dimension;

    private Scenarios(int count, int dimensions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        places = new double[dimensions][count];
        for (double[] column : places) {
            for (int i = 0; i < count; i++) {
                int j = random.nextInt(i + 1);
                column[i] = column[j];
                column[j] = i;
            }
            for (int i = 0; i < count; i++) {
                column[i] = (column[i] + random.nextDouble()) / count;
            }
        }
    }

    private static Hardware machine(int cores, int threads) {
        return new Hardware(cores, threads, 0, OptionalDouble.empty(), Hardware.CFS_PERIOD, OptionalLong.empty());
    }

    private static Hardware quota(int cores, int threads, double cpus) {
        return machine(cores, threads).withQuota(cpus);
    }

    /** So many scenarios; equal seeds give equal ones. */
    static List<Scenario> of(int count, long seed) {
        Scenarios places = new Scenarios(count, 20, seed);
        List<Scenario> scenarios = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            places.dimension = 0;
            scenarios.add(places.scenario(i));
        }
        return scenarios;
    }

    private double next(int scenario) {
        return places[dimension++][scenario];
    }

    private Scenario scenario(int number) {
        ItemLaw law = LAWS.get((int) (next(number) * LAWS.size()));
        double waiting = next(number);
        double cpuShare = waiting < 0.5 ? 1 : waiting < 0.75 ? 0.5 : 0.05;
        boolean waits = cpuShare < 1;
        int count = (int) Math.rint(between(10, waits ? MOST_WAITING_ITEMS : MOST_ITEMS, next(number)));
        double meanSeconds = between(waits ? 1e-4 : 1e-7, 10, next(number));
        Hardware shape = HARDWARE.get((int) (next(number) * HARDWARE.size()));
        double smtGain = shape.threads() == shape.cores() ? 0 : 0.2 + 0.7 * next(number);
        boolean smtGainKnown = next(number) < 0.5;
        Interference interference = interference(shape, next(number), next(number), next(number));
        ExecutionRuntime runtime = runtime(next(number), waits);
        double launchFactor = between(0.5, 2, next(number));
        double handOverFactor = between(0.5, 2, next(number));
        long bytesPerItem = (long) between(10, 1e5, next(number));
        OverheadOverrides stated = runtime == ExecutionRuntime.CUSTOM
                ? new OverheadOverrides(
                        OptionalDouble.of(between(1e-6, 1e-2, launchFactor / 2)),
                        OptionalDouble.of(between(3e-8, 3e-4, handOverFactor / 2)),
                        OptionalDouble.empty())
                : OverheadOverrides.NONE;
        Costs costs = costs(runtime, stated, launchFactor, handOverFactor, (double) bytesPerItem);
        double memory = next(number);
        double room = between(2, 16, next(number));
        double calls = next(number);
        OptionalInt callsAccepted =
                waits && calls < 0.4 ? OptionalInt.of((int) between(4, 128, next(number))) : OptionalInt.empty();
        boolean bounded = memory < 0.15;
        return new Scenario(
                number,
                law,
                count,
                meanSeconds,
                cpuShare,
                new Hardware(
                        shape.cores(),
                        shape.threads(),
                        smtGain,
                        shape.quotaCpus(),
                        shape.quotaPeriodSeconds(),
                        bounded ? OptionalLong.of((long) (room * 1e8)) : OptionalLong.empty()),
                smtGainKnown,
                interference,
                runtime,
                costs,
                stated,
                new Footprint(
                        copies(runtime) ? OptionalLong.of(bytesPerItem) : OptionalLong.empty(),
                        OptionalLong.empty(),
                        bounded ? OptionalLong.of(80_000_000) : OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                callsAccepted,
                calls < 0.2);
    }

    /**
     * Half of the workloads share nothing; a third follow the law of N. J. Gunther, with contention around 0.014 and a peak
     * around 76 workers, as 152 published PARSEC sweeps do; the rest are bound by memory.
     */
    private static Interference interference(Hardware shape, double kind, double first, double second) {
        if (kind < 0.5) {
            return Interference.NONE;
        }
        if (kind < 0.84) {
            double contention = between(0.002, 0.1, first);
            double bestCount = between(12, 480, second);
            return new Interference(contention, (1 - contention) / (bestCount * bestCount), Double.POSITIVE_INFINITY);
        }
        return new Interference(0, 0, between(1.5, Math.max(2, shape.cores()), first));
    }

    private static ExecutionRuntime runtime(double place, boolean waits) {
        if (place < 0.5) {
            return waits && place < 0.25 ? ExecutionRuntime.JVM_VIRTUAL_THREADS : ExecutionRuntime.JVM_THREADS;
        }
        if (place < 0.65) {
            return ExecutionRuntime.PYTHON_PROCESSES_FORK;
        }
        if (place < 0.73) {
            return ExecutionRuntime.PYTHON_PROCESSES_SPAWN;
        }
        return place < 0.8 ? ExecutionRuntime.NODE_WORKERS : ExecutionRuntime.CUSTOM;
    }

    private static boolean copies(ExecutionRuntime runtime) {
        return switch (runtime) {
            case PYTHON_PROCESSES_FORK, PYTHON_PROCESSES_SPAWN, NODE_WORKERS -> true;
            case AUTO, JVM_THREADS, JVM_VIRTUAL_THREADS, PYTHON_THREADS, GO_ROUTINES, CUSTOM -> false;
        };
    }

    /**
     * What a pool of this runtime costs. A process that is spawned, and a worker of Node.js, start by themselves: their parent
     * launches the next one meanwhile, and what takes long is what they compute (docs/runtimes.md: 52 and 18 ms for one alone).
     */
    private static Costs costs(
            ExecutionRuntime runtime, OverheadOverrides stated, double launch, double handOver, double bytesPerItem) {
        return switch (runtime) {
            case AUTO, JVM_THREADS -> new Costs(8e-5 * launch, 0, 2e-8 * handOver, 1e-7 * handOver, 0, 0);
            case JVM_VIRTUAL_THREADS, GO_ROUTINES ->
                new Costs(1e-6 * launch, 0, 2e-8 * handOver, 1e-7 * handOver, 0, 0);
            case PYTHON_PROCESSES_FORK, PYTHON_THREADS ->
                new Costs(
                        2.5e-3 * launch,
                        5e-3 * launch,
                        4e-5 * handOver,
                        4e-5 * handOver,
                        bytesPerItem / 2e8,
                        1.5e-3 * launch);
            case PYTHON_PROCESSES_SPAWN ->
                new Costs(1e-3, 5e-2 * launch, 4e-5 * handOver, 4e-5 * handOver, bytesPerItem / 2e8, 1e-3 * launch);
            case NODE_WORKERS ->
                new Costs(1e-3, 1.7e-2 * launch, 1e-5 * handOver, 1e-5 * handOver, bytesPerItem / 5e8, 0);
            case CUSTOM ->
                new Costs(
                        stated.workerStartSeconds().orElseThrow(),
                        0,
                        stated.dispatchSeconds().orElseThrow(),
                        stated.dispatchSeconds().orElseThrow(),
                        0,
                        0);
        };
    }

    /** A value between two, evenly in the logarithm. */
    private static double between(double least, double most, double place) {
        return least * StrictMath.pow(most / least, place);
    }
}
