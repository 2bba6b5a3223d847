package io.amorsize.recommendation;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a comparison looks at in a recommendation.
 *
 * @param headline plan and expected speed-up
 * @param items number of items it is about, if known
 * @param serialSeconds expected time on one worker, above 0, if known
 * @param seconds expected time by the plan, above 0, if known
 * @param limit what keeps the run from being faster
 * @param effectiveCpus CPUs that it counts on, above 0
 */
public record ComparedRun(
        Headline headline,
        OptionalLong items,
        OptionalDouble serialSeconds,
        OptionalDouble seconds,
        String limit,
        double effectiveCpus) {}
