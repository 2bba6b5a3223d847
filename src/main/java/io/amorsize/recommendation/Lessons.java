package io.amorsize.recommendation;

import io.amorsize.optimizer.Experience;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Says in words what experience did to an answer. */
public final class Lessons {

    /** A factor this near to 1 is not worth a sentence. */
    private static final double NEAR_ONE = 0.005;

    private Lessons() {}

    /** Plain sentences; none if there is no experience. */
    public static List<String> of(Experience experience) {
        List<String> sentences = new ArrayList<>(2);
        int runs = experience.observations().size();
        if (runs > 0) {
            sentences.add(
                    runs == 1
                            ? "The outcome of 1 earlier run of this workload is counted in."
                            : "The outcomes of " + runs + " earlier runs of this workload are counted in.");
        }
        double factor = experience.widthFactor();
        if (Math.abs(factor - 1) > NEAR_ONE) {
            sentences.add("Earlier outcomes were " + (factor > 1 ? "farther from" : "nearer to")
                    + " their predictions than the model expects, so the intervals are " + rounded(factor)
                    + " times as wide, in ln, as it makes them.");
        }
        return sentences;
    }

    private static String rounded(double value) {
        return new BigDecimal(value)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }
}
