package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.Status;
import io.amorsize.host.Calibration.WorkerReading;
import io.amorsize.host.ContainerInfo;
import io.amorsize.host.CpuInfo;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.JvmInfo;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import io.amorsize.host.OsInfo;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gauges as text, literally. */
class SampleCollectorTest {

    private static final MemoryInfo NO_MEMORY = new MemoryInfo(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    @Test
    void whatIsUnknownHasNoSeries() throws IOException {
        String text = exposed(() -> HostSamples.of(host(OptionalDouble.empty(), NO_MEMORY, LoadInfo.UNKNOWN)));

        assertThat(text).isEqualTo("""
                # HELP amorsize_host_effective_cpus CPUs that plans count on: the least of quota, cpuset and processors.
                # TYPE amorsize_host_effective_cpus gauge
                amorsize_host_effective_cpus 1.5
                # HELP amorsize_host_logical_processors Hardware threads of the machine.
                # TYPE amorsize_host_logical_processors gauge
                amorsize_host_logical_processors 4.0
                # HELP amorsize_host_read_timestamp_seconds When the host figures were read, since the epoch.
                # TYPE amorsize_host_read_timestamp_seconds gauge
                amorsize_host_read_timestamp_seconds 12.5
                """);
    }

    @Test
    void whatIsKnownHasOneSeriesEach() throws IOException {
        MemoryInfo memory = new MemoryInfo(
                OptionalLong.of(1024),
                OptionalLong.of(700),
                OptionalLong.of(512),
                OptionalLong.of(200),
                OptionalLong.of(312),
                OptionalLong.empty(),
                OptionalLong.empty());
        LoadInfo load = new LoadInfo(
                OptionalDouble.of(0.25),
                OptionalDouble.of(0.5),
                OptionalDouble.of(1),
                OptionalDouble.of(12),
                OptionalDouble.empty(),
                OptionalDouble.of(50),
                OptionalDouble.of(0.125));

        String text = exposed(() -> HostSamples.of(host(OptionalDouble.of(1.5), memory, load)));

        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "amorsize_host_effective_cpus 1.5",
                        "amorsize_host_quota_cpus 1.5",
                        "amorsize_host_logical_processors 4.0",
                        "amorsize_host_memory_total_bytes 1024.0",
                        "amorsize_host_memory_limit_bytes 512.0",
                        "amorsize_host_memory_used_bytes 200.0",
                        "amorsize_host_memory_usable_bytes 312.0",
                        "amorsize_host_cpu_throttled_ratio 0.125",
                        "amorsize_host_cpu_utilization_ratio 0.25",
                        "amorsize_host_other_cpus 0.5",
                        "amorsize_host_pressure_ratio{resource=\"cpu\",} 0.12",
                        "amorsize_host_pressure_ratio{resource=\"io\",} 0.5",
                        "amorsize_host_read_timestamp_seconds 12.5");
    }

    @Test
    void aNumberThatIsNoneHasNoSeries() {
        LoadInfo load = new LoadInfo(
                OptionalDouble.of(Double.NaN),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(Double.NaN),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());

        assertThat(HostSamples.of(host(OptionalDouble.of(Double.NaN), NO_MEMORY, load)))
                .extracting(Sample::metric)
                .containsExactly(Metric.EFFECTIVE_CPUS, Metric.LOGICAL_PROCESSORS, Metric.HOST_READ);
        assertThatThrownBy(() -> Sample.of(Metric.EFFECTIVE_CPUS, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSampleHasTheTagsOfItsMetric() {
        assertThatThrownBy(() -> Sample.of(Metric.PRESSURE, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sample.of(Metric.EFFECTIVE_CPUS, 1, "cpu"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void priorsAreNotTrusted() throws IOException {
        String text = exposed(() -> CalibrationSamples.of(Calibration.priors()));

        assertThat(text.lines().filter(line -> line.matches("amorsize_calibration_(status|trusted).*")))
                .containsExactly(
                        "amorsize_calibration_status{status=\"PENDING\",} 1.0",
                        "amorsize_calibration_status{status=\"RUNNING\",} 0.0",
                        "amorsize_calibration_status{status=\"MEASURED\",} 0.0",
                        "amorsize_calibration_status{status=\"UNAVAILABLE\",} 0.0",
                        "amorsize_calibration_trusted{figure=\"dispatch\",} 0.0",
                        "amorsize_calibration_trusted{figure=\"thread_start\",} 0.0",
                        "amorsize_calibration_trusted{figure=\"virtual_thread_start\",} 0.0",
                        "amorsize_calibration_trusted{figure=\"process_start\",} 0.0",
                        "amorsize_calibration_trusted{figure=\"thread_wait\",} 0.0",
                        "amorsize_calibration_trusted{figure=\"virtual_thread_wait\",} 0.0",
                        "amorsize_calibration_trusted{figure=\"memory_bandwidth\",} 0.0",
                        "amorsize_calibration_trusted{figure=\"smt_gain\",} 0.0");
    }

    @Test
    void aFigureIsTrustedWhenAllItsReadingsAre() {
        Calibration calibration = new Calibration(
                Status.MEASURED,
                Optional.of(Instant.ofEpochSecond(99)),
                Optional.empty(),
                List.of(
                        new WorkerReading(1, Reading.measured(1e-7, 0.1)),
                        new WorkerReading(2, Reading.mistrusted(1e-6, 2e-6, 0.9))),
                Reading.measured(5e-5, 0.1),
                Reading.prior(1e-6),
                Reading.mistrusted(0.05, 0.1, 0.9),
                Reading.measured(2e-5, 0.1),
                Reading.prior(3e-6),
                List.of(new WorkerReading(1, Reading.measured(1e10, 0.01))),
                Reading.measured(0.3, 0.1));

        assertThat(CalibrationSamples.of(calibration))
                .contains(
                        Sample.of(Metric.CALIBRATION_STATUS, 1, "MEASURED"),
                        Sample.of(Metric.CALIBRATION_STATUS, 0, "PENDING"),
                        Sample.of(Metric.CALIBRATION_MEASURED, 99),
                        Sample.of(Metric.CALIBRATION_TRUSTED, 0, "dispatch"),
                        Sample.of(Metric.CALIBRATION_TRUSTED, 1, "thread_start"),
                        Sample.of(Metric.CALIBRATION_TRUSTED, 0, "virtual_thread_start"),
                        Sample.of(Metric.CALIBRATION_TRUSTED, 0, "process_start"),
                        Sample.of(Metric.CALIBRATION_TRUSTED, 1, "thread_wait"),
                        Sample.of(Metric.CALIBRATION_TRUSTED, 0, "virtual_thread_wait"),
                        Sample.of(Metric.WAIT_SECONDS, 2e-5, "thread"),
                        Sample.of(Metric.WAIT_SECONDS, 3e-6, "virtual_thread"),
                        Sample.of(Metric.CALIBRATION_TRUSTED, 1, "memory_bandwidth"),
                        Sample.of(Metric.CALIBRATION_TRUSTED, 1, "smt_gain"),
                        Sample.of(Metric.START_SECONDS, 0.05, "process"),
                        Sample.of(Metric.MEMORY_BANDWIDTH, 1e10, "1"));
    }

    @Test
    void isNotReadBeforeItIsScraped() {
        CollectorRegistry registry = new CollectorRegistry(true);

        new SampleCollector(() -> {
                    throw new AssertionError("read");
                })
                .register(registry);

        assertThatThrownBy(registry::metricFamilySamples).isInstanceOf(AssertionError.class);
    }

    private static HostSnapshot host(OptionalDouble quotaCpus, MemoryInfo memory, LoadInfo load) {
        CpuInfo cpu = new CpuInfo(
                Optional.empty(),
                4,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                quotaCpus,
                OptionalInt.empty(),
                OptionalInt.empty(),
                1.5);
        return new HostSnapshot(
                Instant.ofEpochMilli(12_500),
                cpu,
                memory,
                load,
                new ContainerInfo(false, OptionalInt.empty(), Optional.empty()),
                new JvmInfo("25", "nobody", 4, 1, "G1"),
                new OsInfo("Linux", "6", "amd64"),
                Map.of(),
                Map.of());
    }

    private static String exposed(Supplier<Stream<Sample>> samples) throws IOException {
        CollectorRegistry registry = new CollectorRegistry();
        new SampleCollector(samples).register(registry);
        StringWriter text = new StringWriter();
        TextFormat.write004(text, registry.metricFamilySamples());
        return text.toString();
    }
}
