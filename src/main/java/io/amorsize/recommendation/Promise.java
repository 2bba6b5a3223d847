package io.amorsize.recommendation;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a recommendation said of every plan it considered, as far as outcomes are compared with it. Immutable.
 *
 * @param recommendationId the recommendation
 * @param circumstances what it was given for
 * @param items items it was given for; empty where they were not known
 * @param workers workers it advised, at least 1
 * @param chunkSize items per chunk it advised, at least 1
 * @param serialSeconds predicted time of the serial run; empty where the number of items was not known
 * @param interval50Seconds central 50 % interval of the plan's time; empty where the number of items was not known
 * @param curve one point per worker count, ascending by workers
 * @param widthFactor the factor by which intervals had been widened, in ln, above 0
 */
public record Promise(
        String recommendationId,
        Circumstances circumstances,
        OptionalLong items,
        int workers,
        long chunkSize,
        OptionalDouble serialSeconds,
        Optional<Interval> interval50Seconds,
        List<CurvePoint> curve,
        double widthFactor) {

    /** Copies the curve. */
    public Promise {
        curve = List.copyOf(curve);
    }

    /** What {@code recommendation} said. */
    public static Promise of(Recommendation recommendation) {
        Advice advice = recommendation.advice();
        return new Promise(
                recommendation.id(),
                Circumstances.of(recommendation),
                recommendation.request().workload().items(),
                advice.plan().workers(),
                advice.plan().chunkSize(),
                advice.estimate().serialSeconds(),
                advice.estimate().interval50Seconds(),
                advice.curve(),
                recommendation.request().experience().widthFactor());
    }
}
