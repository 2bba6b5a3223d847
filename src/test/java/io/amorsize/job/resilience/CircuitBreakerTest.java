package io.amorsize.job.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.resilience.CircuitBreaker.Ending;
import io.amorsize.job.work.TargetStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final long DELAY = 5_000_000_000L;

    private final CircuitBreaker breaker =
            new CircuitBreaker(new GuardSettings(0.5, 4, Duration.ofSeconds(5), 2, 1, 1, 1));

    private void call(Ending ending) {
        assertThat(breaker.admits()).isTrue();
        breaker.end(breaker.begin(), ending, 0);
    }

    private void breakIt() {
        for (int i = 0; i < 4; i++) {
            call(Ending.FAILED);
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void opensWhenAFullWindowHasTooManyFailures() {
        call(Ending.FAILED);
        call(Ending.FAILED);
        call(Ending.SUCCEEDED);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        call(Ending.SUCCEEDED);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        call(Ending.FAILED);
        call(Ending.SUCCEEDED);
        call(Ending.SUCCEEDED);
        call(Ending.SUCCEEDED);
        call(Ending.FAILED);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        call(Ending.FAILED);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void whatSaysNothingIsNotCounted() {
        call(Ending.FAILED);
        call(Ending.FAILED);
        call(Ending.FAILED);
        for (int i = 0; i < 100; i++) {
            call(Ending.IGNORED);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        call(Ending.SUCCEEDED);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void halfOpensAfterTheDelayAndNotBefore() {
        breakIt();

        breaker.advance(DELAY - 1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.nanosLeft(DELAY - 1)).isEqualTo(1);
        breaker.advance(DELAY);

        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void closesWhenAllTrialsSucceed() {
        breakIt();
        breaker.advance(DELAY);
        long first = breaker.begin();
        long second = breaker.begin();
        assertThat(breaker.admits()).isFalse();

        breaker.end(first, Ending.SUCCEEDED, DELAY);
        assertThat(breaker.admits()).isFalse();
        breaker.end(second, Ending.SUCCEEDED, DELAY);

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        call(Ending.FAILED);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void opensAnewWhenOneTrialFails() {
        breakIt();
        breaker.advance(DELAY);
        long first = breaker.begin();
        long second = breaker.begin();

        breaker.end(first, Ending.FAILED, DELAY + 7);
        breaker.end(second, Ending.SUCCEEDED, DELAY + 8);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.nanosLeft(DELAY + 7)).isEqualTo(DELAY);
    }

    @Test
    void aTrialThatSaysNothingIsFreeForAnother() {
        breakIt();
        breaker.advance(DELAY);
        for (int i = 0; i < 10; i++) {
            call(Ending.IGNORED);
        }
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);

        call(Ending.SUCCEEDED);
        call(Ending.SUCCEEDED);

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void callsFromBeforeAChangeAreNotCountedAfterIt() {
        long old = breaker.begin();
        breakIt();
        breaker.end(old, Ending.FAILED, 3);
        assertThat(breaker.nanosLeft(3)).isEqualTo(DELAY - 3);
        breaker.advance(DELAY);

        breaker.end(old, Ending.SUCCEEDED, DELAY);
        breaker.end(old, Ending.SUCCEEDED, DELAY);
        breaker.end(old, Ending.FAILED, DELAY);
        breaker.end(old, Ending.IGNORED, DELAY);

        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        breaker.begin();
        breaker.begin();
        assertThat(breaker.admits()).isFalse();
    }
}
