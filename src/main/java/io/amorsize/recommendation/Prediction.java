package io.amorsize.recommendation;

import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.Widening;
import java.util.List;
import java.util.Optional;

/**
 * What a recommendation said about a run before it was made.
 *
 * <p>Its intervals are those of the time: it is times that are reported, and no serial run need be known to check them.
 *
 * @param seconds predicted time, above 0
 * @param interval90 central 90 % interval of the time in seconds
 * @param interval50 central 50 % interval; empty also for worker counts other than the recommended one
 * @param widthFactor the factor by which these intervals had been widened, in ln, above 0
 */
public record Prediction(double seconds, Interval interval90, Optional<Interval> interval50, double widthFactor) {

    /** A time is compared if items and chunk size are within this factor of what the prediction was made for. */
    private static final double COMPARABLE = 2;

    /** Half of a central 90 % interval of a normal distribution, in standard deviations. */
    private static final double HALF_90 = 1.6449;

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    public Prediction {
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("seconds must be a finite number above 0, was " + seconds);
        }
        if (!(widthFactor > 0 && widthFactor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("widthFactor must be a finite number above 0, was " + widthFactor);
        }
        requireAround(interval90, seconds);
        interval50.ifPresent(interval -> requireAround(interval, seconds));
    }

    private static void requireAround(Interval interval, double seconds) {
        if (!(interval.low() > 0
                && interval.low() <= seconds
                && seconds <= interval.high()
                && interval.high() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "0 < low <= seconds <= high must hold, was " + interval + " around " + seconds);
        }
    }

    /**
     * What was said about {@code run}. Between the worker counts of the curve, values are linear in ln workers. Empty where
     * the two cannot be compared: the number of items was not known, the workers are beyond the curve, or items or chunk
     * size differ by more than a factor of 2. Times of fewer or more items are in proportion.
     */
    public static Optional<Prediction> of(Promise promise, Run run) {
        if (promise.items().isEmpty()) {
            return Optional.empty();
        }
        double share = run.items() / (double) promise.items().getAsLong();
        if (!within(share)) {
            return Optional.empty();
        }
        Optional<Between> found = Between.find(promise.curve(), run.workers());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Between between = found.get();
        if (run.workers() > 1
                && run.chunkSize().isPresent()
                && !within(run.chunkSize().getAsLong() / between.chunkSize())) {
            return Optional.empty();
        }
        return Optional.of(new Prediction(
                share * between.seconds(),
                times(share, between.interval90()),
                promise.interval50Seconds()
                        .filter(known -> run.workers() == promise.workers())
                        .map(interval -> times(share, interval)),
                promise.widthFactor()));
    }

    private static boolean within(double ratio) {
        return ratio <= COMPARABLE && ratio >= 1 / COMPARABLE;
    }

    private static Interval times(double factor, Interval interval) {
        return new Interval(factor * interval.low(), factor * interval.high());
    }

    /** ln of the time that a run took over the time predicted: above 0 if it was slower. */
    public double logError(double elapsedSeconds) {
        return Math.log(elapsedSeconds / seconds);
    }

    /**
     * The conformity score of a run: the least factor by which experience would have to widen the 90 % interval, as it was
     * before any did, to hold the time ({@link Widening}). At most 1 if the unwidened interval holds it.
     */
    double score(double elapsedSeconds) {
        Interval plain = new Widening(widthFactor).undo(interval90, seconds);
        double error = logError(elapsedSeconds);
        double side = error > 0 ? Math.log(plain.high() / seconds) : Math.log(seconds / plain.low());
        if (Math.abs(error) <= side) {
            return error == 0 ? 0 : Math.abs(error) / side;
        }
        double halfWidth = Math.log(plain.high() / plain.low()) / 2;
        return 1 + (Math.abs(error) - side) / Math.max(halfWidth, Double.MIN_NORMAL);
    }

    /** Standard deviation of ln time that the 90 % interval stands for. */
    double deviation() {
        return Math.log(interval90.high() / interval90.low()) / 2 / HALF_90;
    }

    /** A point of a curve, or between two of them. */
    private record Between(double chunkSize, double seconds, Interval interval90) {

        static Optional<Between> find(List<CurvePoint> curve, int workers) {
            for (int i = 0; i < curve.size(); i++) {
                CurvePoint above = curve.get(i);
                if (above.workers() == workers) {
                    return Optional.of(mix(above, above, 0));
                }
                if (above.workers() > workers) {
                    return i == 0 ? Optional.empty() : Optional.of(between(curve.get(i - 1), above, workers));
                }
            }
            return Optional.empty();
        }

        private static Between between(CurvePoint below, CurvePoint above, int workers) {
            return mix(
                    below,
                    above,
                    Math.log((double) workers / below.workers())
                            / Math.log((double) above.workers() / below.workers()));
        }

        private static Between mix(CurvePoint below, CurvePoint above, double share) {
            // The serial run has one chunk of all items, which says nothing about the chunks of a few workers.
            double chunk = below.workers() == 1 ? above.chunkSize() : below.chunkSize();
            return new Between(
                    mix(chunk, (double) above.chunkSize(), share),
                    mix(below.seconds().orElseThrow(), above.seconds().orElseThrow(), share),
                    mix(
                            below.interval90Seconds().orElseThrow(),
                            above.interval90Seconds().orElseThrow(),
                            share));
        }

        private static Interval mix(Interval below, Interval above, double share) {
            return new Interval(mix(below.low(), above.low(), share), mix(below.high(), above.high(), share));
        }

        private static double mix(double below, double above, double share) {
            return below * Math.pow(above / below, share);
        }
    }
}
