package io.amorsize.validation.realwork;

import io.amorsize.workload.Samples;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * Measures items one by one on the calling thread, as somebody does who is about to ask for advice. Items too short for
 * the clock are timed several together and stand in the sample with their mean, so that it shows less of their spread.
 * Used by one thread.
 */
final class ItemSampler {

    /** Most readings, and the part of the items that they may take. */
    private static final int READINGS = 64;

    private static final int PART = 4;

    /** A reading is to take no less: a hundred times what reading the clock takes. */
    private static final double SHORTEST_READING = 2.5e-6;

    /** Reading the CPU clock takes some hundred nanoseconds; of shorter items it is read before and after all of them. */
    private static final double SHORTEST_CPU_READING = 2e-5;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * What was measured.
     *
     * @param samples wall and CPU time of items
     * @param itemsPerReading items timed together, at least 1
     * @param sum of what the items gave, so that none of them can be left out
     */
    record Sample(Samples samples, int itemsPerReading, long sum) {}

    /**
     * @param workload what the items are
     * @param item does one of them
     * @param meanSeconds about how long one takes, in seconds, above 0
     */
    Sample sample(Workload workload, IntToLongFunction item, double meanSeconds) {
        int group = Math.clamp((long) Math.ceil(SHORTEST_READING / meanSeconds), 1, Math.max(1, workload.items() / 2));
        int readings = Math.clamp(workload.items() / group / PART, Math.min(2, workload.items()), READINGS);
        int stride = workload.firstItemsSampled() ? group : workload.items() / readings;
        int begin = workload.firstItemsSampled() ? 0 : (stride - group) / 2;
        boolean eachCpu = group * meanSeconds >= SHORTEST_CPU_READING;
        double[] wall = new double[readings];
        double[] cpu = new double[readings];
        long sum = 0;
        long allCpu = threads.getCurrentThreadCpuTime();
        for (int reading = 0; reading < readings; reading++) {
            int from = begin + reading * stride;
            long cpuBegin = eachCpu ? threads.getCurrentThreadCpuTime() : 0;
            long wallBegin = System.nanoTime();
            sum += WorkRun.range(item, from, from + group);
            wall[reading] = Math.max(1, System.nanoTime() - wallBegin) / 1e9 / group;
            long cpuNanos = eachCpu ? threads.getCurrentThreadCpuTime() - cpuBegin : 0;
            // The CPU clock also counts the reading of the other one: an item has no more than its wall time.
            cpu[reading] = Math.min(wall[reading], cpuNanos / 1e9 / group);
        }
        if (!eachCpu) {
            double share = (threads.getCurrentThreadCpuTime() - allCpu)
                    / 1e9
                    / group
                    / Arrays.stream(wall).sum();
            Arrays.setAll(cpu, reading -> Math.min(1, share) * wall[reading]);
        }
        double[] payload = new double[workload.payloadBytes() > 0 ? readings : 0];
        Arrays.fill(payload, (double) workload.payloadBytes());
        return new Sample(new Samples(wall, cpu, payload, new double[0]), group, sum);
    }
}
