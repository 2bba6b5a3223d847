package io.amorsize.host;

/** Where a reported number comes from. Configured and Downward-API values win over anything detected. */
public enum Provenance {
    /** A CFS bandwidth quota of this process's cgroup or of one of its ancestors. */
    CGROUP_QUOTA,
    /** A memory limit or memory use of this process's cgroup or of one of its ancestors. */
    CGROUP_MEMORY,
    /** Pressure-stall information of this process's own cgroup, as against that of the whole machine. */
    CGROUP_PRESSURE,
    /** The cgroup's effective cpuset or the process's CPU affinity. */
    CPUSET,
    /** The OSHI library. */
    OSHI,
    /** A file below {@code /proc} or {@code /sys}, read directly. */
    PROC,
    /** A benchmark run on this host. */
    MEASURED,
    /** A value that the operator set. */
    CONFIGURED,
    /** A value that Kubernetes handed in through the Downward API. */
    DOWNWARD_API,
    /** A stated default, because nothing better could be had. */
    ASSUMED
}
