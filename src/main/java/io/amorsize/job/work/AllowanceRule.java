package io.amorsize.job.work;

import io.amorsize.host.HostSnapshot;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import io.amorsize.job.work.Allowance.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an allowance follows the state of the machine: multiplicative decrease, additive increase (Chiu and Jain,
 * "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance in Computer Networks", 1989). A decrease
 * is given time to show in the readings before the next one (Jacobson, "Congestion Avoidance and Control", 1988).
 * Between the threshold to shrink and the one to grow nothing changes. A pure function: stateless, safe for use by many
 * threads.
 *
 * <p>What counts, and what does not:
 *
 * <ul>
 *   <li>CPU pressure (PSI) alone does not count. It says that some task waits for a CPU, which our own workers bring
 *       about as soon as they use all CPUs as they should. It counts only together with others' use of so much that the
 *       allowed CPUs are not free; processes that our own work started are not others.
 *   <li>Even then nothing is yielded that is a fair share: half of the CPUs, as between two parties, this process and
 *       all others, max-min fair (Demers, Keshav, Shenker, "Analysis and Simulation of a Fair Queueing Algorithm",
 *       SIGCOMM 1989; the kernel's scheduler divides the CPUs between two groups of tasks in the same way). What others
 *       leave is, on a busy machine, what this process receives. Who receives no more than a fair share is not the one
 *       that others wait for: with fewer workers it would receive less still, they would take that too, and the
 *       readings would ask for fewer workers again, down to the least.
 *   <li>Throttling counts whoever brought it about: it stops every thread of this process, also those that answer
 *       requests, for the rest of a period, and fewer workers end it.
 *   <li>Memory pressure and little usable memory count for waiting pieces, too: each holds its item.
 *   <li>What cannot be read counts as harmless.
 * </ul>
 */
final class AllowanceRule {

    static final double DECREASE = 0.7;
    static final double INCREASE = 0.05;

    static final double THROTTLED = 0.10;
    static final double NOT_THROTTLED = 0.02;

    /** CPU pressure in percent. */
    static final double PRESSED = 20;

    /** CPUs that others may take beyond those left over, and by which a fair share may be missed. */
    static final double TOLERATED_CPUS = 0.25;

    /** Part of the CPUs that is ours whatever others want. */
    static final double FAIR_SHARE = 0.5;

    /** Memory pressure in percent. */
    static final double MEMORY_PRESSED = 10;

    static final double MEMORY_NOT_PRESSED = 2;

    /** Usable part of the memory. */
    static final double LITTLE_MEMORY = 0.05;

    static final double ENOUGH_MEMORY = 0.10;

    /** Throttling and use are read anew each second. */
    static final Duration PROMPT = Duration.ofSeconds(3);

    /** Pressure is an average over ten seconds. */
    static final Duration AVERAGED = Duration.ofSeconds(10);

    private AllowanceRule() {}

    /**
     * The allowance from now on.
     *
     * @param host the machine now
     * @param processCpus CPUs that processes of our own work use; the host counts them as others
     * @param current the allowance until now
     */
    static Allowance next(HostSnapshot host, double processCpus, Allowance current) {
        Optional<Cause> shrink = shrinking(host, processCpus, current);
        if (shrink.isPresent()) {
            return rested(current, host.takenAt(), patience(shrink.get()))
                    ? shrunk(current, shrink.get(), host, processCpus)
                    : current;
        }
        return rested(current, host.takenAt(), PROMPT) ? grown(host, processCpus, current) : current;
    }

    private static Optional<Cause> shrinking(HostSnapshot host, double processCpus, Allowance current) {
        LoadInfo load = host.load();
        if (usable(host.memory()) < LITTLE_MEMORY) {
            return Optional.of(Cause.LITTLE_MEMORY);
        }
        if (load.memorySome10().orElse(0) >= MEMORY_PRESSED) {
            return Optional.of(Cause.MEMORY_PRESSURE);
        }
        if (load.throttledRatio().orElse(0) >= THROTTLED) {
            return Optional.of(Cause.CPU_THROTTLING);
        }
        double room = room(host, processCpus);
        boolean crowded = host.cpu().effectiveCpus() * current.cpuShare() > room + TOLERATED_CPUS
                && room > fairCpus(host) + TOLERATED_CPUS;
        return crowded && load.cpuSome10().orElse(100) >= PRESSED ? Optional.of(Cause.CPU_PRESSURE) : Optional.empty();
    }

    private static Duration patience(Cause cause) {
        return cause == Cause.MEMORY_PRESSURE ? AVERAGED : PROMPT;
    }

    private static boolean rested(Allowance current, Instant now, Duration patience) {
        return current.shrunkAt()
                .map(at -> Duration.between(at, now).compareTo(patience) >= 0)
                .orElse(true);
    }

    /** What is short of CPUs only may still have more places. */
    private static Allowance shrunk(Allowance current, Cause cause, HostSnapshot host, double processCpus) {
        boolean memory = cause == Cause.MEMORY_PRESSURE || cause == Cause.LITTLE_MEMORY;
        double cpuShare = less(current.cpuShare());
        if (cause == Cause.CPU_PRESSURE) {
            // What nobody else uses, or is ours, is not yielded on a large machine for the sake of one other task.
            double kept = Math.max(room(host, processCpus), fairCpus(host))
                    / host.cpu().effectiveCpus();
            cpuShare = Math.max(cpuShare, Math.min(current.cpuShare(), kept));
        }
        return new Allowance(
                cpuShare,
                memory ? less(current.waitingShare()) : places(host, current),
                Optional.of(host.takenAt()),
                cause);
    }

    private static double less(double share) {
        return Math.max(Allowance.LEAST, share * DECREASE);
    }

    private static Allowance grown(HostSnapshot host, double processCpus, Allowance current) {
        LoadInfo load = host.load();
        double more = more(current.cpuShare());
        double room = room(host, processCpus);
        boolean roomy = host.cpu().effectiveCpus() * more <= room
                || room < fairCpus(host) - TOLERATED_CPUS
                || load.cpuSome10().orElse(100) < PRESSED / 2;
        boolean cpus = hasMemory(host) && load.throttledRatio().orElse(0) <= NOT_THROTTLED && roomy;
        Allowance grown = new Allowance(
                cpus ? more : current.cpuShare(), places(host, current), current.shrunkAt(), Cause.RECOVERY);
        return grown.isAsMuchAs(current) ? current : grown;
    }

    private static double places(HostSnapshot host, Allowance current) {
        return hasMemory(host) ? more(current.waitingShare()) : current.waitingShare();
    }

    private static boolean hasMemory(HostSnapshot host) {
        return usable(host.memory()) >= ENOUGH_MEMORY
                && host.load().memorySome10().orElse(0) <= MEMORY_NOT_PRESSED;
    }

    private static double more(double share) {
        return Math.min(1, share + INCREASE);
    }

    /** CPUs that others leave of those that this process may use: what it receives, if none is idle. */
    private static double room(HostSnapshot host, double processCpus) {
        return usableCpus(host) - Math.max(0, host.load().otherCpus().orElse(0) - processCpus);
    }

    private static double fairCpus(HostSnapshot host) {
        return FAIR_SHARE * usableCpus(host);
    }

    private static double usableCpus(HostSnapshot host) {
        int threads = host.cpu().cpusetCpus().orElse(host.cpu().logicalProcessors());
        return Math.max(threads, host.cpu().effectiveCpus());
    }

    /** Usable part of the memory that bounds this process; 1 where unknown. */
    private static double usable(MemoryInfo memory) {
        OptionalLong bound = memory.limitBytes().isPresent() ? memory.limitBytes() : memory.totalBytes();
        return memory.usableBytes().isEmpty() || bound.isEmpty() || bound.getAsLong() <= 0
                ? 1
                : (double) memory.usableBytes().getAsLong() / bound.getAsLong();
    }
}
