package io.amorsize.recommendation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds when the times of a workload changed for good.
 *
 * <p>A two-sided cumulative-sum test (E. S. Page, "Continuous inspection schemes", Biometrika 41, 1954) over the
 * standardised innovations of ln(actual / predicted) (M. Basseville and I. V. Nikiforov, <i>Detection of Abrupt Changes</i>,
 * 1993, ch. 2 and 7). A recommendation may be wrong from the start without anything changing, so each has a level of its
 * own: normal around 0 with the deviation that its interval stands for, and learned from its outcomes; what is tested is
 * how far an outcome is from the level expected so far. One outlier is no change: an innovation counts for three standard
 * deviations at most, so that at least four outcomes in a row are needed.
 */
final class LevelChanges {

    /**
     * Standard deviations of a change that do not count. Half of the change to be found, by the usual rule: one standard
     * deviation of a run.
     */
    private static final double ALLOWANCE = 0.5;

    /**
     * Sum that raises the alarm. With an allowance of 0.5 the mean number of runs to a false alarm in either direction is
     * about 9,600 by D. Siegmund, <i>Sequential Analysis</i>, 1985: half of (exp(2kb) - 2kb - 1) / 2k², b = h + 1.166.
     */
    private static final double ALARM = 8;

    private static final double MOST_DEVIATIONS = 3;

    /** A level learned from fewer outcomes than this may still be anywhere. */
    private static final int YOUNG = 5;

    /** Standard deviation of ln time between equal runs while nobody has seen any. */
    private static final double ASSUMED_NOISE = 0.1;

    /** That assumption counts as this many pairs of runs. */
    private static final double ASSUMED_PAIRS = 5;

    /** Ratio of the median absolute value to the standard deviation of a normal distribution. */
    private static final double MAD = 0.6745;

    /**
     * A change of the level.
     *
     * @param first the first outcome after it
     * @param logShift change of ln time
     * @param outcomesSince outcomes since the change was found
     */
    record Change(Outcome first, double logShift, int outcomesSince) {}

    /**
     * What is known of how far the times after a recommendation are from its prediction: a normal law of ln time.
     *
     * @param outcomes outcomes that it was learned from since its last change
     */
    private record Level(double mean, double variance, int outcomes) {

        /** A young level follows any outcome; an older one is moved by outliers no more than by three deviations. */
        Level learn(double innovation, double noise) {
            double spread = Math.sqrt(variance + noise * noise);
            double most = MOST_DEVIATIONS * spread;
            if (outcomes >= YOUNG || Math.abs(innovation) <= most) {
                return learn(variance, Math.clamp(innovation, -most, most), noise);
            }
            return learn(innovation * innovation, innovation, noise);
        }

        private Level learn(double known, double innovation, double noise) {
            double gain = known / (known + noise * noise);
            return new Level(mean + gain * innovation, known * (1 - gain), outcomes + 1);
        }

        Level after(double logShift) {
            return new Level(mean, variance + logShift * logShift, 0);
        }
    }

    private final List<Outcome> outcomes;
    private final double noise;
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Level> levels = new HashMap<>();

    /** The level of each outcome's recommendation before the outcome was learned from. */
    private final Level[] before;

    private LevelChanges(List<Outcome> outcomes) {
        this.outcomes = outcomes;
        this.noise = noise(outcomes);
        this.before = new Level[outcomes.size()];
    }

    /**
     * The changes of a workload, the oldest first.
     *
     * @param newestFirst its outcomes
     */
    static List<Change> of(List<Outcome> newestFirst) {
        LevelChanges search = new LevelChanges(newestFirst.reversed().stream()
                .filter(outcome -> outcome.prediction().isPresent())
                .toList());
        search.run();
        return List.copyOf(search.changes);
    }

    private void run() {
        Sum slower = new Sum(1);
        Sum faster = new Sum(-1);
        for (int i = 0; i < outcomes.size(); i++) {
            double deviations = learn(i);
            slower.add(i, deviations);
            faster.add(i, deviations);
            if (slower.value > ALARM || faster.value > ALARM) {
                changeFound(slower.value > ALARM ? slower.start : faster.start, i);
                slower = new Sum(1);
                faster = new Sum(-1);
            }
        }
    }

    /** The sum of deviations in one direction, and the outcome with which it left 0. */
    private static final class Sum {

        private final int direction;
        private double value;
        private int start;

        Sum(int direction) {
            this.direction = direction;
        }

        void add(int i, double deviations) {
            if (value == 0) {
                start = i;
            }
            value = Math.max(0, value + direction * deviations - ALLOWANCE);
        }
    }

    /** Learns from an outcome and says by how many standard deviations it was a surprise. */
    private double learn(int i) {
        Outcome outcome = outcomes.get(i);
        Level level = level(outcome);
        double innovation = logError(outcome) - level.mean;
        before[i] = level;
        levels.put(outcome.recommendationId(), level.learn(innovation, noise));
        return Math.clamp(innovation / Math.sqrt(level.variance + noise * noise), -MOST_DEVIATIONS, MOST_DEVIATIONS);
    }

    /** Notes the change, and has all levels learn anew what came since. */
    private void changeFound(int start, int end) {
        for (int i = end; i >= start; i--) {
            levels.put(outcomes.get(i).recommendationId(), before[i]);
        }
        double sum = 0;
        for (int i = start; i <= end; i++) {
            sum += logError(outcomes.get(i)) - level(outcomes.get(i)).mean;
        }
        double logShift = sum / (end - start + 1);
        changes.add(new Change(outcomes.get(start), logShift, outcomes.size() - 1 - end));
        levels.replaceAll((recommendation, level) -> level.after(logShift));
        for (int i = start; i <= end; i++) {
            learn(i);
        }
    }

    /** The level of the outcome's recommendation as known so far. */
    private Level level(Outcome outcome) {
        return levels.computeIfAbsent(outcome.recommendationId(), unseen -> {
            double deviation = outcome.prediction().orElseThrow().deviation();
            return new Level(0, deviation * deviation, 0);
        });
    }

    private static double logError(Outcome outcome) {
        return outcome.prediction().orElseThrow().logError(outcome.run().elapsedSeconds());
    }

    /** Standard deviation of ln time between equal runs, from the differences of neighbours, which no change spoils. */
    private static double noise(List<Outcome> outcomes) {
        int pairs = outcomes.size() - 1;
        if (pairs < 1) {
            return ASSUMED_NOISE;
        }
        double[] differences = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            differences[i] = Math.abs(logError(outcomes.get(i + 1)) - logError(outcomes.get(i)));
        }
        Arrays.sort(differences);
        double seen = differences[pairs / 2] / MAD / Math.sqrt(2);
        return Math.sqrt(
                (ASSUMED_PAIRS * ASSUMED_NOISE * ASSUMED_NOISE + pairs * seen * seen) / (ASSUMED_PAIRS + pairs));
    }
}
