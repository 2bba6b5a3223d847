package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456789Z");

    @Test
    void isAUuidOfVersion7WithTheTimeInFront() {
        UUID id = UUID.fromString(new TimeOrderedIds(() -> NOON, new SecureRandom()).get());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void ascendsWithinOneInstantAndWhenTheClockIsSetBack() {
        Deque<Instant> times = new ArrayDeque<>(List.of(NOON, NOON, NOON.minusSeconds(60), NOON.plusMillis(1)));
        TimeOrderedIds ids = new TimeOrderedIds(times::pop, new SecureRandom());

        List<String> given = List.of(ids.get(), ids.get(), ids.get(), ids.get());

        assertThat(given).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ascendsThroughTenThousandOfOneInstant() {
        TimeOrderedIds ids = new TimeOrderedIds(() -> NOON, RandomGenerator.of("L64X128MixRandom"));

        List<String> given = IntStream.range(0, 10_000).mapToObj(i -> ids.get()).toList();

        assertThat(given).isSorted().doesNotHaveDuplicates();
    }
}
