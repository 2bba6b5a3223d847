package io.amorsize.optimizer;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the plan will do.
 *
 * @param serialSeconds time on one worker without any overhead; empty where the number of items is unknown
 * @param parallelSeconds time by the plan; empty where the number of items is unknown
 * @param interval50Seconds central 50 % prediction interval of the time by the plan; empty where that is
 * @param interval90Seconds the same, of 90 %
 * @param speedup the ratio of the two times
 * @param probabilityFaster probability that the plan beats serial, 0..1; for a serial plan, that the best parallel one
 *     does
 * @param efficiency speed-up divided by workers, above 0
 * @param expectedRegret expected loss of time against the best candidate, as a share of its time, at least 0
 */
public record Estimate(
        OptionalDouble serialSeconds,
        OptionalDouble parallelSeconds,
        Optional<Interval> interval50Seconds,
        Optional<Interval> interval90Seconds,
        Speedup speedup,
        double probabilityFaster,
        double efficiency,
        double expectedRegret) {}
