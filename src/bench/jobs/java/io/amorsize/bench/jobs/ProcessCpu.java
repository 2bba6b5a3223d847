package io.amorsize.bench.jobs;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** CPU time of processes, as the system counts it: in hundredths of a second on Linux. */
final class ProcessCpu {

    private ProcessCpu() {}

    /** CPU time that a process has taken so far, in seconds. */
    static DoubleSupplier of(ProcessHandle process) {
        return () -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
}
