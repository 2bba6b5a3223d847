package io.amorsize.recommendation;

import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a recommendation said about a run before it was made.
 *
 * <p>Its intervals are those of the speed-up, turned into times by the predicted serial time. So they say how well the
 * effect of the workers is known; where the serial time itself is uncertain, times may miss them more often, and it is
 * times that can be checked.
 *
 * @param seconds predicted time, above 0
 * @param interval90 central 90 % interval of the time in seconds; empty where the plan is the serial one, whose speed-up
 *     is 1 by definition
 * @param interval50 central 50 % interval; empty also for worker counts other than the recommended one
 * @param widthFactor the factor by which these intervals had been widened, in ln, above 0
 */
public record Prediction(
        double seconds, Optional<Interval> interval90, Optional<Interval> interval50, double widthFactor) {

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
        interval90.ifPresent(interval -> requireAround(interval, seconds));
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
        if (promise.serialSeconds().isEmpty() || promise.items().isEmpty()) {
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
        double serial = promise.serialSeconds().getAsDouble() * share;
        boolean parallel = run.workers() > 1;
        boolean planned = parallel && run.workers() == promise.workers();
        return Optional.of(new Prediction(
                serial / between.speedup(),
                parallel
                        ? times(serial, new Interval(between.low(), between.high()), between.speedup())
                        : Optional.empty(),
                planned ? times(serial, promise.speedup50(), between.speedup()) : Optional.empty(),
                promise.widthFactor()));
    }

    private static boolean within(double ratio) {
        return ratio <= COMPARABLE && ratio >= 1 / COMPARABLE;
    }

    /** Rounding must not put the middle outside of its interval. */
    private static Optional<Interval> times(double serial, Interval speedup, double middle) {
        double low = serial / Math.max(speedup.high(), middle);
        double high = serial / Math.min(speedup.low(), middle);
        return low < high ? Optional.of(new Interval(low, high)) : Optional.empty();
    }

    /** ln of the time that a run took over the time predicted: above 0 if it was slower. */
    public double logError(double elapsedSeconds) {
        return Math.log(elapsedSeconds / seconds);
    }

    /**
     * The conformity score of a run: its error in ln, over the ln width of the 90 % interval on the side of the error, as
     * it was before any factor widened it. At most 1 if the unwidened interval holds the time. Empty without an interval.
     */
    OptionalDouble score(double elapsedSeconds) {
        if (interval90.isEmpty()) {
            return OptionalDouble.empty();
        }
        double error = logError(elapsedSeconds);
        Interval interval = interval90.get();
        double side = error > 0 ? Math.log(interval.high() / seconds) : Math.log(seconds / interval.low());
        return error == 0
                ? OptionalDouble.of(0)
                : OptionalDouble.of(Math.abs(error) / Math.max(side / widthFactor, Double.MIN_NORMAL));
    }

    /** Standard deviation of ln time that the 90 % interval stands for; empty without an interval. */
    OptionalDouble deviation() {
        return interval90
                .map(interval -> OptionalDouble.of(Math.log(interval.high() / interval.low()) / 2 / HALF_90))
                .orElseGet(OptionalDouble::empty);
    }

    /** A point of a curve, or between two of them. */
    private record Between(double chunkSize, double speedup, double low, double high) {

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
                    mix(below.speedup(), above.speedup(), share),
                    mix(below.interval90().low(), above.interval90().low(), share),
                    mix(below.interval90().high(), above.interval90().high(), share));
        }

        private static double mix(double below, double above, double share) {
            return below * Math.pow(above / below, share);
        }
    }
}
