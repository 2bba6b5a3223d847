package io.amorsize.job.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlowStartTest {

    private static final int INITIAL = 20;
    private static final long CALL = 1_000;

    private final SlowStart slowStart = new SlowStart(INITIAL, 100, 0.3);
    private long now;

    /** A round of calls that begin together: as many as the limit allows, or fewer; returns whether it was the last. */
    private boolean round(int atMost, long nanos) {
        int calls = Math.min(atMost, slowStart.limit());
        boolean over = false;
        for (int left = calls; left > 0 && !over; left--) {
            over = slowStart.succeeded(now, nanos, calls);
        }
        now += nanos;
        return over;
    }

    private boolean round(long nanos) {
        return round(Integer.MAX_VALUE, nanos);
    }

    @Test
    void doublesEveryOtherRoundUpToTheMost() {
        int[] expected = {20, 40, 40, 80, 80, 100, 100, 100};
        for (int limit : expected) {
            assertThat(round(CALL)).isFalse();
            assertThat(slowStart.limit()).isEqualTo(limit);
        }
    }

    @Test
    void isNeverMoreThanTwiceTheCallsInFlight() {
        for (int i = 0; i < 50; i++) {
            assertThat(round(15, CALL)).isFalse();
        }
        assertThat(slowStart.limit()).isEqualTo(30);
    }

    @Test
    void endsWithWhatTheTargetAnswersInTheShortestTime() {
        boolean ignored = round(CALL);
        ignored = round(CALL);
        ignored = round(CALL);
        ignored = round(CALL);
        assertThat(slowStart.limit()).isEqualTo(80);

        assertThat(round(2 * CALL)).isTrue();
        assertThat(slowStart.limit()).isEqualTo(40);
        assertThat(slowStart.shortestNanos()).isEmpty();
    }

    @Test
    void endsWithTheInitialLimitWhereTheTargetBearsLess() {
        boolean ignored = round(CALL);
        ignored = round(CALL);

        assertThat(round(3 * CALL)).isTrue();
        assertThat(slowStart.limit()).isEqualTo(INITIAL);
        assertThat(slowStart.shortestNanos()).hasValue(CALL);
    }

    @Test
    void looksAtCallsOfTheNewLimitOnly() {
        boolean ignored = round(CALL);
        ignored = round(CALL);
        // Begun before the limit was raised, and ending after that: slow, but not for that reason.
        for (int call = 0; call < 200; call++) {
            assertThat(slowStart.succeeded(now - CALL - 1, 10 * CALL, 40)).isFalse();
        }
        assertThat(slowStart.limit()).isEqualTo(40);
    }

    @Test
    void seesATargetThatBecomesSlowWhileFewCallIt() {
        boolean over = false;
        for (int i = 0; i < 10; i++) {
            over = round(4, CALL);
        }
        assertThat(over).isFalse();
        for (int i = 0; i < 10 && !over; i++) {
            over = round(4, 2 * CALL);
        }
        assertThat(over).isTrue();
        assertThat(slowStart.limit()).isEqualTo(INITIAL);
    }
}
