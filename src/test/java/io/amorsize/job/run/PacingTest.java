package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.RateLimit;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static Pacing pacing(double rate, int burst, long now) {
        return new Pacing(new RateLimit(rate, burst), () -> 1, now);
    }

    @Test
    void letsABurstPassAndThenOneItemForEachInterval() {
        Pacing pacing = pacing(10, 3, 0);

        assertThat(pacing.take(5, 0)).isEqualTo(3);
        assertThat(pacing.take(5, 0)).isZero();
        assertThat(pacing.nanosLeft(0)).isEqualTo(SECOND / 10);
        assertThat(pacing.take(5, SECOND / 10 - 1)).isZero();
        assertThat(pacing.take(5, SECOND / 10)).isEqualTo(1);
    }

    @Test
    void savesNoMoreThanABurstWhileNobodyTakes() {
        Pacing pacing = pacing(10, 3, 0);
        assertThat(pacing.take(100, 3_600 * SECOND)).isEqualTo(3);
    }

    @Test
    void givesEachReplicaItsShare() {
        AtomicInteger replicas = new AtomicInteger(4);
        Pacing pacing = new Pacing(new RateLimit(8, 1), replicas::get, 0);

        assertThat(pacing.take(1, 0)).isEqualTo(1);
        assertThat(pacing.nanosLeft(0)).isEqualTo(SECOND / 2);
        replicas.set(2);
        assertThat(pacing.take(1, SECOND / 2)).isEqualTo(1);
        assertThat(pacing.nanosLeft(SECOND / 2)).isEqualTo(SECOND / 4);
    }

    /** The greatest number of items that a rate allows in any stretch of time is that of the rate and one burst. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsToTheRateInEveryStretchOfTime(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double rate = Math.exp(random.nextDouble(Math.log(0.1), Math.log(1e6)));
        int burst = 1 + random.nextInt(50);
        long start = random.nextLong();
        Pacing pacing = pacing(rate, burst, start);
        double interval = SECOND / rate;
        long now = start;
        // By the leaky bucket as a meter, which says the same in other words.
        double bucket = 0;
        for (int i = 0; i < 2_000; i++) {
            long pause = (long) (random.nextDouble() * 5 * interval);
            now += pause;
            bucket = Math.max(0, bucket - pause / interval);
            bucket += pacing.take(1 + random.nextInt(20), now);
            assertThat(bucket).as("seed %d, step %d", seed, i).isLessThanOrEqualTo(burst + 1e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 1_000_000, Long.MIN_VALUE, 1L << 62})
    void reachesTheRateWithoutDriftWhereverTheClockBegins(long start) {
        Pacing pacing = pacing(300_000, 1, start);
        long now = start;
        long taken = 0;
        for (int step = 0; step < 250_000 && taken < 100_000; step++) {
            taken += pacing.take(1, now);
            now += pacing.nanosLeft(now);
        }
        assertThat(taken).isEqualTo(100_000);
        assertThat((now - start) / 1e9).isBetween(taken / 300_000.0 * 0.9999, taken / 300_000.0 * 1.001);
    }
}
