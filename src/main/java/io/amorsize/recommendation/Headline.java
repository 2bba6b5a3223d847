package io.amorsize.recommendation;

import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Interval;
import java.time.Instant;
import java.util.Optional;

/**
 * The part of a recommendation that lists show. Immutable.
 *
 * @param id as in {@link Recommendation}
 * @param createdAt as in {@link Recommendation}; whole milliseconds
 * @param workload the caller's name for the workload
 * @param modelVersion version of the model that made it
 * @param decision what was decided
 * @param workers workers to use, at least 1
 * @param chunkSize items to hand to a worker at a time, at least 1
 * @param executor what should run the chunks
 * @param speedup expected speed-up against serial
 * @param interval90 90 % prediction interval of the speed-up
 */
public record Headline(
        String id,
        Instant createdAt,
        Optional<String> workload,
        String modelVersion,
        Decision decision,
        int workers,
        long chunkSize,
        Executor executor,
        double speedup,
        Interval interval90) {

    /** What lists show of {@code recommendation}. */
    public static Headline of(Recommendation recommendation) {
        return new Headline(
                recommendation.id(),
                recommendation.createdAt(),
                recommendation.request().workload().name(),
                Recommender.MODEL_VERSION,
                recommendation.advice().decision(),
                recommendation.advice().plan().workers(),
                recommendation.advice().plan().chunkSize(),
                recommendation.advice().plan().executor(),
                recommendation.advice().estimate().speedup().value(),
                recommendation.advice().estimate().speedup().interval90());
    }
}
