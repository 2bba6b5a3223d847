package io.amorsize.app;

import io.amorsize.host.MemoryInfo;
import java.util.OptionalLong;

/**
 * Memory that running items may hold together.
 *
 * @param heapBytes of the heap, at least 1
 * @param processBytes in processes, at least 1
 */
record ItemMemory(long heapBytes, long processBytes) {

    /**
     * As the configuration says; without that, half of the heap, and for processes what is usable now, before any of them
     * is started, without what the heap may still grow by.
     */
    static ItemMemory of(AmorsizeConfig.Jobs jobs, MemoryInfo memory) {
        Runtime jvm = Runtime.getRuntime();
        long growth = jvm.maxMemory() - jvm.totalMemory();
        OptionalLong usable = memory.usableBytes();
        long processes = usable.isPresent() ? Math.max(1, usable.getAsLong() - growth) : Long.MAX_VALUE;
        return new ItemMemory(heapBytes(jobs), jobs.processBytes().orElse(processes));
    }

    /** Of the heap alone. */
    static long heapBytes(AmorsizeConfig.Jobs jobs) {
        return jobs.heapBytes().orElse(Math.max(1, Runtime.getRuntime().maxMemory() / 2));
    }
}
