package io.amorsize.host.detect;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/**
 * Counters of processor time at one moment, all in the same unit.
 *
 * @param perProcessor by hardware thread
 * @param own time that this process has used on all processors
 */
record ProcessorTicks(Map<Integer, Ticks> perProcessor, long own) {

    /**
     * Time of one hardware thread.
     *
     * @param busy neither idle nor waiting for I/O; time stolen by a hypervisor counts, for it cannot be used
     * @param total all time
     */
    record Ticks(long busy, long total) {}

    ProcessorTicks {
        perProcessor = Map.copyOf(perProcessor);
    }

    /** Busy share of the machine since an earlier reading, 0..1; empty if no time has passed. */
    OptionalDouble utilizationSince(ProcessorTicks earlier) {
        Use use = since(earlier, number -> true);
        return use.processors() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(clamp(use.busyCpus() / use.processors(), 1));
    }

    /**
     * CPUs that other processes kept busy since an earlier reading, at least 0; empty if no time has passed.
     *
     * @param usable the hardware threads to look at: what others do elsewhere takes nothing from this process
     */
    OptionalDouble otherCpusSince(ProcessorTicks earlier, IntPredicate usable) {
        Use use = since(earlier, usable);
        if (use.processors() == 0) {
            return OptionalDouble.empty();
        }
        double ownCpus = Math.max(0, own - earlier.own) / use.meanTotal();
        return OptionalDouble.of(clamp(use.busyCpus() - ownCpus, use.processors()));
    }

    private record Use(int processors, double busyCpus, double meanTotal) {}

    private Use since(ProcessorTicks earlier, IntPredicate usable) {
        int processors = 0;
        double busyCpus = 0;
        double total = 0;
        for (Map.Entry<Integer, Ticks> entry : perProcessor.entrySet()) {
            Ticks before = earlier.perProcessor.get(entry.getKey());
            if (before == null || !usable.test(entry.getKey())) {
                continue;
            }
            long passed = entry.getValue().total() - before.total();
            if (passed > 0) {
                processors++;
                total += passed;
                // The kernel's idle time can run backwards a little.
                busyCpus += clamp((double) (entry.getValue().busy() - before.busy()) / passed, 1);
            }
        }
        return new Use(processors, busyCpus, processors == 0 ? 0 : total / processors);
    }

    private static double clamp(double value, double greatest) {
        return Math.clamp(value, 0, greatest);
    }
}
