package io.amorsize.job.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

    private static final long CALL = 45_000_000;
    private static final long REFUSAL = 1_000_000;

    private final ConcurrencyLimit limit = new ConcurrencyLimit(GuardSettings.USUAL);

    /** What {@link ConcurrencyLimit#begin} returned for the calls in flight. */
    private final Deque<Integer> inFlight = new ArrayDeque<>();

    private long now;

    /** As many calls succeed, one after the other, with as many in flight as are admitted and borne; how many are refused. */
    private int refused(int calls, int borne) {
        int refused = 0;
        for (int call = 0; call < calls; call++) {
            while (limit.admits()) {
                int then = limit.begin();
                if (inFlight.size() < borne) {
                    inFlight.addLast(then);
                } else {
                    assertThat(limit.endRefused(REFUSAL, then)).isTrue();
                    refused++;
                }
            }
            now += CALL / borne;
            limit.end(now, CALL, inFlight.removeFirst());
        }
        return refused;
    }

    @Test
    void letsNobodyInOnAccountOfCallsThatAreRefusedYet() {
        int bears = GuardSettings.USUAL.initialLimit();
        int ignored = refused(bears, 1_000);
        while (limit.most() < bears + 20) {
            limit.end(now, CALL, inFlight.removeFirst());
            while (limit.admits()) {
                inFlight.addLast(limit.begin());
            }
        }

        assertThat(limit.endRefused(REFUSAL, bears + 1)).isTrue();

        assertThat(limit.most()).isEqualTo(bears);
    }

    @Test
    void triesLessAndLessOftenWhetherATargetThatRefusesBearsMore() {
        int ignored = refused(1_000, 30);

        assertThat(limit.most()).isBetween(30, 31);
        // A bound's worth is 30 calls, and 16 of them pass between two tries.
        assertThat(refused(30 * 16 * 10, 30)).isBetween(9, 11);
    }

    @Test
    void growsAsFastAsEverWhenTheTargetBearsMoreAgain() {
        int ignored = refused(10_000, 30);
        // Two tries with the patience of before, and then one more for each bound's worth.
        int growing = 2 * 32 * 16 + 45 * 10;

        assertThat(refused(growing, 60)).isZero();
        assertThat(limit.most()).isGreaterThanOrEqualTo(40);
    }
}
