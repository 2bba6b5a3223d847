package io.amorsize.optimizer;

/**
 * Serial time divided by parallel time of the whole run.
 *
 * @param value the point estimate, equal to the ratio of the two estimated times
 * @param interval50 central 50 % prediction interval
 * @param interval90 central 90 % prediction interval
 */
public record Speedup(double value, Interval interval50, Interval interval90) {}
