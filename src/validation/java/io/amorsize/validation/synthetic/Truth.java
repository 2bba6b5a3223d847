package io.amorsize.validation.synthetic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What the splits of a scenario really take. The best of them is chosen by runs that nobody is judged by: the best of many on
 * the runs in question would owe some of its success to their luck. For one thread.
 */
final class Truth {

    /** Rounds per worker of the chunk sizes that are tried. */
    private static final int[] ROUNDS = {1, 2, 3, 4, 6, 10, 18, 40, 120, 400, 1_500};

    private static final int[] COARSE_ROUNDS = {1, 4, 18, 400};

    /** More chunks than these are only simulated where somebody advises them. */
    private static final double MOST_CHUNKS = 5e4;

    private static final int FINALISTS = 3;

    private static final int FIRST_TRIAL = 1_000;
    private static final int FIRST_PROBE = 2_000;

    private final Scenario scenario;
    private final Items[] runs;
    private final Items[] trials;
    private final Simulation simulation;
    private final Map<Split, double[]> seconds = new HashMap<>();
    private final Map<Split, Double> tried = new HashMap<>();

    /**
     * The truth.
     *
     * @param runs runs by which splits are judged, and as many by which the best is chosen
     */
    Truth(Scenario scenario, int runs) {
        this.scenario = scenario;
        this.runs = new Items[runs];
        Arrays.setAll(this.runs, scenario::items);
        trials = new Items[runs];
        Arrays.setAll(trials, trial -> scenario.items(FIRST_TRIAL + trial));
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
    double probe(Split split, int probe) {
        return simulate(scenario.items(FIRST_PROBE + probe), split, FIRST_PROBE + probe);
    }

    /** Time of each run, in seconds; infinite where memory does not suffice. */
    double[] seconds(Split split) {
        return seconds.computeIfAbsent(split, wanted -> {
            double[] each = new double[runs.length];
            Arrays.setAll(each, run -> simulate(runs[run], wanted, run));
            return each;
        });
    }

    private double simulate(Items items, Split split, int run) {
        return scenario.fits(split) ? simulation.seconds(items, split, periodGone(run)) : Double.POSITIVE_INFINITY;
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

    /** Lets a split take part in the choice of the best. */
    double consider(Split split) {
        return tried.computeIfAbsent(split, wanted -> {
            double sum = 0;
            for (int trial = 0; trial < trials.length; trial++) {
                sum += simulate(trials[trial], wanted, FIRST_TRIAL + trial);
            }
            return sum / trials.length;
        });
    }

    /** The fastest of all splits that were considered and are allowed. */
    Split best() {
        return tried.keySet().stream()
                .filter(scenario::allowed)
                .min(Comparator.comparingDouble(this::consider)
                        .thenComparingInt(Split::workers)
                        .thenComparingLong(Split::chunkSize))
                .orElseThrow();
    }

    /** Considers the splits worth considering: a coarse grid of workers and chunks, then a fine one around its best. */
    void search() {
        consider(Split.serial(scenario.count()));
        Set<Integer> counts = workerCounts();
        for (int workers : counts) {
            tryRounds(workers, COARSE_ROUNDS);
        }
        counts.stream()
                .sorted(Comparator.comparingDouble(this::bestWith))
                .limit(FINALISTS)
                .toList()
                .forEach(workers -> tryRounds(workers, ROUNDS));
        int best = best().workers();
        if (best > 1) {
            for (double factor : new double[] {0.84, 0.92, 1.08, 1.17}) {
                int workers = (int) Math.rint(best * factor);
                if (workers > 1 && workers <= scenario.count()) {
                    tryRounds(workers, ROUNDS);
                }
            }
        }
    }

    private double bestWith(int workers) {
        return tried.keySet().stream()
                .filter(split -> split.workers() == workers)
                .mapToDouble(this::consider)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private void tryRounds(int workers, int[] rounds) {
        for (int round : rounds) {
            double chunk = Math.ceil(scenario.count() / ((double) workers * round));
            Split split = new Split(workers, (long) chunk);
            if (scenario.allowed(split) && (scenario.count() / chunk <= MOST_CHUNKS || round == 1)) {
                consider(split);
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
