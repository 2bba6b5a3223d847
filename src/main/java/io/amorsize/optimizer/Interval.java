package io.amorsize.optimizer;

/**
 * A central prediction interval.
 *
 * @param low lower end
 * @param high upper end, at least {@code low}
 */
public record Interval(double low, double high) {}
