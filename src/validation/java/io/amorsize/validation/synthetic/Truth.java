package io.amorsize.validation.synthetic;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** What every split of a scenario really takes, over the same few sets of items. For one thread. */
final class Truth {

    /** Rounds per worker of the chunk sizes that are tried. */
    private static final int[] ROUNDS = {1, 2, 3, 4, 6, 10, 18, 40, 120, 400, 1_500};

    private static final int[] COARSE_ROUNDS = {1, 4, 18, 400};

    /** More chunks than these are only simulated where somebody advises them. */
    private static final double MOST_CHUNKS = 5e4;

    private static final int FINALISTS = 3;

    private final Scenario scenario;
    private final Items[] runs;
    private final Simulation simulation;
    private final Map<Split, double[]> seconds = new HashMap<>();

    Truth(Scenario scenario, int runs) {
        this.scenario = scenario;
        this.runs = new Items[runs];
        Arrays.setAll(this.runs, scenario::items);
        simulation = new Simulation(
                scenario.hardware(),
                scenario.interference(),
                scenario.costs(),
                scenario.callsAccepted().orElse(Integer.MAX_VALUE));
    }

    /** The items of one run. */
    Items items(int run) {
        return runs[run];
    }

    /** Time of a run of other items than any of these, in seconds. */
    double probe(Split split, int seed) {
        return simulation.seconds(scenario.items(1_000 + seed), split, periodGone(1_000 + seed));
    }

    /** Time of each run, in seconds; infinite where memory does not suffice. */
    double[] seconds(Split split) {
        return seconds.computeIfAbsent(split, wanted -> {
            double[] each = new double[runs.length];
            Arrays.setAll(
                    each,
                    run -> scenario.fits(wanted) ? simulation.seconds(runs[run], wanted) : Double.POSITIVE_INFINITY);
            return each;
        });
    }

    /** Runs begin at any time within a period of the quota. */
    private double periodGone(int run) {
        return new SplittableRandom(61L * scenario.number() + run).nextDouble();
    }

    /** Mean time of the runs, in seconds. */
    double meanSeconds(Split split) {
        return Arrays.stream(seconds(split)).average().orElseThrow();
    }

    /** The time of the serial run divided by that of another one, over the same items. */
    double speedup(Split split, int run) {
        return seconds(Split.serial(scenario.count()))[run] / seconds(split)[run];
    }

    /** The fastest of all splits that were ever asked for and are allowed. */
    Split best() {
        return seconds.keySet().stream()
                .filter(scenario::allowed)
                .min((a, b) -> {
                    int byTime = Double.compare(meanSeconds(a), meanSeconds(b));
                    return byTime != 0 ? byTime : Integer.compare(a.workers(), b.workers());
                })
                .orElseThrow();
    }

    /** Looks for the best split: a coarse grid of workers and chunks, then a fine one around the best worker counts. */
    void search() {
        seconds(Split.serial(scenario.count()));
        Set<Integer> counts = workerCounts();
        for (int workers : counts) {
            tryRounds(workers, COARSE_ROUNDS);
        }
        Integer[] byTime = counts.toArray(Integer[]::new);
        Arrays.sort(byTime, (a, b) -> Double.compare(bestWith(a), bestWith(b)));
        for (int i = 0; i < Math.min(FINALISTS, byTime.length); i++) {
            tryRounds(byTime[i], ROUNDS);
        }
        Split best = best();
        if (best.workers() > 1) {
            for (double factor : new double[] {0.84, 0.92, 1.08, 1.17}) {
                int workers = (int) Math.rint(best.workers() * factor);
                if (workers > 1 && workers <= scenario.count()) {
                    tryRounds(workers, ROUNDS);
                }
            }
        }
    }

    private double bestWith(int workers) {
        return seconds.keySet().stream()
                .filter(split -> split.workers() == workers)
                .mapToDouble(this::meanSeconds)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private void tryRounds(int workers, int[] rounds) {
        for (int round : rounds) {
            double chunk = Math.ceil(scenario.count() / ((double) workers * round));
            Split split = new Split(workers, (long) chunk);
            if (scenario.allowed(split) && (scenario.count() / chunk <= MOST_CHUNKS || round == 1)) {
                seconds(split);
            }
        }
    }

    private Set<Integer> workerCounts() {
        Hardware hardware = scenario.hardware();
        double useful = scenario.cpuShare() == 1
                ? 1.5 * hardware.threads()
                : Math.min(4_000, 2.5 * hardware.effectiveCpus() / scenario.cpuShare() + 8);
        int most = (int) Math.min(scenario.count(), Math.ceil(useful));
        Set<Integer> counts = new TreeSet<>();
        for (double next = 2; next <= most; next = Math.max(next + 1, next * 1.35)) {
            counts.add((int) next);
        }
        counts.add(most);
        counts.add(hardware.cores());
        counts.add(hardware.threads());
        counts.add((int) Math.ceil(hardware.effectiveCpus()));
        counts.add(Math.ceilDiv(scenario.count(), 2));
        counts.add(Math.ceilDiv(scenario.count(), 3));
        counts.removeIf(workers -> workers < 2 || workers > most);
        return counts;
    }
}
