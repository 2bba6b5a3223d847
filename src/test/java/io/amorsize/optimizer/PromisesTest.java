package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.GIB;
import static io.amorsize.testing.Requests.cpuBound;
import static io.amorsize.testing.Requests.described;
import static io.amorsize.testing.Requests.machine;
import static io.amorsize.testing.Requests.observed;
import static io.amorsize.testing.Requests.sampled;
import static io.amorsize.testing.Requests.shippingCalls;
import static io.amorsize.testing.Requests.underQuota;
import static io.amorsize.testing.Requests.withMemory;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.PlanInvariants;
import io.amorsize.testing.Requests;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users count on. */
class PromisesTest {

    private static Advice advise(Requests requests) {
        PlanRequest request = requests.build();
        Advice advice = new Optimizer().advise(request);
        PlanInvariants.hold(request, advice);
        return advice;
    }

    @ParameterizedTest
    @CsvSource({"1000, 1e-9", "100, 1e-7", "10, 1e-6", "2, 1e-5"})
    void tinyWorkStaysSerial(long items, double seconds) {
        // When
        Advice advice = advise(cpuBound(items, seconds));

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
        assertThat(advice.limit().kind()).isIn(Limit.Kind.STARTUP, Limit.Kind.DISPATCH);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 2", "8, 8, 8", "8, 16, 16", "32, 64, 64", "64, 64, 64", "64, 128, 100"})
    void cpuWorkTakesAboutTheEffectiveCpusAndNeverMoreThanTheHardwareThreads(int cores, int threads, double effective) {
        // When
        Advice advice = advise(cpuBound(1_000_000, 0.01).on(machine(cores, threads, effective)));

        // Then
        assertThat(advice.plan().workers()).isLessThanOrEqualTo((int) Math.ceil(effective));
        assertThat(advice.plan().workers()).isGreaterThanOrEqualTo(Math.min(cores, (int) effective) / 2);
        if (cores <= 8) {
            assertThat(advice.plan().workers()).isGreaterThanOrEqualTo(Math.min(cores, (int) effective));
        }
    }

    @Test
    void callsThatWaitTakeManyMoreWorkersThanCpus() {
        // When
        Advice advice = advise(shippingCalls());

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.PARALLEL);
        assertThat(advice.plan().workers()).isGreaterThan(60);
        assertThat(advice.plan().executor()).isEqualTo(Executor.VIRTUAL_THREADS);
        assertThat(advice.estimate().parallelSeconds().orElseThrow()).isLessThan(1);
    }

    @Test
    void aDownstreamLimitIsKept() {
        // When
        Advice advice = advise(shippingCalls().downstreamConcurrency(50));

        // Then
        assertThat(advice.plan().workers()).isBetween(40, 50);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.DOWNSTREAM);
        assertThat(advice.limit().explanation())
                .isEqualTo("50 workers are the most there can be, because the systems behind the items accept 50 calls"
                        + " at once.");
    }

    @Test
    void memoryBoundsTheWorkers() {
        // When
        Advice advice = advise(cpuBound(1_000, 1).memoryPerWorker(8 * GIB).on(withMemory(32 * GIB)));

        // Then
        assertThat(advice.plan().workers()).isEqualTo(3);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.MEMORY);
        assertThat(advice.readiness().verdict()).isEqualTo(Readiness.Verdict.GO);
    }

    @Test
    void aFractionalQuotaIsPlannedWithNotRoundedUp() {
        // When
        Advice advice = advise(cpuBound(10_000, 0.01).on(underQuota(64, 1.5)));

        // Then
        assertThat(advice.plan().workers()).isEqualTo(2);
        assertThat(advice.estimate().speedup().value()).isBetween(1.35, 1.5);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.CPU_QUOTA);
        assertThat(advice.limit().explanation()).isEqualTo("The CPU quota of 1.5 CPUs is used up.");
    }

    @Test
    void halfACpuIsNotSpreadOverWorkers() {
        // When
        Advice advice = advise(cpuBound(10_000, 0.01).on(underQuota(64, 0.5)));

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.CPU_QUOTA);
        assertThat(advice.estimate().serialSeconds().orElseThrow()).isBetween(190.0, 210.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.99, 1})
    void pythonThreadsNeverSpeedUpCpuWork(double cpuShare) {
        // When
        Advice advice = advise(cpuBound(10_000, 0.01).cpuShare(cpuShare).runtime(ExecutionRuntime.PYTHON_THREADS));

        // Then
        assertThat(advice.estimate().speedup().value()).isLessThan(1.15);
        assertThat(advice.curve())
                .allSatisfy(point -> assertThat(point.speedup()).isLessThan(1.15));
        if (cpuShare == 1) {
            assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
            assertThat(advice.limit().explanation()).contains("interpreter lock");
        }
    }

    @Test
    void pythonThreadsThatAreListedDoNotSpeedUpCpuWorkEither() {
        // When
        Advice advice = advise(
                cpuBound(10_000, 0.01).runtime(ExecutionRuntime.PYTHON_THREADS).workerCandidates(4, 8));

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.CPU);
        assertThat(advice.curve().stream().map(CurvePoint::workers)).containsExactly(1, 4, 8);
        assertThat(advice.curve())
                .allSatisfy(point -> assertThat(point.speedup()).isLessThanOrEqualTo(1));
    }

    @Test
    void pythonThreadsDoSpeedUpWaiting() {
        // When
        Advice advice = advise(shippingCalls().runtime(ExecutionRuntime.PYTHON_THREADS));

        // Then
        assertThat(advice.estimate().speedup().value()).isBetween(20.0, 50.0);
        assertThat(advice.plan().executor()).isEqualTo(Executor.PLATFORM_THREADS);
    }

    @Test
    void oneItemIsSerial() {
        // When
        Advice advice = advise(cpuBound(1, 100));

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
        assertThat(advice.limit())
                .isEqualTo(new Limit(
                        Limit.Kind.ITEMS, "More than one worker is not possible, because there is only 1 item."));
    }

    @Test
    void oneItemIsSerialWhateverTheRequestLists() {
        // When
        Advice advice = advise(cpuBound(1, 100).workerCandidates(4, 8));

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.ITEMS);
    }

    @Test
    void aListedCountAboveTheItemsLeavesAsFewWorkersIdleAsPossible() {
        // When
        Advice advice = advise(cpuBound(5, 100).workerCandidates(16, 8, 32));

        // Then
        assertThat(advice.plan().workers()).isEqualTo(8);
        assertThat(advice.estimate().speedup().value()).isBetween(3.5, 5.0);
        assertThat(advice.curve().stream().map(CurvePoint::workers)).containsExactly(1, 8);
        assertThat(advice.limit())
                .isEqualTo(new Limit(
                        Limit.Kind.ITEMS, "No more than 5 of 8 workers can be busy, because there are only 5 items."));
    }

    @Test
    void aWorkerThatDoesNotFitIntoMemoryIsRefused() {
        // When
        Advice advice = advise(cpuBound(1_000, 1).memoryPerWorker(40 * GIB).on(withMemory(32 * GIB)));

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.MEMORY);
        assertThat(advice.limit().explanation())
                .isEqualTo("More than one worker is not possible, because memory has room for no worker: 40.0 GiB each,"
                        + " within 85 % of 32.0 GiB.");
        assertThat(advice.readiness().verdict()).isEqualTo(Readiness.Verdict.NO_GO);
    }

    @Test
    void reservedCpusAreLeftToOthers() {
        // When
        Advice advice = advise(cpuBound(10_000, 0.01).reservedCpus(3));

        // Then
        assertThat(advice.plan().workers()).isEqualTo(5);
        assertThat(advice.limit()).isEqualTo(new Limit(Limit.Kind.CPU, "All 5 usable CPUs are busy."));
    }

    /** A millisecond of work is not worth a pool, until it is repeated. */
    @Test
    void aSavingOfPartsOfAMillisecondCountsOnlyWhenRepeated() {
        Requests loop = cpuBound(6_000, 1.5e-7).workerStartSeconds(1e-6).dispatchSeconds(1e-8);

        assertThat(advise(loop).decision()).isEqualTo(Decision.SERIAL);
        assertThat(advise(loop.repetitions(1_000)).decision()).isEqualTo(Decision.PARALLEL);
    }

    @Test
    void moreComputingWorkersThanHardwareThreadsComeWithTheReason() {
        // When the list leaves a gap around the eight hardware threads
        Advice advice = advise(cpuBound(1_000, 1).workerCandidates(1, 5, 6, 100));

        // Then
        assertThat(advice.plan().workers()).isGreaterThan(8);
        assertThat(advice.limit().explanation()).contains("None of the listed worker counts comes closer");
    }

    @Test
    void cpusThatStayIdleAreNotTheLimit() {
        // When 15 CPU-seconds are spread over calls that wait
        Advice advice = advise(described(100_000, ItemTime.of(0.15, 0.05), 0.001));

        // Then
        assertThat(advice.limit().kind()).isNotEqualTo(Limit.Kind.CPU);
    }

    @Test
    void runsThatGotSlowerAreHeldBackByContention() {
        // When
        Advice advice =
                advise(observed(Observation.ofRate(1, 100), Observation.ofRate(2, 60), Observation.ofRate(4, 30)));

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.CONTENTION);
    }

    @Test
    void chunksAreNoShareOfAnUnknownNumberOfItems() {
        // When
        Advice advice = advise(observed(Observation.ofRate(1, 100), Observation.ofRate(4, 380)));

        // Then 10 ms an item: one at a time costs nothing
        assertThat(advice.plan().chunkSize()).isEqualTo(1);
    }

    @Test
    void measuredSizesCountAgainstMemory() {
        // Given items whose payload was measured, not stated
        double[] wall = new double[32];
        double[] gibibyte = new double[32];
        Arrays.fill(wall, 1);
        Arrays.fill(gibibyte, GIB);
        Samples samples = new Samples(wall, wall, gibibyte, new double[0]);

        // When
        Advice advice = advise(sampled(1_000, samples).on(withMemory(4 * GIB)));

        // Then
        assertThat(advice.plan().workers()).isLessThanOrEqualTo(3);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.MEMORY);
    }

    @ParameterizedTest(name = "items={0}")
    @ValueSource(longs = {4, 100, 10_000})
    void theTimeOfFewUnevenItemsIsLessSureThanThatOfMany(long items) {
        // When
        Advice advice = advise(described(items, ItemTime.of(0.1, 0.1), 1));

        // Then the serial time is as uncertain as the sum of so many items, 1.645 standard deviations to each side
        Interval serial = advice.curve().getFirst().interval90Seconds().orElseThrow();
        assertThat(Math.log(serial.high() / serial.low()))
                .isGreaterThan(2 * 1.6 * Math.sqrt(Math.log1p(1 / (double) items)));
        assertThat(Math.log(serial.high() / serial.low())).isLessThan(6 / Math.sqrt((double) items) + 0.1);
    }

    @Test
    void theTimeOfARunThatWasMadeIsSurerThanItsSpeedup() {
        // Given runs of eight workers, and none of one
        Observation run = Observation.ofRun(8, OptionalLong.empty(), 1_000, 20);

        // When
        Advice advice = advise(observed(run, run, run));

        // Then
        CurvePoint eight = advice.curve().stream()
                .filter(point -> point.workers() == 8)
                .findAny()
                .orElseThrow();
        Interval seconds = eight.interval90Seconds().orElseThrow();
        assertThat(20.0).isBetween(seconds.low(), seconds.high());
        assertThat(seconds.high() / seconds.low())
                .isLessThan(eight.interval90().high() / eight.interval90().low());
    }
}
