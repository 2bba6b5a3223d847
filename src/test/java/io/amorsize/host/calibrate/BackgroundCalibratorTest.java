package io.amorsize.host.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.Status;
import io.amorsize.host.HostSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundCalibratorTest {

    private static final Duration CPU_BUDGET = Duration.ofMillis(300);

    private static final MeasurementReport REPORT =
            new MeasurementReport(Duration.ofMillis(200), Duration.ofMillis(250), List.of());

    private final ByHand background = new ByHand();
    private HostSnapshot host = Hosts.busy(0);
    private int measurements;
    private Measurement measurement = any -> new Measurement.Outcome(figures(++measurements), REPORT);

    @TempDir
    private Path directory;

    @Test
    void thePriorsAreThereBeforeAnythingRuns() {
        BackgroundCalibrator calibrator = calibrator();

        calibrator.start();

        assertThat(calibrator.current()).isEqualTo(Calibration.priors());
        assertThat(background.waiting()).isEqualTo(1);
    }

    @Test
    void theFirstRunMeasuresAtOnce() {
        BackgroundCalibrator calibrator = calibrator();
        calibrator.start();

        assertThat(background.runNext()).isZero();

        assertThat(calibrator.current()).isEqualTo(figures(1));
        assertThat(calibrator.lastReport()).contains(REPORT);
        assertThat(background.waiting()).isZero();
    }

    @Test
    void startingTwiceMeasuresOnce() {
        BackgroundCalibrator calibrator = calibrator();

        calibrator.start();
        calibrator.start();

        assertThat(background.waiting()).isEqualTo(1);
    }

    @Test
    void whileItRunsThePriorsAreInUseAndTheStatusSaysSo() {
        AtomicReference<Calibration> seen = new AtomicReference<>(figures(0));
        BackgroundCalibrator[] calibrator = new BackgroundCalibrator[1];
        measurement = any -> {
            seen.set(calibrator[0].current());
            assertThat(calibrator[0].remeasure()).isFalse();
            return new Measurement.Outcome(figures(1), REPORT);
        };
        calibrator[0] = calibrator();
        calibrator[0].start();

        background.runNext();

        assertThat(seen.get().status()).isEqualTo(Status.RUNNING);
        assertThat(seen.get().threadStartSeconds())
                .isEqualTo(Calibration.priors().threadStartSeconds());
        assertThat(calibrator[0].current()).isEqualTo(figures(1));
    }

    @Test
    void asLongAsOneWaitsForItsTurnAnotherIsRefused() {
        BackgroundCalibrator calibrator = calibrator();
        calibrator.start();

        assertThat(calibrator.remeasure()).isFalse();
        background.runNext();
        assertThat(calibrator.remeasure()).isTrue();
        assertThat(calibrator.remeasure()).isFalse();
        background.runNext();

        assertThat(calibrator.current()).isEqualTo(figures(2));
    }

    @Test
    void aBusyMachinePutsItOffEverLongerAndThenSettlesForThePriors() {
        host = Hosts.busy(1.5);
        BackgroundCalibrator calibrator = calibrator();
        calibrator.start();

        background.runNext();
        assertThat(calibrator.current().status()).isEqualTo(Status.PENDING);
        assertThat(calibrator.current().statusReason())
                .contains("The machine is busy: others use 1.5 of 4.0 CPUs, at most 0.8 are tolerated."
                        + " The measurement is tried again in 1 min.");
        assertThat(background.runNext()).isEqualTo(Duration.ofMinutes(1));
        assertThat(background.runNext()).isEqualTo(Duration.ofMinutes(2));
        assertThat(background.runNext()).isEqualTo(Duration.ofMinutes(4));
        assertThat(background.runNext()).isEqualTo(Duration.ofMinutes(8));

        assertThat(calibrator.current().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(calibrator.current().statusReason().orElseThrow()).endsWith("It was so at each of 5 attempts.");
        assertThat(background.waiting()).isZero();
        assertThat(measurements).isZero();
    }

    @Test
    void itIsMeasuredAsSoonAsAnAttemptFindsTheMachineIdle() {
        host = Hosts.busy(0.81);
        BackgroundCalibrator calibrator = calibrator();
        calibrator.start();
        background.runNext();
        host = Hosts.busy(0.8);

        background.runNext();

        assertThat(calibrator.current()).isEqualTo(figures(1));
        assertThat(background.waiting()).isZero();
    }

    @Test
    void askingOvertakesAPutOffAttempt() {
        host = Hosts.busy(3);
        BackgroundCalibrator calibrator = calibrator();
        calibrator.start();
        background.runNext();
        host = Hosts.busy(0);

        assertThat(calibrator.remeasure()).isTrue();
        assertThat(background.waiting()).isEqualTo(2);
        background.runNext();
        background.runNext();

        assertThat(measurements).isEqualTo(1);
    }

    @Test
    void figuresOnceMeasuredOutliveAFailureAndABusyMachine() {
        BackgroundCalibrator calibrator = calibrator();
        calibrator.start();
        background.runNext();
        measurement = any -> {
            throw new IllegalStateException("no more threads");
        };

        calibrator.remeasure();
        background.runNext();
        assertThat(calibrator.current())
                .isEqualTo(figures(1)
                        .withStatus(
                                Status.MEASURED,
                                "The measurement failed: java.lang.IllegalStateException: no more threads."));

        host = Hosts.busy(4);
        calibrator.remeasure();
        background.runNext();
        assertThat(calibrator.current().status()).isEqualTo(Status.MEASURED);
        assertThat(calibrator.current().threadStartSeconds())
                .isEqualTo(figures(1).threadStartSeconds());
    }

    @Test
    void aFailureLeavesThePriorsWithTheReason() {
        measurement = any -> {
            throw new IllegalStateException("no more threads");
        };
        BackgroundCalibrator calibrator = calibrator();
        calibrator.start();

        background.runNext();

        assertThat(calibrator.current().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(calibrator.current().statusReason().orElseThrow()).contains("no more threads");
        assertThat(calibrator.remeasure()).isTrue();
    }

    @Test
    void switchedOffItNeverRuns() {
        BackgroundCalibrator calibrator = new BackgroundCalibrator(
                new CalibrationSettings(false, Optional.empty(), CPU_BUDGET, 0.2),
                () -> host,
                any -> measurement.measure(any),
                background);

        calibrator.start();

        assertThat(calibrator.remeasure()).isFalse();
        assertThat(background.waiting()).isZero();
        assertThat(calibrator.current().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(calibrator.current().statusReason().orElseThrow()).contains("switched off");
    }

    @Test
    void theNextStartReadsTheCacheEvenOnABusyMachineAndAskingMeasuresAnew() {
        BackgroundCalibrator first = calibrator();
        first.start();
        background.runNext();
        host = Hosts.busy(2);
        BackgroundCalibrator second = calibrator();
        second.start();
        background.runNext();

        assertThat(second.current()).isEqualTo(figures(1));
        assertThat(second.lastReport()).isEmpty();

        host = Hosts.busy(0);
        second.remeasure();
        background.runNext();
        assertThat(second.current()).isEqualTo(figures(2));
    }

    @Test
    void onceClosedNothingIsBegun() {
        BackgroundCalibrator calibrator = calibrator();
        calibrator.start();
        calibrator.close();

        assertThat(background.isClosed()).isTrue();
        assertThat(calibrator.remeasure()).isFalse();
        background.runNext();
        assertThat(measurements).isZero();
    }

    @Test
    void theRealThreadIsADaemonAndEndsWithClose() throws InterruptedException {
        CountDownLatch measuring = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
        BackgroundCalibrator calibrator = new BackgroundCalibrator(
                new CalibrationSettings(true, Optional.empty(), CPU_BUDGET, 0.2),
                () -> host,
                any -> {
                    thread.set(Thread.currentThread());
                    measuring.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                    throw new IllegalStateException("nobody opens that latch");
                },
                new DaemonThread("calibration-test"));

        calibrator.start();
        assertThat(measuring.await(45, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getPriority()).isEqualTo(Thread.MIN_PRIORITY);
        assertThat(calibrator.current().status()).isEqualTo(Status.RUNNING);
        calibrator.close();

        assertThat(interrupted.await(45, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theRealMeasurementIsRememberedAsItWas() {
        InstantSource clock = InstantSource.fixed(Hosts.NOW);
        measurement = new HostMeasurement(Duration.ofMillis(100), clock);
        host = Hosts.here();
        BackgroundCalibrator first = calibrator();
        first.start();
        background.runNext();

        BackgroundCalibrator second = calibrator();
        second.start();
        background.runNext();

        assertThat(first.lastReport()).isPresent();
        assertThat(second.lastReport()).isEmpty();
        assertThat(second.current()).isEqualTo(first.current());
    }

    @Test
    void settingsOutsideTheirRangesAreRefused() {
        assertThatThrownBy(() -> new CalibrationSettings(true, Optional.empty(), Duration.ZERO, 0.2))
                .hasMessageContaining("cpuBudget");
        assertThatThrownBy(() -> new CalibrationSettings(true, Optional.empty(), Duration.ofSeconds(11), 0.2))
                .hasMessageContaining("cpuBudget");
        assertThatThrownBy(() -> new CalibrationSettings(true, Optional.empty(), Duration.ofMillis(300), Double.NaN))
                .hasMessageContaining("maxLoad");
        assertThatThrownBy(() -> new CalibrationSettings(true, Optional.empty(), Duration.ofMillis(300), 1.01))
                .hasMessageContaining("maxLoad");
    }

    private BackgroundCalibrator calibrator() {
        return new BackgroundCalibrator(
                new CalibrationSettings(true, Optional.of(directory), CPU_BUDGET, 0.2),
                () -> host,
                any -> measurement.measure(any),
                background);
    }

    /** Figures that can be told apart by their number. */
    private static Calibration figures(int number) {
        Calibration priors = Calibration.priors();
        return new Calibration(
                Status.MEASURED,
                Optional.of(Hosts.NOW),
                Optional.empty(),
                priors.dispatchSeconds(),
                Reading.measured(1e-5 * (number + 1), 0.01),
                priors.virtualThreadStartSeconds(),
                priors.processStartSeconds(),
                priors.threadWaitSeconds(),
                priors.virtualThreadWaitSeconds(),
                priors.memoryBandwidth(),
                priors.smtGain());
    }
}
