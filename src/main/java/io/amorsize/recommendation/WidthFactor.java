package io.amorsize.recommendation;

import io.amorsize.optimizer.Evidence;
import java.util.Arrays;
import java.util.List;

/**
 * By how much intervals must be widened, in ln, to hold the truth as often as they say.
 *
 * <p>Split conformal prediction: if the next score is as likely to have any rank among n scores as any other, it is at
 * most the ⌈(n + 1) · 0.9⌉-th smallest of them with probability 0.9 or more, whatever the model is worth (V. Vovk, A.
 * Gammerman and G. Shafer, <i>Algorithmic Learning in a Random World</i>, 2005, ch. 4; J. Lei et al., "Distribution-free
 * predictive inference for regression", JASA 113, 2018). Scores belong to the intervals before widening
 * ({@link Prediction#score}), or the factor would correct itself.
 */
final class WidthFactor {

    /** From this many scores on they speak for themselves. */
    static final int ENOUGH = 20;

    private static final double COVERAGE = 0.9;

    /**
     * Least factor. Outcomes are times, and the factor is for speed-ups too. The time of a run may be well known while the
     * speed-up is not, because the serial run was never seen: that is so once runs were observed. Then intervals are never
     * narrowed. From a description or samples, where the serial time is the known one, down to half.
     */
    private static final double LEAST = 0.5;

    /** Greatest factor: a model that is wrong by more than ten times what it says is no base for an interval at all. */
    private static final double GREATEST = 10;

    private WidthFactor() {}

    /**
     * The factor that these scores ask for; 1 without any. Missing ones up to 20 are filled up by those of intervals that
     * are right, evenly spread, so that one outcome moves little and two great errors count.
     */
    static double of(List<Double> scores, Evidence evidence) {
        if (scores.isEmpty()) {
            return 1;
        }
        int missing = Math.max(0, ENOUGH - scores.size());
        double[] all = new double[scores.size() + missing];
        for (int i = 0; i < missing; i++) {
            all[i] = (i + 1) / (COVERAGE * (missing + 1));
        }
        for (int i = 0; i < scores.size(); i++) {
            all[missing + i] = scores.get(i);
        }
        Arrays.sort(all);
        int rank = (int) Math.ceil((all.length + 1) * COVERAGE);
        return Math.clamp(all[rank - 1], evidence == Evidence.OBSERVATIONS ? 1 : LEAST, GREATEST);
    }
}
