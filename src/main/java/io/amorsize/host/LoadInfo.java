package io.amorsize.host;

import java.util.OptionalDouble;

/**
 * How busy the machine is.
 *
 * @param cpuUtilization busy share of the machine's logical processors over the last refresh, 0..1
 * @param otherCpus CPUs, of those that this process may use, kept busy by other processes over the last refresh, at
 *     least 0
 * @param loadAverage1 the one-minute load average
 * @param cpuSome10 PSI: share of the last 10 s in which some task waited for a CPU, in percent, 0..100
 * @param memorySome10 PSI: the same for memory
 * @param ioSome10 PSI: the same for I/O
 * @param throttledRatio share of CFS periods in which this cgroup was throttled since the previous refresh, 0..1
 */
public record LoadInfo(
        OptionalDouble cpuUtilization,
        OptionalDouble otherCpus,
        OptionalDouble loadAverage1,
        OptionalDouble cpuSome10,
        OptionalDouble memorySome10,
        OptionalDouble ioSome10,
        OptionalDouble throttledRatio) {

    /** Nothing is known about the load. */
    public static final LoadInfo UNKNOWN = new LoadInfo(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
}
