package io.amorsize.store.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The small parts: times, names and back-off. */
class LeaseTimesTest {

    @Test
    void aPartitionIsTakenOverWithinHalfAMinute() {
        assertThat(LeaseTimes.PARTITIONS.takeover().plus(LeaseTimes.PARTITIONS.poll()))
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void timesArePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LeaseTimes(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new LeaseTimes(Duration.ofSeconds(1), Duration.ZERO));
    }

    @Test
    void theBackOffDoublesUpToAMinute() {
        assertThat(IntStream.of(1, 2, 3, 6, 7, 8, Integer.MAX_VALUE)
                        .mapToObj(failures -> Backoff.after(failures).toSeconds()))
                .containsExactly(1L, 2L, 4L, 32L, 60L, 60L, 60L);
    }

    @Test
    void twoRunsOnOneHostHaveTwoNamesWhateverItsLength() {
        Random random = new Random(1);
        String host = "h".repeat(200);

        ReplicaName one = ReplicaName.on(host, random);
        ReplicaName two = ReplicaName.on(host, random);

        assertThat(one).isNotEqualTo(two);
        assertThat(one.text()).hasSize(ReplicaName.LONGEST);
        assertThat(ReplicaName.on("host", random).text()).matches("host/[0-9a-f]{8}");
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplicaName(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplicaName("h".repeat(51)));
    }
}
