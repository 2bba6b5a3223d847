package io.amorsize.optimizer;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The prediction for one worker count, with the best chunk size for it.
 *
 * @param workers workers, at least 1; 1 is the serial run without a pool
 * @param chunkSize items per chunk, at least 1
 * @param seconds predicted time; empty where the number of items is unknown
 * @param interval90Seconds central 90 % prediction interval of the time, around {@code seconds} and empty where they are
 * @param speedup predicted speed-up against serial
 * @param interval90 central 90 % prediction interval of the speed-up
 * @param regret expected loss of time against the best candidate, as a share of its time, at least 0
 */
public record CurvePoint(
        int workers,
        long chunkSize,
        OptionalDouble seconds,
        Optional<Interval> interval90Seconds,
        double speedup,
        Interval interval90,
        double regret) {}
