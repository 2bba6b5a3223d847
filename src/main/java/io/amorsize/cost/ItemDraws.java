package io.amorsize.cost;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What chance may make of a described run: how long its longest item is, where in the run that comes, how far the last worker
 * falls behind, and where in a quota's period it begins. A draw is one such run. Immutable; the arrays must not be changed.
 */
final class ItemDraws {

    /** Median of the standard Gumbel law. */
    private static final double GUMBEL_MEDIAN = -Math.log(Math.log(2));

    /** Spread of ln lead between runs: standard deviation over list schedules of 20 to 1,000 items (docs/model.md). */
    static final double LEAD_SPREAD = 0.55;

    private static final Chances FEW = new Chances(ScalingBeliefs.LEARNED.few().size());
    private static final Chances MANY = new Chances(128);

    /** The middle of everything. */
    private static final Chances MIDDLE = new Chances(1);

    private final Chances chances;
    private final double[] mean;
    private final double[] longest;
    private final double[] longestItems;

    /** Even draws of what does not depend on the items. */
    private static final class Chances {

        private final double[] gumbel;
        private final double[] lead;
        private final double[] place;
        private final double[] phase;
        private final double[] serialPhase;

        /** The two draws in the middle, or the one, by how long the longest item is. */
        private final int[] middle;

        Chances(int size) {
            double[][] u = QuasiRandom.uniform(size, 5);
            gumbel = new double[size];
            lead = new double[size];
            place = new double[size];
            phase = new double[size];
            serialPhase = new double[size];
            for (int i = 0; i < size; i++) {
                // Another order than that of the draws of the scaling law, which are not to go with these.
                int at = (int) ((i * 13L + 5) % size);
                gumbel[at] = -Math.log(-Math.log(u[0][i])) - GUMBEL_MEDIAN;
                lead[at] = Math.exp(LEAD_SPREAD * Normal.quantile(u[1][i]));
                place[at] = u[2][i];
                phase[at] = u[3][i];
                serialPhase[at] = u[4][i];
            }
            int[] byLongest = IntStream.range(0, size)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> gumbel[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            middle = new int[] {byLongest[(size - 1) / 2], byLongest[size / 2]};
        }
    }

    private ItemDraws(Chances chances, ItemTimeLaw law, double items) {
        this.chances = chances;
        int size = chances.gumbel.length;
        mean = new double[size];
        longest = new double[size];
        longestItems = new double[size];
        for (int i = 0; i < size; i++) {
            longest[i] = Math.min(
                    law.expectedLongest() * Math.exp(law.longestSpread() * chances.gumbel[i]), law.longestPossible());
        }
        double typical = 0.5 * (longest[chances.middle[0]] + longest[chances.middle[1]]);
        for (int i = 0; i < size; i++) {
            double total = items * law.mean() + longest[i] - typical;
            mean[i] = Math.max(total / items, Math.max(0.5 * law.mean(), longest[i] / items));
            longestItems[i] = longest[i] / mean[i];
        }
    }

    /** As many draws as {@link ScalingBeliefs#few} has. */
    static ItemDraws few(ItemTimeLaw law, double items) {
        return new ItemDraws(FEW, law, items);
    }

    /** 128 draws. */
    static ItemDraws many(ItemTimeLaw law, double items) {
        return new ItemDraws(MANY, law, items);
    }

    /** A single draw: the run as it is expected. */
    static ItemDraws expected(ItemTimeLaw law, double items) {
        return new ItemDraws(MIDDLE, law, items);
    }

    int size() {
        return mean.length;
    }

    /** Mean time of an item, in seconds. */
    double mean(int draw) {
        return mean[draw];
    }

    /** Time of the longest item, in seconds. */
    double longest(int draw) {
        return longest[draw];
    }

    /** Time of the longest item, in mean times of an item. */
    double longestItems(int draw) {
        return longestItems[draw];
    }

    /** Lead of the slowest worker relative to the expected one, above 0. */
    double lead(int draw) {
        return chances.lead[draw];
    }

    /** Where in a quota's period the run begins, -0.5..0.5. */
    double phase(int draw) {
        return chances.phase[draw] - 0.5;
    }

    /** Where in a quota's period the serial run that it is compared with begins, -0.5..0.5. */
    double serialPhase(int draw) {
        return chances.serialPhase[draw] - 0.5;
    }

    /** Where in the order of the items the longest one comes, 0..1. */
    double place(int draw) {
        return chances.place[draw];
    }
}
