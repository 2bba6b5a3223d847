package io.amorsize.testing;

import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Interval;
import io.amorsize.recommendation.Headline;
import io.amorsize.recommendation.KeptRecommendation;
import java.time.Instant;
import java.util.Optional;

/** Recommendations as they are kept, for tests that do not care what was recommended. */
public final class Kept {

    /** When the first of them was made. */
    public static final Instant EPOCH = Instant.parse("2026-11-21T08:30:00.123Z");

    private Kept() {}

    /** The one with this number, which is {@code number} seconds younger than the first, for no named workload. */
    public static KeptRecommendation numbered(int number) {
        return of(number, Optional.empty(), "{\"number\":" + number + "}");
    }

    /** The same for a named workload. */
    public static KeptRecommendation named(int number, String workload) {
        return of(number, Optional.of(workload), "{\"number\":" + number + "}");
    }

    /** The same with this answer. */
    public static KeptRecommendation answering(int number, String answer) {
        return of(number, Optional.empty(), answer);
    }

    /** The identifier of the one with this number. */
    public static String id(int number) {
        return "019a9f0e-6c1b-7a52-b3a4-%012x".formatted(number);
    }

    private static KeptRecommendation of(int number, Optional<String> workload, String answer) {
        return new KeptRecommendation(
                new Headline(
                        id(number),
                        EPOCH.plusSeconds(number),
                        workload,
                        "1",
                        Decision.PARALLEL,
                        8,
                        5_000_000_000L,
                        Executor.VIRTUAL_THREADS,
                        7.5,
                        new Interval(0.1 + 0.2, 7.75)),
                "{\"asked\":" + number + "}",
                answer);
    }
}
