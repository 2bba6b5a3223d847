package io.amorsize.observability;

import io.amorsize.deadletter.DeadLetters;
import io.amorsize.recommendation.StoreUnavailable;
import java.util.stream.Stream;

/** How many dead letters there are, and how old the oldest are, as gauges. */
final class DeadLetterSamples {

    private DeadLetterSamples() {}

    /** The samples of now; none while the store does not answer. */
    static Stream<Sample> of(DeadLetters letters) {
        try {
            return letters.population().stream()
                    .flatMap(count -> Stream.of(
                            Sample.of(
                                    Metric.DEAD_LETTERS,
                                    (double) count.count(),
                                    count.type(),
                                    count.status().name()),
                            Sample.of(
                                    Metric.DEAD_LETTERS_OLDEST,
                                    count.oldest().toEpochMilli() / 1e3,
                                    count.type(),
                                    count.status().name())));
        } catch (StoreUnavailable e) {
            return Stream.empty();
        }
    }
}
