package io.amorsize.host.detect;

import io.amorsize.host.CpuInfo;
import io.amorsize.host.Provenance;
import io.amorsize.host.detect.CgroupCpu.CpuQuota;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Puts the processors of the machine and this process's share of them together. */
final class CpuReader {

    private final HostDetectionSettings settings;
    private final Finding<Topology> topology;

    CpuReader(HostDetectionSettings settings, Finding<Topology> topology) {
        this.settings = settings;
        this.topology = topology;
    }

    CpuInfo read(Finding<CpuQuota> cgroupQuota, Finding<CpuSet> allowed, Notes notes) {
        Finding<Integer> logical = topology.then(found -> Finding.known(found.logicalProcessors(), source()))
                .orElse(() -> Finding.known(Runtime.getRuntime().availableProcessors(), Provenance.ASSUMED));
        int logicalProcessors =
                notes.keep("cpu.logicalProcessors", logical).orElseGet(Runtime.getRuntime()::availableProcessors);
        OptionalInt cpusetCpus =
                notes.keepInt("cpu.cpusetCpus", allowed.then(set -> Finding.known(set.count(), Provenance.CPUSET)));
        Finding<Double> quota = quota(cgroupQuota, notes);
        OptionalDouble quotaCpus = notes.keepDouble("cpu.quotaCpus", quota);
        return new CpuInfo(
                topology(notes, "cpu.model", found -> found.model(), "The processor does not tell its model."),
                logicalProcessors,
                number(notes, "cpu.physicalCores", Topology::physicalCores),
                number(notes, "cpu.threadsPerCore", Topology::threadsPerCore),
                number(notes, "cpu.sockets", Topology::sockets),
                number(notes, "cpu.numaNodes", Topology::numaNodes),
                hybrid(notes, "cpu.performanceCores", Topology::performanceCores),
                hybrid(notes, "cpu.efficiencyCores", Topology::efficiencyCores),
                bytes(notes, "cpu.caches.l1dBytes", Topology::l1dBytes),
                bytes(notes, "cpu.caches.l2Bytes", Topology::l2Bytes),
                bytes(notes, "cpu.caches.l3Bytes", Topology::l3Bytes),
                quotaCpus,
                cpusetCpus,
                usableCores(allowed, notes),
                effectiveCpus(quota, allowed, logical, logicalProcessors, notes));
    }

    /** The Downward API describes another container: where it is set up, this process's own quota says nothing. */
    private Finding<Double> quota(Finding<CpuQuota> cgroupQuota, Notes notes) {
        Finding<Double> own = cgroupQuota.then(quota -> Finding.known(quota.cpus(), Provenance.CGROUP_QUOTA));
        Optional<Finding<Double>> downward =
                settings.downwardApiDirectory().map(directory -> new DownwardApi(directory).cpus());
        if (downward.isEmpty()) {
            return own;
        }
        return switch (downward.get()) {
            case Finding.Known<Double> known ->
                settings.cpuLimited()
                        ? known
                        : Finding.missing("The target container is configured as having no CPU limit.");
            case Finding.Missing<Double> missing -> {
                notes.absent("downwardApi.cpu_limit", missing.reason());
                yield own;
            }
        };
    }

    /** With a quota from the Downward API this process's own cpuset is not the one that counts. */
    private double effectiveCpus(
            Finding<Double> quota,
            Finding<CpuSet> allowed,
            Finding<Integer> logical,
            int logicalProcessors,
            Notes notes) {
        String field = "cpu.effectiveCpus";
        if (settings.cpus().isPresent()) {
            notes.present(field, Provenance.CONFIGURED);
            return settings.cpus().getAsDouble();
        }
        Share share = new Share(logicalProcessors, source(logical));
        if (!isForAnotherContainer(notes)) {
            share = share.least(allowed.then(set -> Finding.known((double) set.count(), Provenance.CPUSET)));
        }
        share = share.least(quota);
        notes.present(field, share.source());
        return share.cpus();
    }

    private boolean isForAnotherContainer(Notes notes) {
        return settings.downwardApiDirectory().isPresent()
                && !notes.unavailable().containsKey("downwardApi.cpu_limit");
    }

    private record Share(double cpus, Provenance source) {

        Share least(Finding<Double> other) {
            return other instanceof Finding.Known<Double> known && known.value() < cpus
                    ? new Share(known.value(), known.source())
                    : this;
        }
    }

    private OptionalInt usableCores(Finding<CpuSet> allowed, Notes notes) {
        return notes.keepInt(
                "cpu.usableCores",
                topology.then(found -> allowed.then(set -> {
                    OptionalInt cores = found.coresBehind(set);
                    return cores.isPresent()
                            ? Finding.known(cores.getAsInt(), source())
                            : Finding.missing("The cores behind the allowed hardware threads are not known.");
                })));
    }

    private Provenance source() {
        return topology instanceof Finding.Known<Topology> known ? known.source() : Provenance.ASSUMED;
    }

    private static Provenance source(Finding<Integer> finding) {
        return finding instanceof Finding.Known<Integer> known ? known.source() : Provenance.ASSUMED;
    }

    private interface Part<R> {
        R of(Topology topology);
    }

    private <T> Optional<T> topology(Notes notes, String field, Part<Optional<T>> part, String reason) {
        return notes.keep(
                field,
                topology.then(found -> part.of(found)
                        .map(value -> Finding.known(value, source()))
                        .orElseGet(() -> Finding.missing(reason))));
    }

    private OptionalInt number(Notes notes, String field, Part<OptionalInt> part) {
        return number(notes, field, part, "The operating system does not tell it.");
    }

    private OptionalInt hybrid(Notes notes, String field, Part<OptionalInt> part) {
        return number(notes, field, part, "All cores are of one kind.");
    }

    private OptionalInt number(Notes notes, String field, Part<OptionalInt> part, String reason) {
        return topology(notes, field, found -> part.of(found).stream().boxed().findFirst(), reason)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    private OptionalLong bytes(Notes notes, String field, Part<OptionalLong> part) {
        return topology(
                        notes,
                        field,
                        found -> part.of(found).stream().boxed().findFirst(),
                        "The operating system does not tell it.")
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }
}
