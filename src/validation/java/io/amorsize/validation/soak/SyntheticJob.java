package io.amorsize.validation.soak;

import io.amorsize.testing.JobApi;
import io.amorsize.testing.JobAudit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A job of the type {@code synthetic} of which one item in a hundred fails for good and one in twenty once.
 *
 * @param items how many
 * @param work fields of the parameters that say what items do
 * @param plan the plan as JSON
 */
record SyntheticJob(int items, String work, String plan) {

    /** A plan that the service makes by itself. */
    static final String AUTO = "{\"mode\": \"AUTO\"}";

    private static final long FIRST = 1_000;
    private static final int POISON = 100;

    /** A plan of so many workers that may wait. */
    static String waiting(int workers) {
        return "{\"mode\": \"FIXED\", \"workers\": " + workers + ", \"executor\": \"VIRTUAL_THREADS\"}";
    }

    /** Has it accepted; its identifier. */
    String submit(JobApi api) {
        return api.submit(body());
    }

    /** The request. */
    String body() {
        String poison = LongStream.range(FIRST, FIRST + items)
                .filter(SyntheticJob::fails)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(",", "[", "]"));
        return """
                {"type": "synthetic", "parameters": {%s, "failShare": 0.05, "failFirstAttempts": 1, "poison": %s},
                 "range": {"from": %d, "to": %d}, "plan": %s,
                 "retry": {"maxAttempts": 3, "initialDelaySeconds": 0.02}}
                """.formatted(work, poison, FIRST, FIRST + items, plan);
    }

    /** How many items fail for good. */
    long failures() {
        return items / POISON;
    }

    JobAudit audit() {
        return new JobAudit(items, FIRST, SyntheticJob::fails);
    }

    private static boolean fails(long number) {
        return number % POISON == POISON - 1;
    }
}
