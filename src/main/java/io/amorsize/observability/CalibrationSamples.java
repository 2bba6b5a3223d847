package io.amorsize.observability;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.Status;
import io.amorsize.host.Calibration.WorkerReading;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The overheads of the host as gauges: the values in use, and which of them are measured. */
final class CalibrationSamples {

    private CalibrationSamples() {}

    static Stream<Sample> of(Calibration calibration) {
        return Stream.of(status(calibration), values(calibration), trust(calibration))
                .flatMap(samples -> samples);
    }

    private static Stream<Sample> status(Calibration calibration) {
        return Stream.concat(
                Arrays.stream(Status.values())
                        .map(status -> Sample.of(
                                Metric.CALIBRATION_STATUS, flag(status == calibration.status()), status.name())),
                calibration.measuredAt().stream()
                        .map(at -> Sample.of(Metric.CALIBRATION_MEASURED, at.toEpochMilli() / 1e3)));
    }

    private static Stream<Sample> values(Calibration calibration) {
        return Stream.of(
                        byWorkers(Metric.DISPATCH_SECONDS, calibration.dispatchSeconds()),
                        byWorkers(Metric.MEMORY_BANDWIDTH, calibration.memoryBandwidth()),
                        Stream.of(
                                started(calibration.threadStartSeconds(), "thread"),
                                started(calibration.virtualThreadStartSeconds(), "virtual_thread"),
                                started(calibration.processStartSeconds(), "process"),
                                waited(calibration.threadWaitSeconds(), "thread"),
                                waited(calibration.virtualThreadWaitSeconds(), "virtual_thread"),
                                Sample.of(Metric.SMT_GAIN, calibration.smtGain().value())))
                .flatMap(samples -> samples);
    }

    private static Stream<Sample> byWorkers(Metric metric, List<WorkerReading> readings) {
        return readings.stream()
                .map(each -> Sample.of(metric, each.reading().value(), Integer.toString(each.workers())));
    }

    private static Sample started(Reading seconds, String what) {
        return Sample.of(Metric.START_SECONDS, seconds.value(), what);
    }

    private static Sample waited(Reading seconds, String what) {
        return Sample.of(Metric.WAIT_SECONDS, seconds.value(), what);
    }

    private static Stream<Sample> trust(Calibration calibration) {
        return Stream.of(
                trusted("dispatch", readings(calibration.dispatchSeconds())),
                trusted("thread_start", Stream.of(calibration.threadStartSeconds())),
                trusted("virtual_thread_start", Stream.of(calibration.virtualThreadStartSeconds())),
                trusted("process_start", Stream.of(calibration.processStartSeconds())),
                trusted("thread_wait", Stream.of(calibration.threadWaitSeconds())),
                trusted("virtual_thread_wait", Stream.of(calibration.virtualThreadWaitSeconds())),
                trusted("memory_bandwidth", readings(calibration.memoryBandwidth())),
                trusted("smt_gain", Stream.of(calibration.smtGain())));
    }

    private static Stream<Reading> readings(List<WorkerReading> readings) {
        return readings.stream().map(WorkerReading::reading);
    }

    /** A figure by workers is trusted if there are readings and all of them are. */
    private static Sample trusted(String figure, Stream<Reading> readings) {
        boolean all = readings.map(Reading::trusted)
                .reduce((one, other) -> one && other)
                .orElse(false);
        return Sample.of(Metric.CALIBRATION_TRUSTED, flag(all), figure);
    }

    private static double flag(boolean on) {
        return on ? 1 : 0;
    }
}
