package io.amorsize.host.detect;

import io.amorsize.host.LoadInfo;
import io.amorsize.host.Provenance;
import io.amorsize.host.detect.CgroupCpu.CpuQuota;
import io.amorsize.host.detect.CgroupCpu.Throttling;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** Reads how busy the machine is. Keeps the counters of the previous reading; used by one thread at a time. */
final class LoadReader {

    private static final String TWO_READINGS = "It takes two readings; this is the first.";

    private final Path procRoot;
    private Finding<ProcessorTicks> lastTicks = Finding.missing(TWO_READINGS);
    private Finding<GroupThrottling> lastThrottling = Finding.missing(TWO_READINGS);

    LoadReader(Path procRoot) {
        this.procRoot = procRoot;
    }

    private record GroupThrottling(Path group, Throttling throttling) {}

    LoadInfo read(
            Machine machine, Finding<Cgroups> cgroups, Finding<CpuQuota> quota, Optional<CpuSet> allowed, Notes notes) {
        Finding<ProcessorTicks> ticks = machine.ticks();
        Finding<ProcessorTicks> before = lastTicks;
        lastTicks = ticks;
        Optional<CgroupLineage> unified = cgroups.found().flatMap(Cgroups::unified);
        return new LoadInfo(
                notes.keepDouble(
                        "load.cpuUtilization", since(before, ticks, (now, then) -> now.utilizationSince(then))),
                notes.keepDouble(
                        "load.otherCpus",
                        since(
                                before,
                                ticks,
                                (now, then) -> now.otherCpusSince(
                                        then,
                                        number -> allowed.map(set -> set.contains(number))
                                                .orElse(true)))),
                notes.keepDouble("load.loadAverage1", machine.loadAverage1()),
                notes.keepDouble("load.pressure.cpuSome10", Pressure.some10(procRoot, unified, "cpu")),
                notes.keepDouble("load.pressure.memorySome10", Pressure.some10(procRoot, unified, "memory")),
                notes.keepDouble("load.pressure.ioSome10", Pressure.some10(procRoot, unified, "io")),
                notes.keepDouble("load.throttledRatio", throttledRatio(quota)));
    }

    /** Readings from two sources count in different units and are not compared. */
    private static Finding<Double> since(
            Finding<ProcessorTicks> before,
            Finding<ProcessorTicks> now,
            BiFunction<ProcessorTicks, ProcessorTicks, OptionalDouble> figure) {
        if (!(now instanceof Finding.Known<ProcessorTicks> current)) {
            return now.then(ticks -> Finding.missing(TWO_READINGS));
        }
        if (!(before instanceof Finding.Known<ProcessorTicks> earlier) || earlier.source() != current.source()) {
            return Finding.missing(TWO_READINGS);
        }
        OptionalDouble value = figure.apply(current.value(), earlier.value());
        return value.isPresent()
                ? Finding.known(value.getAsDouble(), current.source())
                : Finding.missing("No processor time has passed since the previous reading.");
    }

    private Finding<Double> throttledRatio(Finding<CpuQuota> quota) {
        Finding<GroupThrottling> before = lastThrottling;
        Finding<GroupThrottling> now = quota.then(found -> CgroupCpu.throttling(found)
                .then(throttling ->
                        Finding.known(new GroupThrottling(found.group(), throttling), Provenance.CGROUP_QUOTA)));
        lastThrottling = now;
        return now.then(current -> before.found()
                .filter(earlier -> earlier.group().equals(current.group()))
                .map(earlier ->
                        Finding.known(ratio(earlier.throttling(), current.throttling()), Provenance.CGROUP_QUOTA))
                .orElseGet(() -> Finding.missing(TWO_READINGS)));
    }

    /** Periods are counted only while the group wants to run: none means that nothing was stopped. */
    private static double ratio(Throttling earlier, Throttling current) {
        long periods = current.periods() - earlier.periods();
        long throttled = current.throttled() - earlier.throttled();
        return periods <= 0 ? 0 : Math.clamp((double) throttled / periods, 0, 1);
    }
}
