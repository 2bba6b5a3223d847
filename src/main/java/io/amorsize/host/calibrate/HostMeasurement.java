package io.amorsize.host.calibrate;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.Status;
import io.amorsize.host.Calibration.WorkerReading;
import io.amorsize.host.CpuInfo;
import io.amorsize.host.HostSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The real measurement. Each quantity has a share of the CPU budget and as many short repetitions as fit; their median
 * is used when they agree ({@link Repetitions#trusted()}), else the prior. No repetition begins that the budget has no
 * room for, so a slow host ends with fewer trusted figures, not with a longer measurement. Used by one thread at a time.
 */
final class HostMeasurement implements Measurement {

    /** Greatest uncertainty of a trusted SMT gain: two priors apart, 0.56 with quartiles 0.34 and 0.87. */
    static final double TRUSTED_GAIN_ERROR = 0.15;

    private static final double DISPATCH_SHARE = 0.18;
    private static final double THREAD_SHARE = 0.05;
    private static final double VIRTUAL_SHARE = 0.05;
    private static final double PROCESS_SHARE = 0.15;
    private static final double THREAD_WAIT_SHARE = 0.02;
    private static final double VIRTUAL_WAIT_SHARE = 0.04;
    private static final double MEMORY_SHARE = 0.20;
    private static final double SIBLING_SHARE = 0.07;

    /** What filling the ring may cost: the rest, less a reserve for class loading. */
    private static final double RING_SHARE = 0.18;

    private static final long LARGEST_RING = 64L << 20;
    private static final long SMALLEST_RING = 4L << 20;

    /** The ring never takes more than this part of what the heap may grow to or of the memory that is left. */
    private static final int MEMORY_PART = 8;

    private static final int MOST_WORKERS = 128;

    private static final List<Path> NO_OPERATION = List.of(Path.of("/bin/true"), Path.of("/usr/bin/true"));

    private final Duration cpuBudget;
    private final InstantSource clock;

    HostMeasurement(Duration cpuBudget, InstantSource clock) {
        this.cpuBudget = cpuBudget;
        this.clock = clock;
    }

    @Override
    public Outcome measure(HostSnapshot host) throws InterruptedException {
        return new Run(host).measure();
    }

    /** Which waits are measured. */
    @FunctionalInterface
    private interface WaitTime {
        Repetitions of(Waits waits, long shareNanos) throws InterruptedException;
    }

    /** One measurement: the budget, the notes, and the steps that share them. */
    private final class Run {

        private final CpuBudget budget = new CpuBudget(cpuBudget);
        private final Calibration priors = Calibration.priors();
        private final List<String> notes = new ArrayList<>();
        private final HostSnapshot host;
        private final int[] workerCounts;

        Run(HostSnapshot host) {
            this.host = host;
            int all = (int) Math.clamp(
                    Math.ceil(host.cpu().effectiveCpus()),
                    1,
                    Math.min(MOST_WORKERS, host.jvm().availableProcessors()));
            workerCounts =
                    IntStream.of(1, 2, all).filter(n -> n <= all).distinct().toArray();
        }

        Outcome measure() throws InterruptedException {
            long begin = System.nanoTime();
            Calibration calibration;
            try (CpuBudget.Account account = budget.openAccount()) {
                DispatchRace.warmUp(budget);
                account.settle();
                List<WorkerReading> dispatch = dispatch();
                account.settle();
                Reading thread = threadStart();
                Reading virtual = virtualThreadStart();
                Reading process = processStart();
                account.settle();
                Reading wait =
                        wait("wait of a thread", priors.threadWaitSeconds(), THREAD_WAIT_SHARE, Waits::platformThread);
                Reading virtualWait = wait(
                        "wait of a virtual thread",
                        priors.virtualThreadWaitSeconds(),
                        VIRTUAL_WAIT_SHARE,
                        Waits::virtualThread);
                account.settle();
                Reading gain = smtGain();
                List<WorkerReading> bandwidth = memoryBandwidth();
                calibration = new Calibration(
                        Status.MEASURED,
                        Optional.of(clock.instant()),
                        Optional.empty(),
                        dispatch,
                        thread,
                        virtual,
                        process,
                        wait,
                        virtualWait,
                        bandwidth,
                        gain);
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            return new Outcome(calibration, new MeasurementReport(budget.spent(), elapsed, notes));
        }

        private List<WorkerReading> dispatch() throws InterruptedException {
            List<WorkerReading> readings = new ArrayList<>();
            for (int workers : workerCounts) {
                Repetitions seconds =
                        DispatchRace.measure(workers, budget, nanos(DISPATCH_SHARE / workerCounts.length));
                double prior = priors.dispatchSeconds()
                        .get(Math.min(workers, priors.dispatchSeconds().size()) - 1)
                        .reading()
                        .value();
                readings.add(new WorkerReading(workers, noted("dispatch among " + workers, seconds, prior)));
            }
            return readings;
        }

        private Reading threadStart() throws InterruptedException {
            double prior = priors.threadStartSeconds().value();
            return noted("thread start", new StartUps(budget).platformThread(nanos(THREAD_SHARE)), prior);
        }

        private Reading virtualThreadStart() throws InterruptedException {
            double prior = priors.virtualThreadStartSeconds().value();
            return noted("virtual thread start", new StartUps(budget).virtualThread(nanos(VIRTUAL_SHARE)), prior);
        }

        private Reading processStart() throws InterruptedException {
            double prior = priors.processStartSeconds().value();
            Optional<Path> program =
                    NO_OPERATION.stream().filter(Files::isExecutable).findFirst();
            if (program.isEmpty()) {
                notes.add("Process start was not measured: there is no program here that does nothing.");
                return Reading.prior(prior);
            }
            try {
                return noted("process start", new StartUps(budget).process(program.get(), nanos(PROCESS_SHARE)), prior);
            } catch (IOException e) {
                notes.add("Process start was not measured: " + e.getMessage());
                return Reading.prior(prior);
            }
        }

        private Reading wait(String what, Reading prior, double share, WaitTime time) throws InterruptedException {
            try {
                return noted(what, time.of(Waits.of(budget), nanos(share)), prior.value());
            } catch (UnsupportedOperationException e) {
                notes.add("The " + what + " was not measured: " + e.getMessage());
                return prior;
            }
        }

        private Reading smtGain() throws InterruptedException {
            CpuInfo cpu = host.cpu();
            Reading prior = priors.smtGain();
            int cores = cpu.usableCores().orElse(cpu.physicalCores().orElse(0));
            int threads = Math.min(cpu.cpusetCpus().orElse(cpu.logicalProcessors()), MOST_WORKERS);
            if (cpu.threadsPerCore().orElse(1) < 2 || cores < 1 || threads <= cores) {
                notes.add("The gain of second hardware threads was not measured: the usable cores show one each.");
                return prior;
            }
            if (cpu.effectiveCpus() < threads) {
                notes.add("The gain of second hardware threads was not measured: the quota does not fill them.");
                return prior;
            }
            Repetitions ratio = new SiblingThreads(budget).ratio(cores, threads, nanos(SIBLING_SHARE));
            return gain(ratio, cores, threads, prior.value());
        }

        private Reading gain(Repetitions ratio, int cores, int threads, double prior) {
            if (ratio.count() == 0) {
                notes.add("The gain of second hardware threads was not measured: the CPU budget was spent.");
                return Reading.prior(prior);
            }
            double gain = SiblingThreads.gain(ratio.median(), cores, threads);
            double error = ratio.spread() * ratio.median() * cores / (threads - cores);
            double spread = gain > 0 ? error / gain : error;
            if (ratio.trusted() && error <= TRUSTED_GAIN_ERROR) {
                return Reading.measured(gain, spread);
            }
            notes.add(String.format(
                    Locale.ROOT, "The gain of second hardware threads is not trusted: %.2f ± %.2f.", gain, error));
            return Reading.mistrusted(prior, gain, spread);
        }

        /** There is no prior for bandwidth: an untrusted median stands for itself, marked as such. */
        private List<WorkerReading> memoryBandwidth() throws InterruptedException {
            List<WorkerReading> readings = new ArrayList<>();
            try (MemoryReads reads = new MemoryReads(ringBytes(), budget, nanos(RING_SHARE))) {
                if (reads.ringBytes() < SMALLEST_RING) {
                    notes.add("Memory bandwidth was not measured: no memory or CPU budget was left for it.");
                    return List.of();
                }
                boolean outgrowsCache = outgrowsCache(reads.ringBytes());
                for (int workers : workerCounts) {
                    Repetitions rate = reads.measure(workers, nanos(MEMORY_SHARE / workerCounts.length));
                    if (rate.count() == 0) {
                        notes.add("Memory bandwidth of " + workers + " was not measured: the CPU budget was spent.");
                        continue;
                    }
                    Reading reading = noted("memory bandwidth of " + workers, rate, rate.median());
                    readings.add(new WorkerReading(
                            workers,
                            outgrowsCache ? reading : Reading.mistrusted(rate.median(), rate.median(), rate.spread())));
                }
            } catch (OutOfMemoryError e) {
                notes.add("Memory bandwidth was not measured: " + e.getMessage());
            }
            return readings;
        }

        private boolean outgrowsCache(long bytes) {
            OptionalLong lastLevel = host.cpu().l3Bytes();
            if (lastLevel.isPresent() && bytes >= 2 * lastLevel.getAsLong()) {
                return true;
            }
            notes.add("Memory bandwidth is not trusted: " + (bytes >> 20) + " MiB were read, the level-3 cache "
                    + (lastLevel.isPresent() ? "has " + (lastLevel.getAsLong() >> 20) + " MiB." : "is unknown."));
            return false;
        }

        /** Twice the last-level cache where that is affordable, otherwise as much as is. */
        private long ringBytes() {
            long wanted =
                    host.cpu().l3Bytes().stream().map(l3 -> 2 * l3).findFirst().orElse(LARGEST_RING);
            long memory = Math.min(
                            Runtime.getRuntime().maxMemory(),
                            host.memory().usableBytes().orElse(Long.MAX_VALUE))
                    / MEMORY_PART;
            return Math.min(Math.clamp(wanted, SMALLEST_RING, LARGEST_RING), memory);
        }

        private Reading noted(String what, Repetitions repetitions, double prior) {
            Reading reading = repetitions.orElse(prior);
            if (!reading.trusted()) {
                OptionalDouble median = reading.measured();
                notes.add(
                        median.isEmpty()
                                ? "There is no reading of " + what + ": its share of the CPU budget was spent."
                                : String.format(
                                        Locale.ROOT,
                                        "The reading of %s is not trusted: %d repetitions, median %.3g, spread %.2f.",
                                        what,
                                        repetitions.count(),
                                        median.getAsDouble(),
                                        reading.spread()));
            }
            return reading;
        }

        private long nanos(double share) {
            return (long) (cpuBudget.toNanos() * share);
        }
    }
}
