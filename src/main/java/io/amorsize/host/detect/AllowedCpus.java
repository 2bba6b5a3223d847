package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The hardware threads that the cpuset and the CPU affinity leave to this process. */
final class AllowedCpus {

    private AllowedCpus() {}

    /**
     * What both allow of the processors online; if they contradict each other or one cannot be read, the affinity, else
     * the cpuset. A kernel that is prepared for more processors than there are allows those, too.
     */
    static Finding<CpuSet> read(HostDetectionSettings settings, Finding<Cgroups> cgroups, Optional<CpuSet> online) {
        return read(settings, cgroups)
                .then(allowed -> Finding.known(online.flatMap(allowed::and).orElse(allowed), Provenance.CPUSET));
    }

    private static Finding<CpuSet> read(HostDetectionSettings settings, Finding<Cgroups> cgroups) {
        Finding<CpuSet> affinity = affinity(settings.procRoot().resolve("self").resolve("status"));
        Finding<CpuSet> cpuset = cgroups.then(found -> found.lineage("cpuset")).then(AllowedCpus::cpuset);
        return affinity.then(allowed ->
                        Finding.known(cpuset.found().flatMap(allowed::and).orElse(allowed), Provenance.CPUSET))
                .orElse(() -> cpuset);
    }

    private static Finding<CpuSet> affinity(Path status) {
        return KernelFile.read(status)
                .then(text -> text.lines()
                        .filter(line -> line.startsWith("Cpus_allowed_list:"))
                        .findFirst()
                        .flatMap(line -> CpuSet.parse(line.substring("Cpus_allowed_list:".length())))
                        .map(set -> Finding.known(set, Provenance.CPUSET))
                        .orElseGet(() -> Finding.missing(status + " tells no CPU affinity that can be used.")));
    }

    /** The effective set already respects the ancestors; an empty or absent file inherits from the parent. */
    private static Finding<CpuSet> cpuset(CgroupLineage lineage) {
        List<String> files = lineage.version() == 1
                ? List.of("cpuset.effective_cpus", "cpuset.cpus")
                : List.of("cpuset.cpus.effective", "cpuset.cpus");
        for (Path group : lineage.groups()) {
            for (String file : files) {
                Optional<CpuSet> set =
                        KernelFile.read(group.resolve(file)).found().flatMap(CpuSet::parse);
                if (set.isPresent()) {
                    return Finding.known(set.get(), Provenance.CPUSET);
                }
            }
        }
        return Finding.missing("No cgroup of this process tells its cpuset.");
    }
}
