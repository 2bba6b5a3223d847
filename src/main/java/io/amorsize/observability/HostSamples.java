package io.amorsize.observability;

import static io.amorsize.observability.Sample.ifKnown;

import io.amorsize.host.HostSnapshot;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The host as gauges. */
final class HostSamples {

    private HostSamples() {}

    /** What {@code host} knows; nothing for what it does not. */
    static Stream<Sample> of(HostSnapshot host) {
        MemoryInfo memory = host.memory();
        return Stream.of(
                        Stream.of(
                                Sample.of(Metric.EFFECTIVE_CPUS, host.cpu().effectiveCpus()),
                                Sample.of(Metric.LOGICAL_PROCESSORS, host.cpu().logicalProcessors()),
                                Sample.of(Metric.HOST_READ, host.takenAt().toEpochMilli() / 1e3)),
                        ifKnown(Metric.QUOTA_CPUS, host.cpu().quotaCpus()),
                        ifKnown(Metric.MEMORY_TOTAL, memory.totalBytes()),
                        ifKnown(Metric.MEMORY_LIMIT, memory.limitBytes()),
                        ifKnown(Metric.MEMORY_USED, memory.usedBytes()),
                        ifKnown(Metric.MEMORY_USABLE, memory.usableBytes()),
                        ofLoad(host.load()))
                .flatMap(samples -> samples);
    }

    private static Stream<Sample> ofLoad(LoadInfo load) {
        return Stream.of(
                        ifKnown(Metric.THROTTLED_RATIO, load.throttledRatio()),
                        ifKnown(Metric.CPU_UTILIZATION, load.cpuUtilization()),
                        ifKnown(Metric.OTHER_CPUS, load.otherCpus()),
                        ifKnown(Metric.PRESSURE, ratio(load.cpuSome10()), "cpu"),
                        ifKnown(Metric.PRESSURE, ratio(load.memorySome10()), "memory"),
                        ifKnown(Metric.PRESSURE, ratio(load.ioSome10()), "io"))
                .flatMap(samples -> samples);
    }

    private static OptionalDouble ratio(OptionalDouble percent) {
        return percent.isPresent() ? OptionalDouble.of(percent.getAsDouble() / 100) : percent;
    }
}
