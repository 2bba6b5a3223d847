package io.amorsize.cost;

/**
 * Workers that alternate between waiting (I/O) and computing on shared CPUs: the closed queueing network known as the
 * machine-repairman model, here with a fractional number of servers.
 *
 * <p>Birth–death chain over the number {@code j} of workers that want a CPU: up with rate (n - j)/Z, down with rate
 * min(j, q)/S; throughput is the mean of min(j, q)/S. Source: E. D. Lazowska et al., "Quantitative System Performance"
 * (1984), chapter 3; L. Kleinrock, "Queueing Systems" vol. 1 (1975), section 3.8.
 */
public final class MachineRepairman {

    /** States whose weight is below this share of the most likely one do not count. */
    private static final double NEGLIGIBLE = 1e-6;

    private MachineRepairman() {}

    /**
     * By how much competition for CPUs stretches an item.
     *
     * @param workers workers, at least 1
     * @param waitSeconds time of an item off the CPU, at least 0
     * @param cpuSeconds CPU time of an item, at least 0; one of the two is above 0
     * @param cpus CPUs, above 0
     * @return time of an item with this many workers divided by {@code waitSeconds + cpuSeconds}, at least about 1 (more
     *     where a single worker already gets less than one CPU)
     */
    public static double stretch(double workers, double waitSeconds, double cpuSeconds, double cpus) {
        double alone = waitSeconds + cpuSeconds;
        double offered = workers * cpuSeconds / (alone * cpus);
        if (cpuSeconds == 0) {
            return 1;
        }
        if (waitSeconds <= 1e-3 * cpuSeconds) {
            return Math.max(1, offered);
        }
        // Far from saturation on either side the fluid limit is exact to a thousandth.
        double demand = workers * cpuSeconds / alone;
        if (demand + 6 * Math.sqrt(demand) + 3 < cpus) {
            return 1;
        }
        if (workers > 8 && demand - 8 * Math.sqrt(demand) > cpus + 1) {
            return offered;
        }
        double ratio = cpuSeconds / waitSeconds;
        // The most likely state: births and deaths balance at (n - j) S = min(j + 1, q) Z.
        double mode = Math.floor(Math.max(0, Math.max(workers - cpus / ratio, 0)));
        mode = demand < cpus ? Math.floor(demand) : Math.max(mode, Math.floor(cpus));
        mode = Math.min(mode, workers);
        double total = 1;
        double busy = Math.min(mode, cpus);
        double weight = 1;
        for (double j = mode; j < workers && weight > NEGLIGIBLE; j++) {
            weight *= (workers - j) * ratio / Math.min(j + 1, cpus);
            total += weight;
            busy += weight * Math.min(j + 1, cpus);
        }
        weight = 1;
        for (double j = mode; j > 0 && weight > NEGLIGIBLE; j--) {
            weight *= Math.min(j, cpus) / ((workers - j + 1) * ratio);
            total += weight;
            busy += weight * Math.min(j - 1, cpus);
        }
        double throughput = busy / total / cpuSeconds;
        return workers / (throughput * alone);
    }
}
