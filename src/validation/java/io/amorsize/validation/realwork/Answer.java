package io.amorsize.validation.realwork;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Interval;

/**
 * One advice, really followed.
 *
 * @param asked the runtime that was asked for, and what was known
 * @param advice the answer
 * @param chosen the way that was advised
 * @param best the fastest way that the runtime allows
 * @param chosenSeconds median time of the one, above 0
 * @param bestSeconds median time of the other, above 0
 * @param serialSeconds median time of the serial run, above 0
 * @param noise by how much the repeated times of the best way, or of the serial run if that is more, differ among
 *     themselves: half their interquartile range divided by their median
 */
record Answer(
        String asked,
        Advice advice,
        Way chosen,
        Way best,
        double chosenSeconds,
        double bestSeconds,
        double serialSeconds,
        double noise) {

    /** A plan that takes this much longer than the serial run should not have been advised. */
    private static final double SLOWER = 0.02;

    /** Time lost against the best way as a share of the time taken, 0..1, whether noise explains it or not. */
    double rawRegret() {
        return Math.max(0, 1 - bestSeconds / chosenSeconds);
    }

    /** The same, 0 where it is no more than the noise. */
    double regret() {
        return rawRegret() > noise ? rawRegret() : 0;
    }

    /** How many times as fast as the serial run the advised way really was. */
    double speedup() {
        return serialSeconds / chosenSeconds;
    }

    /** Whether something was predicted that could be wrong: the interval of a serial plan is a point. */
    boolean predicts() {
        return !chosen.equals(Way.SERIAL);
    }

    /** Whether the real speed-up lies in the 90 % interval. */
    boolean covered() {
        Interval interval = advice.estimate().speedup().interval90();
        return speedup() >= interval.low() && speedup() <= interval.high();
    }

    /** Whether the advised way was slower than the serial run, by more than noise explains. */
    boolean slower() {
        return chosenSeconds / serialSeconds - 1 > SLOWER + noise;
    }

    /** What this would be if somebody else's way had been taken. */
    Answer insteadBy(Rival rival) {
        return new Answer(asked, advice, rival.way(), best, rival.seconds(), bestSeconds, serialSeconds, noise);
    }

    /** What was predicted and what came of it, as a sentence. */
    String inWords() {
        return "Predicted: %.2f times as fast as the serial run; real: %.2f times; limit named: %s."
                .formatted(
                        advice.estimate().speedup().value(),
                        speedup(),
                        advice.limit().kind());
    }
}
