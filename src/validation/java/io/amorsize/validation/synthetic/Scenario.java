package io.amorsize.validation.synthetic;

import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Footprint;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * An invented workload on an invented machine: the truth, and which part of it is told.
 *
 * @param number its number in the study, from 0
 * @param law how item times are spread
 * @param count items of a run, at least 1
 * @param meanSeconds mean wall time of an item alone, above 0
 * @param cpuShare share of that during which it computes, above 0 and at most 1
 * @param hardware the machine
 * @param smtGainKnown whether the asker knows what a second hardware thread is worth
 * @param interference how workers hold each other up; never told
 * @param runtime what executes the items
 * @param costs what the pool really costs; never told
 * @param stated overheads that the asker knows
 * @param footprint memory that workers and items take; told
 * @param callsAccepted calls that the system behind the items accepts at once; empty without such a limit
 * @param callsStated whether that is told
 */
record Scenario(
        int number,
        ItemLaw law,
        int count,
        double meanSeconds,
        double cpuShare,
        Hardware hardware,
        boolean smtGainKnown,
        Interference interference,
        ExecutionRuntime runtime,
        Costs costs,
        OverheadOverrides stated,
        Footprint footprint,
        OptionalInt callsAccepted,
        boolean callsStated) {

    /** Share of the memory that no plan may count on, the optimizer's and the oracle's alike. */
    static final double MEMORY_KEPT_FREE = 0.15;

    private static final double CPU_VARIATION = 0.5;

    /** Items of one run; equal seeds give equal items. */
    Items items(long seed) {
        return items(count, seed);
    }

    /** As many items of the same kind. */
    Items items(int size, long seed) {
        SplittableRandom random = new SplittableRandom(31L * number + 7_919L * seed + 17);
        double[] relative = law.draw(size, random.split());
        double[] waits = new double[size];
        double[] computations = new double[size];
        if (cpuShare == 1) {
            Arrays.setAll(computations, i -> meanSeconds * relative[i]);
            return new Items(waits, computations);
        }
        double deviation = StrictMath.sqrt(StrictMath.log1p(CPU_VARIATION * CPU_VARIATION));
        SplittableRandom computing = random.split();
        for (int i = 0; i < size; i++) {
            waits[i] = (1 - cpuShare) * meanSeconds * relative[i];
            computations[i] = cpuShare
                    * meanSeconds
                    * StrictMath.exp(deviation * computing.nextGaussian() - deviation * deviation / 2);
        }
        return new Items(waits, computations);
    }

    /** Whether there is room for a run of this kind. */
    boolean fits(Split split) {
        return bytes(split) <= (double) hardware.memoryBytes().orElse(Long.MAX_VALUE);
    }

    /** Whether it keeps what is asked of every plan: no more calls at once than are said to be accepted, and some free memory. */
    boolean allowed(Split split) {
        double room = (1 - MEMORY_KEPT_FREE) * (double) hardware.memoryBytes().orElse(Long.MAX_VALUE);
        return split.workers() == 1
                || (bytes(split) <= room
                        && (!callsStated || split.workers() <= callsAccepted.orElse(Integer.MAX_VALUE)));
    }

    private double bytes(Split split) {
        double perItem = (double) footprint.memoryPerItemBytes().orElse(0);
        double perWorker = (double) footprint.memoryPerWorkerBytes().orElse(0);
        return split.workers() == 1 ? 0 : split.workers() * (perWorker + perItem * Math.min(count, split.chunkSize()));
    }

    /** The same workload with item times spread in another way. */
    Scenario with(ItemLaw other) {
        return new Scenario(
                number,
                other,
                count,
                meanSeconds,
                cpuShare,
                hardware,
                smtGainKnown,
                interference,
                runtime,
                costs,
                stated,
                footprint,
                callsAccepted,
                callsStated);
    }

    /** The same workload on another machine. */
    Scenario with(Hardware other) {
        return new Scenario(
                number,
                law,
                count,
                meanSeconds,
                cpuShare,
                other,
                smtGainKnown,
                interference,
                runtime,
                costs,
                stated,
                footprint,
                callsAccepted,
                callsStated);
    }

    /** The same workload with workers that hold each other up in another way. */
    Scenario with(Interference other) {
        return new Scenario(
                number,
                law,
                count,
                meanSeconds,
                cpuShare,
                hardware,
                smtGainKnown,
                other,
                runtime,
                costs,
                stated,
                footprint,
                callsAccepted,
                callsStated);
    }

    /** The same workload with a pool of other costs. */
    Scenario with(Costs other) {
        return new Scenario(
                number,
                law,
                count,
                meanSeconds,
                cpuShare,
                hardware,
                smtGainKnown,
                interference,
                runtime,
                other,
                stated,
                footprint,
                callsAccepted,
                callsStated);
    }

    /** The same workload before a system that accepts other numbers of calls. */
    Scenario withCalls(OptionalInt accepted) {
        return new Scenario(
                number,
                law,
                count,
                meanSeconds,
                cpuShare,
                hardware,
                smtGainKnown,
                interference,
                runtime,
                costs,
                stated,
                footprint,
                accepted,
                callsStated);
    }

    /** The same workload with items that compute for another share of their time. */
    Scenario withCpuShare(double share) {
        return new Scenario(
                number,
                law,
                count,
                meanSeconds,
                share,
                hardware,
                smtGainKnown,
                interference,
                runtime,
                costs,
                stated,
                footprint,
                callsAccepted,
                callsStated);
    }

    /** How it is called in lists. */
    String subject() {
        return String.format(
                Locale.ROOT,
                "%s, %,d × %s, %s computing, %s CPUs (%d/%d), %s",
                law.label(),
                count,
                duration(meanSeconds),
                cpuShare == 1 ? "all" : Math.round(100 * cpuShare) + " %",
                Math.rint(10 * hardware.effectiveCpus()) / 10,
                hardware.cores(),
                hardware.threads(),
                runtime);
    }

    /** A time with three digits and a unit. */
    static String duration(double seconds) {
        if (seconds < 1e-6) {
            return String.format(Locale.ROOT, "%.3g ns", 1e9 * seconds);
        }
        if (seconds < 1e-3) {
            return String.format(Locale.ROOT, "%.3g µs", 1e6 * seconds);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.3g ms", 1e3 * seconds)
                : String.format(Locale.ROOT, "%.3g s", seconds);
    }
}
