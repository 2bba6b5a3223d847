package io.amorsize.optimizer;

/**
 * How experience changes the width of an interval.
 *
 * <p>With sides a and b, the distances of the ends from the median in ln, a factor f below 1 makes them f a and f b; above 1
 * both ends move outwards by (f - 1)(a + b)/2. Either way the width becomes f times as large. In proportion the sides may
 * not grow: what is learned from errors on a narrow side would throw the end of a wide one off by orders of magnitude.
 *
 * @param factor factor on the width, in ln, above 0
 */
public record Widening(double factor) {

    /** @throws IllegalArgumentException if {@code factor} is not a finite number above 0 */
    public Widening {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("factor must be a finite number above 0, was " + factor);
        }
    }

    /** {@code interval} around {@code median} with the other width. */
    public Interval of(Interval interval, double median) {
        double down = Math.log(median / interval.low());
        double up = Math.log(interval.high() / median);
        double more = Math.max(0, factor - 1) * (down + up) / 2;
        double share = Math.min(1, factor);
        return factor == 1
                ? interval
                : new Interval(median * Math.exp(-share * down - more), median * Math.exp(share * up + more));
    }

    /** The interval that became {@code widened} by this factor. */
    public Interval undo(Interval widened, double median) {
        double down = Math.log(median / widened.low());
        double up = Math.log(widened.high() / median);
        double less = Math.max(0, factor - 1) / factor * (down + up) / 2;
        double share = Math.max(1, 1 / factor);
        return factor == 1
                ? widened
                : new Interval(
                        median * Math.exp(-share * Math.max(0, down - less)),
                        median * Math.exp(share * Math.max(0, up - less)));
    }
}
