package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** CFS bandwidth of the cpu controller, both versions. */
final class CgroupCpu {

    private CgroupCpu() {}

    /**
     * A bandwidth quota.
     *
     * @param cpus quota divided by period, above 0
     * @param group the group that sets it
     */
    record CpuQuota(double cpus, Path group) {}

    /**
     * How often a group ran into its quota since it exists.
     *
     * @param periods periods in which the group wanted to run
     * @param throttled periods in which it was stopped
     */
    record Throttling(long periods, long throttled) {}

    /** The tightest quota of the lineage. */
    static Finding<CpuQuota> quota(CgroupLineage lineage) {
        Optional<CpuQuota> tightest = Optional.empty();
        Optional<String> complaint = Optional.empty();
        for (Path group : lineage.groups()) {
            switch (lineage.version() == 1 ? quotaOfVersion1(group) : quotaOfVersion2(group)) {
                case Finding.Known<Optional<CpuQuota>> known -> tightest = tighter(tightest, known.value());
                case Finding.Missing<Optional<CpuQuota>> missing -> complaint = Optional.of(missing.reason());
            }
        }
        String reason = complaint.orElse("No cgroup of this process sets a CPU quota.");
        return tightest.map(quota -> Finding.known(quota, Provenance.CGROUP_QUOTA))
                .orElseGet(() -> Finding.missing(reason));
    }

    private static Optional<CpuQuota> tighter(Optional<CpuQuota> a, Optional<CpuQuota> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.or(() -> b);
        }
        return a.get().cpus() <= b.get().cpus() ? a : b;
    }

    /** {@code cpu.max} reads {@code "quota period"} or {@code "max period"} in microseconds; the root has none. */
    private static Finding<Optional<CpuQuota>> quotaOfVersion2(Path group) {
        Path file = group.resolve("cpu.max");
        return KernelFile.read(file)
                .found()
                .map(text -> fromCpuMax(group, file, text))
                .orElseGet(CgroupCpu::noQuota);
    }

    private static Finding<Optional<CpuQuota>> fromCpuMax(Path group, Path file, String text) {
        String[] fields = text.split("\\s+", -1);
        if (fields[0].equals("max")) {
            return noQuota();
        }
        return quota(
                group,
                file,
                KernelFile.number(fields[0]),
                fields.length > 1 ? KernelFile.number(fields[1]) : OptionalLong.empty());
    }

    /** {@code cpu.cfs_quota_us} is -1 without a quota. */
    private static Finding<Optional<CpuQuota>> quotaOfVersion1(Path group) {
        Path file = group.resolve("cpu.cfs_quota_us");
        return KernelFile.read(file)
                .found()
                .filter(text -> !text.equals("-1"))
                .map(text -> quota(
                        group,
                        file,
                        KernelFile.number(text),
                        KernelFile.readNumber(group.resolve("cpu.cfs_period_us"))
                                .found()
                                .map(OptionalLong::of)
                                .orElseGet(OptionalLong::empty)))
                .orElseGet(CgroupCpu::noQuota);
    }

    private static Finding<Optional<CpuQuota>> quota(Path group, Path file, OptionalLong quota, OptionalLong period) {
        if (quota.orElse(0) <= 0 || period.orElse(0) <= 0) {
            return Finding.missing(file + " holds no quota that can be used.");
        }
        return Finding.known(
                Optional.of(new CpuQuota((double) quota.getAsLong() / period.getAsLong(), group)),
                Provenance.CGROUP_QUOTA);
    }

    private static Finding<Optional<CpuQuota>> noQuota() {
        return Finding.known(Optional.empty(), Provenance.CGROUP_QUOTA);
    }

    /** The counters of the group that sets the quota: it is there that the processes below are stopped. */
    static Finding<Throttling> throttling(CpuQuota quota) {
        Path file = quota.group().resolve("cpu.stat");
        return KernelFile.read(file).then(text -> {
            OptionalLong periods = KernelFile.keyed(text, "nr_periods");
            OptionalLong throttled = KernelFile.keyed(text, "nr_throttled");
            return periods.isPresent() && throttled.isPresent()
                    ? Finding.known(new Throttling(periods.getAsLong(), throttled.getAsLong()), Provenance.CGROUP_QUOTA)
                    : Finding.missing(file + " does not count throttled periods.");
        });
    }
}
