package io.amorsize.job.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.work.TargetListener;
import org.junit.jupiter.api.Test;

class TargetGuardTest {

    private final ManualTime time = new ManualTime();
    private final TargetGuard guard =
            new TargetGuard("a", 0, GuardSettings.USUAL, time::nanos, time, TargetListener.NONE, () -> {});

    @Test
    void admitsNobodyOnceItIsRetired() {
        assertThat(guard.retire()).isTrue();

        assertThat(guard.enter()).isEmpty();
        assertThat(guard.status().inFlight()).isZero();
    }

    @Test
    void doesNotRetireWhileACallIsInFlight() {
        assertThat(guard.enter()).isPresent();

        assertThat(guard.retire()).isFalse();
        assertThat(guard.enter()).isPresent();
    }
}
