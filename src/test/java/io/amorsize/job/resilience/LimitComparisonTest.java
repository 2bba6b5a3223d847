package io.amorsize.job.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import io.amorsize.job.resilience.SimulatedTarget.Beyond;
import io.amorsize.job.resilience.SimulatedTarget.Result;
import io.amorsize.job.resilience.SimulatedTarget.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Why the limit is what it is: it holds nobody up where there is no limit, and keeps the queue of a target with one short.
 * The others of the library, with their usual settings, fail at one or the other. The figures are in decision 16.
 */
class LimitComparisonTest {

    private static final double CALL = 0.045;
    private static final int CAPACITY = 50;
    private static final GuardSettings SETTINGS = GuardSettings.USUAL;

    private static Subject ours() {
        return Subject.ours(SETTINGS);
    }

    private static Subject library(Limit limit) {
        return Subject.of(limit);
    }

    private static Limit gradient2() {
        return Gradient2Limit.newBuilder()
                .initialLimit(SETTINGS.initialLimit())
                .minLimit(1)
                .maxConcurrency(SETTINGS.maxLimit())
                .build();
    }

    private static Limit vegas() {
        return VegasLimit.newBuilder()
                .initialLimit(SETTINGS.initialLimit())
                .maxConcurrency(SETTINGS.maxLimit())
                .build();
    }

    private static Limit aimd() {
        return AIMDLimit.newBuilder()
                .initialLimit(SETTINGS.initialLimit())
                .minLimit(1)
                .maxLimit(SETTINGS.maxLimit())
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 150, 200, 250})
    void aThousandCallsOf45MillisecondsTakeLessThanASecond(int workers) {
        assertThat(SimulatedTarget.unbounded(workers, CALL, 0.1)
                        .calls(ours(), 1_000)
                        .seconds())
                .isLessThan(0.55);
        SimulatedTarget varying = SimulatedTarget.unbounded(workers, CALL, 1);
        assertThat(varying.calls(ours(), 1_000).seconds())
                .isLessThan(
                        varying.calls(library(FixedLimit.of(workers)), 1_000).seconds() + 0.4);
    }

    @Test
    void fewLongCallsNeedNotWaitForWindowsToEnd() {
        assertThat(SimulatedTarget.unbounded(200, 0.335, 0.1).calls(ours(), 200).seconds())
                .isLessThan(1.2);
    }

    @Test
    void aHealthyTargetIsNotHeldUpHoweverItsTimesVary() {
        SimulatedTarget target = SimulatedTarget.unbounded(200, CALL, 1);

        assertThat(share(target.until(ours(), 60, 30), 200)).isGreaterThan(0.98);
        assertThat(share(target.until(library(gradient2()), 60, 30), 200)).isLessThan(0.3);
        assertThat(share(target.until(library(vegas()), 60, 30), 200)).isLessThan(0.3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1})
    void aTargetWithACapacityIsUsedFullyWithAShorterQueue(double variation) {
        SimulatedTarget target = SimulatedTarget.bounded(250, CALL, variation, CAPACITY);

        Result result = target.until(ours(), 30, 10);

        assertThat(share(result, CAPACITY)).isGreaterThan(0.97);
        assertThat(result.meanSeconds()).isLessThan(3 * CALL);
        assertThat(target.until(library(aimd()), 30, 10).meanSeconds()).isGreaterThan(4.5 * CALL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1})
    void aTargetIsNotOverrunAtFirst(double variation) {
        Result result = SimulatedTarget.bounded(250, CALL, variation, CAPACITY).calls(ours(), 1_000);

        assertThat(result.most()).isLessThan(120);
        assertThat(result.meanSeconds()).isLessThan(1.6 * CALL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1})
    void aTargetThatRefusesTheExcessRefusesLittle(double variation) {
        Result held =
                SimulatedTarget.refusing(CAPACITY, CALL, variation, CAPACITY).calls(ours(), 1_000);
        Result result = SimulatedTarget.refusing(250, CALL, variation, CAPACITY).calls(ours(), 1_000);

        assertThat(result.refused()).isLessThanOrEqualTo(10);
        assertThat(result.most()).isLessThanOrEqualTo(CAPACITY + 5);
        assertThat(result.seconds()).isLessThan(1.01 * held.seconds());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1})
    void aTargetThatBearsLessThanTheInitialLimitIsNotGivenMore(double variation) {
        Result result = SimulatedTarget.bounded(250, CALL, variation, 10).until(ours(), 30, 10);

        assertThat(result.meanSeconds() * result.callsPerSecond()).isLessThan(1.1 * SETTINGS.initialLimit());
    }

    @Test
    void aTargetThatSlowsDownLaterIsSpared() {
        SimulatedTarget target = new SimulatedTarget(200, ignored -> CALL, 0.3, CAPACITY, 10, Beyond.QUEUE);

        Result result = target.until(ours(), 30, 15);

        assertThat(share(result, CAPACITY)).isGreaterThan(0.97);
        assertThat(result.meanSeconds()).isLessThan(3 * CALL);
    }

    @Test
    void aTargetWhoseCallsTakeLongerForGoodGetsBackWhatItHad() {
        SimulatedTarget target =
                new SimulatedTarget(200, at -> at < 10 ? CALL : 0.3, 0.3, 0, Double.POSITIVE_INFINITY, Beyond.QUEUE);

        assertThat(target.until(ours(), 120, 100).callsPerSecond() * 0.3 / 200).isGreaterThan(0.95);
    }

    /** Of what so many calls in flight without queueing would be. */
    private static double share(Result result, int inFlight) {
        return result.callsPerSecond() * CALL / inFlight;
    }
}
