package io.amorsize.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** When items are tried again, when failures stop a job, and what a range of numbers is. */
class PolicyTest {

    private static RetryPolicy retry(double initial, double most, double multiplier, double jitter) {
        return new RetryPolicy(5, initial, most, multiplier, jitter, Set.of());
    }

    @Test
    void waitsLongerAfterEachTryUpToTheLongest() {
        RetryPolicy policy = retry(0.5, 3, 2, 0);
        assertThat(policy.delaySeconds(1, 0.3)).isEqualTo(0.5);
        assertThat(policy.delaySeconds(2, 0.3)).isEqualTo(1);
        assertThat(policy.delaySeconds(3, 0.3)).isEqualTo(2);
        assertThat(policy.delaySeconds(4, 0.3)).isEqualTo(3);
        assertThat(retry(1, 30, 1e6, 0).delaySeconds(100, 0.3)).isEqualTo(30);
    }

    @Test
    void drawsTheShareThatJitters() {
        assertThat(retry(1, 1, 1, 1).delaySeconds(1, 0)).isZero();
        assertThat(retry(1, 1, 1, 1).delaySeconds(1, 0.25)).isEqualTo(0.25);
        assertThat(retry(1, 1, 1, 0.4).delaySeconds(1, 0)).isCloseTo(0.6, within(1e-12));
        assertThat(retry(1, 1, 1, 0.4).delaySeconds(1, 1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void waitsNotAtAllWithoutADelay() {
        assertThat(retry(0, 0, 1e6, 1).delaySeconds(100, 1)).isZero();
    }

    @Test
    void refusesARetryPolicyOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, 0, 0, 1, 1, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(101, 0, 0, 1, 1, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> retry(2, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> retry(Double.NaN, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> retry(0, 1, 0.9, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> retry(0, 1, 1, 1.1));
    }

    @Test
    void stopsAfterOneFailureTooMany() {
        FailurePolicy policy = new FailurePolicy(2, 1);
        assertThat(policy.stops(2, 2)).isFalse();
        assertThat(policy.stops(3, 3)).isTrue();
        assertThat(new FailurePolicy(0, 1).stops(1, 1)).isTrue();
    }

    @Test
    void looksAtTheShareOnceTwentyHaveBeenRun() {
        FailurePolicy policy = new FailurePolicy(Long.MAX_VALUE, 0.1);
        assertThat(policy.stops(19, 19)).isFalse();
        assertThat(policy.stops(2, 20)).isFalse();
        assertThat(policy.stops(3, 20)).isTrue();
        assertThat(FailurePolicy.NONE.stops(1_000_000, 1_000_000)).isFalse();
    }

    @Test
    void refusesAFailurePolicyOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FailurePolicy(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new FailurePolicy(0, 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FailurePolicy(0, Double.NaN));
    }

    @Test
    void takesARangeThatALongCanCount() {
        assertThat(new ItemSource.Range(5, 5).to()).isEqualTo(5);
        assertThat(new ItemSource.Range(Long.MIN_VALUE, -1).from()).isEqualTo(Long.MIN_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemSource.Range(5, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemSource.Range(-1, Long.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemSource.Range(Long.MIN_VALUE, 0));
    }
}
