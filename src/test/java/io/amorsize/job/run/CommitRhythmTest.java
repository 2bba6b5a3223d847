package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommitRhythmTest {

    private final CommitRhythm rhythm = new CommitRhythm(1_000);

    @Test
    void theFirstDoNotWait() {
        assertThat(rhythm.nanosLeft(1_000, 1_000, 1, false)).isZero();
    }

    @Test
    void fewWaitForMoreNinetyNineTimesAsLongAsTheLastTransactionTook() {
        rhythm.committed(2_000, 5_000);

        assertThat(rhythm.nanosLeft(5_000, 5_000, 1, false)).isEqualTo(297_000);
        assertThat(rhythm.nanosLeft(6_000, 5_000, CommitRhythm.MANY - 1, false)).isEqualTo(296_000);
        assertThat(rhythm.nanosLeft(302_000, 5_000, 1, false)).isZero();
    }

    @Test
    void theFirstAfterAWhileWaitFourTimesAsLongAsTheLastTransactionTook() {
        rhythm.committed(2_000, 5_000);

        assertThat(rhythm.nanosLeft(900_000, 900_000, 1, false)).isEqualTo(12_000);
        assertThat(rhythm.nanosLeft(905_000, 900_000, 1, false)).isEqualTo(7_000);
        assertThat(rhythm.nanosLeft(912_000, 900_000, 1, false)).isZero();
        assertThat(rhythm.nanosLeft(900_000, 900_000, 1, true)).isZero();
    }

    @Test
    void manyDoNotWait() {
        rhythm.committed(2_000, 5_000);

        assertThat(rhythm.nanosLeft(5_000, 5_000, CommitRhythm.MANY, false)).isZero();
    }

    @Test
    void whatSomebodyWaitsForDoesNotWait() {
        rhythm.committed(2_000, 5_000);

        assertThat(rhythm.nanosLeft(5_000, 5_000, 1, true)).isZero();
    }

    @Test
    void aSlowStoreDoesNotMakeThemWaitLong() {
        rhythm.committed(0, TimeUnit.SECONDS.toNanos(2));

        assertThat(rhythm.nanosLeft(TimeUnit.SECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(2), 1, false))
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(rhythm.nanosLeft(TimeUnit.SECONDS.toNanos(9), TimeUnit.SECONDS.toNanos(9), 1, false))
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    }
}
