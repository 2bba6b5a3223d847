package io.amorsize.host.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.Status;
import io.amorsize.host.Calibration.WorkerReading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HostMeasurementTest {

    private static final Duration BUDGET = Duration.ofMillis(300);

    /**
     * A repetition that began within the budget may end beyond it. The costliest is a process start, charged at elapsed
     * time: 1.4 ms on an idle machine, 300 ms seen beside two dozen other busy programs. Without its shares of the budget
     * the measurement takes several seconds.
     */
    private static final Duration MARGIN = Duration.ofMillis(1_500);

    @Test
    void measuresThisHostWithinItsCpuBudget() throws InterruptedException {
        HostMeasurement measurement = new HostMeasurement(BUDGET, InstantSource.fixed(Hosts.NOW));

        Measurement.Outcome outcome = measurement.measure(Hosts.here());

        assertThat(outcome.report().cpuTime()).isPositive().isLessThan(BUDGET.plus(MARGIN));
        Calibration calibration = outcome.calibration();
        assertThat(calibration.status()).isEqualTo(Status.MEASURED);
        assertThat(calibration.measuredAt()).contains(Hosts.NOW);
        assertThat(calibration.dispatchSeconds())
                .extracting(WorkerReading::workers)
                .startsWith(1)
                .isSorted();
        assertThat(calibration.dispatchSeconds())
                .extracting(WorkerReading::reading)
                .allSatisfy(reading -> assertPlausible(reading, 1e-10, 1e-4));
        assertPlausible(calibration.threadStartSeconds(), 1e-6, 1e-1);
        assertPlausible(calibration.virtualThreadStartSeconds(), 1e-8, 1e-2);
        assertPlausible(calibration.processStartSeconds(), 1e-5, 1);
        assertPlausible(calibration.threadWaitSeconds(), 1e-7, 1e-2);
        assertPlausible(calibration.virtualThreadWaitSeconds(), 1e-8, 1e-2);
        assertThat(calibration.memoryBandwidth())
                .extracting(WorkerReading::reading)
                .allSatisfy(reading -> assertPlausible(reading, 1e7, 1e13));
    }

    @Test
    void aSpentBudgetLeavesThePriorsAndSaysSo() throws InterruptedException {
        HostMeasurement measurement = new HostMeasurement(Duration.ofNanos(1), InstantSource.fixed(Hosts.NOW));

        Measurement.Outcome outcome = measurement.measure(Hosts.here());

        Calibration priors = Calibration.priors();
        assertThat(outcome.calibration().threadStartSeconds()).isEqualTo(priors.threadStartSeconds());
        assertThat(outcome.calibration().processStartSeconds()).isEqualTo(priors.processStartSeconds());
        assertThat(outcome.calibration().memoryBandwidth()).isEqualTo(List.of());
        assertThat(outcome.calibration().dispatchSeconds())
                .noneMatch(each -> each.reading().trusted());
        assertThat(outcome.report().notes()).anyMatch(note -> note.contains("CPU budget was spent"));
    }

    @Test
    void twoThreadsAreComparedWithOneHoweverTheyShareACore() throws InterruptedException {
        CpuBudget budget = new CpuBudget(BUDGET);

        Repetitions ratio =
                new SiblingThreads(budget).ratio(1, 2, Duration.ofMillis(20).toNanos());

        assertThat(ratio.count()).isEqualTo(SiblingThreads.TURNS);
        assertThat(ratio.median()).isBetween(0.05, 20.0);
        assertThat(budget.spent()).isPositive().isLessThan(BUDGET);
    }

    @Test
    void aFailureInARoundEndsAllWorkersAndReachesTheCaller() {
        Crew crew = new Crew(2, new CpuBudget(BUDGET));

        assertThatThrownBy(() -> crew.run(
                        worker -> {
                            if (worker == 1) {
                                throw new IllegalArgumentException("broken tool");
                            }
                        },
                        round -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken tool");
    }

    @Test
    void anInterruptionEndsTheWorkersBeforeItIsPassedOn() {
        Crew crew = new Crew(1, new CpuBudget(BUDGET));
        AtomicReference<Thread> worker = new AtomicReference<>(Thread.currentThread());
        Thread caller = Thread.currentThread();

        assertThatThrownBy(() -> crew.run(
                        any -> {
                            worker.set(Thread.currentThread());
                            caller.interrupt();
                        },
                        round -> true))
                .isInstanceOf(InterruptedException.class);

        // The worker interrupted once more while it was awaited, which must not reach the next test.
        Thread.interrupted();
        assertThat(worker.get().isAlive()).isFalse();
    }

    private static void assertPlausible(Reading reading, double low, double high) {
        assertThat(reading.value()).isBetween(low, high);
        assertThat(reading.spread()).isNotNegative();
    }
}
