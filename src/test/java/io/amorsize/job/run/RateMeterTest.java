package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateMeterTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long START = Long.MAX_VALUE - SECOND;

    @Test
    void readsASteadyRateFromTheFirstSecondOn() {
        RateMeter meter = new RateMeter(START);
        long now = START;
        for (int i = 1; i <= 6_000; i++) {
            now += SECOND / 100;
            meter.add(5, now);
            if (i % 100 == 0) {
                assertThat(meter.perSecond(now)).isCloseTo(500, within(10.0));
            }
        }
    }

    @Test
    void forgetsWithATimeConstantOfFiveSeconds() {
        RateMeter meter = new RateMeter(0);
        long now = 0;
        for (int i = 0; i < 6_000; i++) {
            now += SECOND / 100;
            meter.add(1, now);
        }
        double before = meter.perSecond(now);
        assertThat(meter.perSecond(now + 5 * SECOND)).isCloseTo(before / Math.E, within(0.1));
        assertThat(meter.perSecond(now + 500 * SECOND)).isLessThan(1e-6);
    }

    @Test
    void saysNothingOfWhatHasJustBegun() {
        assertThat(new RateMeter(START).perSecond(START)).isZero();
    }
}
