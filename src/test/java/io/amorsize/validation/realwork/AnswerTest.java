package io.amorsize.validation.realwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.WorkloadProfile;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final Way TWO = new Way.Planned(Executor.PLATFORM_THREADS, 2, 10);
    private static final Way FOUR = new Way.Planned(Executor.PLATFORM_THREADS, 4, 10);

    static final Advice ADVICE = new Optimizer()
            .advise(PlanRequest.fastest(
                    WorkloadProfile.described(1_000, ItemTime.of(1e-3, 1e-4), 1),
                    HostCapacity.ofCores(4),
                    Calibration.priors()));

    static Answer answer(double chosen, double best, double serial, double noise) {
        return new Answer("AUTO", ADVICE, TWO, FOUR, chosen, best, serial, noise);
    }

    @Test
    void losesWhatTheBestWouldHaveSaved() {
        assertThat(answer(1.0, 0.75, 2, 0.1).regret()).isEqualTo(0.25);
        assertThat(answer(1.0, 0.75, 2, 0.1).rawRegret()).isEqualTo(0.25);
    }

    @Test
    void losesNothingWithinTheNoise() {
        assertThat(answer(1.0, 0.95, 2, 0.06).regret()).isZero();
        assertThat(answer(1.0, 0.95, 2, 0.06).rawRegret()).isEqualTo(0.05, within(1e-12));
    }

    @Test
    void losesNothingWhereItIsTheBest() {
        assertThat(answer(0.9, 1.0, 2, 0).rawRegret()).isZero();
    }

    @Test
    void isSlowerBeyondTwoPercentAndTheNoise() {
        assertThat(answer(1.04, 1, 1, 0.03).slower()).isFalse();
        assertThat(answer(1.06, 1, 1, 0.03).slower()).isTrue();
    }

    @Test
    void isHeldByItsInterval() {
        Interval interval = ADVICE.estimate().speedup().interval90();
        assertThat(interval.low()).isBetween(1.0, interval.high());
        assertThat(answer(1 / interval.low(), 1, 1, 0).covered()).isTrue();
        assertThat(answer(1.01 / interval.low(), 1, 1, 0).covered()).isFalse();
        assertThat(answer(0.99 / interval.high(), 1, 1, 0).covered()).isFalse();
    }

    @Test
    void predictsNothingForASerialRun() {
        assertThat(answer(1, 1, 1, 0).predicts()).isTrue();
        assertThat(new Answer("AUTO", ADVICE, Way.SERIAL, TWO, 1, 1, 1, 0).predicts())
                .isFalse();
    }

    @Test
    void comparesARivalWithTheSameBest() {
        Answer rivals = answer(1.0, 0.75, 2, 0.1).insteadBy(new Rival("rule", FOUR, 1.5));

        assertThat(rivals.regret()).isEqualTo(0.5);
        assertThat(rivals.chosen()).isEqualTo(FOUR);
    }
}
