package io.amorsize.host;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Processors of the machine and the share of them that this process may use. Counts of the machine (model, cores,
 * sockets, caches) describe the hardware; {@code quotaCpus}, {@code cpusetCpus} and {@code effectiveCpus} describe the
 * process.
 *
 * @param model the processor's marketing name
 * @param logicalProcessors hardware threads of the machine that are online, at least 1
 * @param physicalCores cores of the machine, at least 1
 * @param threadsPerCore hardware threads per core, at least 1
 * @param sockets processor packages, at least 1
 * @param numaNodes NUMA nodes, at least 1
 * @param performanceCores cores of the fastest efficiency class, present on hybrid processors only
 * @param efficiencyCores cores of the slower classes, present on hybrid processors only
 * @param l1dBytes level-1 data cache of one core
 * @param l2Bytes level-2 cache of one core
 * @param l3Bytes level-3 cache of one instance
 * @param quotaCpus the tightest CFS quota of the cgroup hierarchy in CPUs, fractional, above 0; empty without a quota
 * @param cpusetCpus hardware threads that the cpuset and the CPU affinity leave to this process, at least 1
 * @param usableCores physical cores those hardware threads belong to, at least 1
 * @param effectiveCpus the least of quota, cpuset and logical processors; fractional, above 0
 */
public record CpuInfo(
        Optional<String> model,
        int logicalProcessors,
        OptionalInt physicalCores,
        OptionalInt threadsPerCore,
        OptionalInt sockets,
        OptionalInt numaNodes,
        OptionalInt performanceCores,
        OptionalInt efficiencyCores,
        OptionalLong l1dBytes,
        OptionalLong l2Bytes,
        OptionalLong l3Bytes,
        OptionalDouble quotaCpus,
        OptionalInt cpusetCpus,
        OptionalInt usableCores,
        double effectiveCpus) {

    /**
     * @throws IllegalArgumentException if {@code logicalProcessors} is below 1 or {@code effectiveCpus} is not a finite
     *     number above 0
     */
    public CpuInfo {
        if (logicalProcessors < 1) {
            throw new IllegalArgumentException("logicalProcessors must be at least 1, was " + logicalProcessors);
        }
        if (!(effectiveCpus > 0 && effectiveCpus < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("effectiveCpus must be a finite number above 0, was " + effectiveCpus);
        }
    }
}
