package io.amorsize.job.run;

import io.amorsize.job.Job;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.PlanWish;
import io.amorsize.job.spi.Activity;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Estimate;
import io.amorsize.optimizer.Executor;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Footprint;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import io.amorsize.workload.WorkloadProfile;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Decides how one job is run on this replica: it begins with one worker, is planned anew each time twice as many items
 * are known, and follows the plan once two plans in a row agree. While it samples, workers grow with what is known, so
 * that long items are not sampled one by one. Later it compares the rate with the plan's.
 *
 * <p>Safe for use by many threads: all methods but {@link #plan} are quick, and one thread at a time plans.
 */
final class Planning {

    /** Fewer items say too little to call two plans that agree a decision. */
    private static final int LEAST_SAMPLED = 8;

    /** So long it takes until code that is new is compiled: the items before are slower than those to come. */
    private static final double LEAST_SAMPLING_SECONDS = 0.1;

    /** From then on the last plan is followed even if it is not like the one before. */
    private static final double MOST_SAMPLING_SECONDS = 1;

    private static final int MOST_SAMPLED = 128;

    private static final double QUICK_SECONDS = 2e-4;
    private static final double SLOW_SECONDS = 5e-3;

    /** CPUs that an item is taken to keep busy while it waits, until it is measured. */
    private static final double SHARE_OF_WAITING = 0.05;

    /** CPUs that all workers of a plan that was given are taken to keep busy while they wait. */
    private static final double CPUS_OF_WAITING = 0.5;

    /** Workers for each item known, while sampling. */
    private static final int GROWTH = 4;

    /** CPU time is measured of items on platform threads only; the first few run there. */
    private static final int FIRST_ON_PLATFORM_THREADS = 8;

    /** Planning may take this share of the time between plans. */
    private static final int PATIENCE = 10;

    /** Rates are read over so long at least. */
    private static final double LEAST_OBSERVED_SECONDS = 1;

    private static final int LEAST_OBSERVED_ITEMS = 50;
    private static final int MOST_OBSERVATIONS = 8;

    /** Of the rate of a whole stretch of a run as a reading of the next, in ln. */
    private static final double NOISE = 0.1;

    /** Below this share of the workers asked for, others had the CPUs and the rate says nothing of the plan. */
    private static final double UNDISTURBED = 0.8;

    private final Activity activity;
    private final PlanWish wish;
    private final Advisor advisor;
    private final int mostWorkers;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    private volatile Setting setting;
    private volatile boolean sampling;

    /** Whether an item has. */
    private volatile boolean succeeded;

    // As of the last plan.
    private volatile boolean quick;
    private volatile boolean slow;

    // Guarded by this.
    private Timings timings = new Timings();
    private final List<Observation> observations = new ArrayList<>();
    private long nextCount = 1;
    private long nextNanos;
    private boolean planning;
    private Optional<Setting> lastTarget = Optional.empty();
    private Optional<PlanRevision> unsettled = Optional.empty();
    private Stretch stretch;
    private double memoryBytes;
    private long itemsWithMemory;
    private long memoryBudget;
    private boolean begun;
    private long beganNanos;

    /** What was seen since the setting was changed. */
    private static final class Stretch {
        private final long sinceNanos;
        private long items;
        private double busySeconds;

        Stretch(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }

        double seconds(long now) {
            return (now - sinceNanos) / 1e9;
        }
    }

    Planning(
            Activity activity,
            PlanWish wish,
            Advisor advisor,
            int mostWorkers,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.activity = activity;
        this.wish = wish;
        this.advisor = advisor;
        this.mostWorkers = mostWorkers;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.sampling = wish instanceof PlanWish.Auto;
        this.setting = first();
        this.stretch = new Stretch(nanoTime.getAsLong());
        this.nextNanos = stretch.sinceNanos;
    }

    private Setting first() {
        return switch (wish) {
            case PlanWish.Auto ignored -> new Setting(1, 1, executor(Executor.PLATFORM_THREADS), assumedCpuShare());
            case PlanWish.Fixed plan -> fixed(plan);
            case PlanWish.Advised advised -> fixed(advised.plan());
        };
    }

    /**
     * Whoever plans virtual threads says that items wait, and how many may: all of them together are taken for half a
     * CPU at most. Should they compute after all, the JVM runs one per CPU.
     */
    private Setting fixed(PlanWish.Fixed plan) {
        Executor usual = activity == Activity.WAITS ? Executor.VIRTUAL_THREADS : Executor.PLATFORM_THREADS;
        Executor executor = executor(plan.executor().orElse(usual));
        return new Setting(
                Math.min(plan.workers(), mostWorkers),
                plan.chunkSize(),
                executor,
                executor == Executor.VIRTUAL_THREADS
                        ? Math.min(SHARE_OF_WAITING, CPUS_OF_WAITING / plan.workers())
                        : assumedCpuShare());
    }

    private double assumedCpuShare() {
        return activity == Activity.WAITS ? SHARE_OF_WAITING : 1;
    }

    private Executor executor(Executor planned) {
        return activity == Activity.COMPUTES_IN_PROCESS ? Executor.PROCESSES : planned;
    }

    /** How the job is run now. */
    Setting setting() {
        return setting;
    }

    /** Whether items are so quick that to measure them exactly would cost more than to run them. */
    boolean quick() {
        return quick;
    }

    /**
     * Whether an item is to be timed: all of the first, and later those that take so long that it costs nothing, where
     * CPU time can be told. What was learnt from cold code is forgotten that way.
     *
     * @param virtual whether a virtual thread runs it
     */
    boolean measures(boolean virtual) {
        return sampling || (slow && !virtual) || (wish instanceof PlanWish.Auto && !succeeded);
    }

    /** Whether the first items are still being learnt from. */
    boolean sampling() {
        return sampling;
    }

    /** The revision to note when the job begins with a plan that is given; empty if the plan is to be made. */
    Optional<PlanRevision> given() {
        return switch (wish) {
            case PlanWish.Auto ignored -> Optional.empty();
            case PlanWish.Fixed ignored -> Optional.of(unestimated("The request fixes the plan."));
            case PlanWish.Advised advised ->
                Optional.of(unestimated("The plan is that of recommendation " + advised.recommendationId() + "."));
        };
    }

    private PlanRevision unestimated(String reason) {
        return new PlanRevision(
                clock.instant(),
                0,
                setting.workers(),
                setting.chunkSize(),
                setting.executor(),
                reason,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Learns from an item that succeeded while {@link #sampling}.
     *
     * @param cpuSeconds NaN if it was not measured
     * @return whether it is time to plan: the caller should call {@link #plan}
     */
    synchronized boolean measured(double wallSeconds, double cpuSeconds) {
        if (!succeeded) {
            succeeded = true;
            forgetFailures();
        }
        return learns(wallSeconds, cpuSeconds);
    }

    /**
     * Learns from a try that failed. As long as all do, the job is planned by what that takes: it keeps workers busy, too.
     * It says nothing of items that succeed: with the first of these all begins anew, and failures do not count.
     *
     * @return whether it is time to plan: the caller should call {@link #plan}
     */
    synchronized boolean failed(double wallSeconds) {
        return sampling && !succeeded && learns(wallSeconds, Double.NaN);
    }

    private void forgetFailures() {
        if (timings.count() > 0 && wish instanceof PlanWish.Auto) {
            timings = new Timings();
            observations.clear();
            lastTarget = Optional.empty();
            nextCount = 1;
            nextNanos = nanoTime.getAsLong();
            stretch = new Stretch(nextNanos);
            begun = false;
            sampling = true;
        }
    }

    private boolean learns(double wallSeconds, double cpuSeconds) {
        if (!begun) {
            begun = true;
            beganNanos = nanoTime.getAsLong();
        }
        timings.add(wallSeconds, cpuSeconds);
        return sampling && !planning && timings.count() >= nextCount && nanoTime.getAsLong() - nextNanos >= 0;
    }

    /**
     * Learns what an item holds while it is run.
     *
     * @param bytes above 0
     * @param budget memory that all running items of its kind may hold together, in bytes
     */
    synchronized void holds(long bytes, long budget) {
        memoryBytes += bytes;
        itemsWithMemory++;
        memoryBudget = budget;
    }

    /** On average: each item takes what it needs, and no more of them run than there is memory for. */
    private OptionalLong memoryPerWorker() {
        return itemsWithMemory == 0
                ? OptionalLong.empty()
                : OptionalLong.of((long) Math.ceil(memoryBytes / itemsWithMemory));
    }

    private synchronized Constraints constraints() {
        return new Constraints(
                OptionalInt.of(mostWorkers),
                List.of(),
                itemsWithMemory == 0 ? OptionalLong.empty() : OptionalLong.of(memoryBudget),
                0);
    }

    /**
     * Learns from a chunk that was run.
     *
     * @param items how many of its items have an outcome
     * @param busySeconds how long they took together
     * @return whether it is time to plan: the caller should call {@link #plan}
     */
    synchronized boolean ran(long items, double busySeconds) {
        stretch.items += items;
        stretch.busySeconds += busySeconds;
        if (sampling || planning || !(wish instanceof PlanWish.Auto) || stretch.items < LEAST_OBSERVED_ITEMS) {
            return false;
        }
        long now = nanoTime.getAsLong();
        return now - nextNanos >= 0 && stretch.seconds(now) >= LEAST_OBSERVED_SECONDS;
    }

    /**
     * Plans, unless another thread does. Takes milliseconds.
     *
     * @param job as far as it is known here
     * @return the revision to note, if the job is to be run in another way from now on for a while
     */
    Optional<PlanRevision> plan(Job job) {
        WorkloadProfile workload;
        Optional<String> evidence;
        synchronized (this) {
            if (planning) {
                return Optional.empty();
            }
            evidence = sampling ? Optional.of(timings.count() + " measured items") : observed();
            if (evidence.isEmpty()) {
                return Optional.empty();
            }
            planning = true;
            workload = workload(job);
        }
        long started = nanoTime.getAsLong();
        try {
            Advice advice = advisor.advise(job, workload, runtime(), constraints());
            return adopt(job, advice, evidence.get());
        } finally {
            synchronized (this) {
                long now = nanoTime.getAsLong();
                nextNanos = now + PATIENCE * (now - started);
                nextCount = Math.max(2 * nextCount, timings.count() + 1);
                planning = false;
            }
        }
    }

    private ExecutionRuntime runtime() {
        return activity == Activity.COMPUTES_IN_PROCESS ? ExecutionRuntime.JVM_THREADS : ExecutionRuntime.AUTO;
    }

    /** Makes an observation of the stretch since the last plan; empty if that says nothing of the plan. */
    private Optional<String> observed() {
        long now = nanoTime.getAsLong();
        double seconds = stretch.seconds(now);
        double rate = stretch.items / seconds;
        boolean undisturbed = stretch.busySeconds / seconds >= UNDISTURBED * setting.workers();
        long items = stretch.items;
        stretch = new Stretch(now);
        if (!undisturbed) {
            return Optional.empty();
        }
        if (observations.size() == MOST_OBSERVATIONS) {
            observations.removeFirst();
        }
        observations.add(new Observation(
                setting.workers(), OptionalLong.of(setting.chunkSize()), OptionalLong.of(items), rate, NOISE));
        return Optional.of(String.format(Locale.ROOT, "%.4g items/s seen with %d workers", rate, setting.workers()));
    }

    private WorkloadProfile workload(Job job) {
        Samples samples = timings.samples();
        return new WorkloadProfile(
                Optional.empty(),
                OptionalLong.of(Math.max(1, job.items())),
                Optional.empty(),
                Optional.of(samples),
                observations,
                timings.cpuShare(),
                new Footprint(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        memoryPerWorker(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                0,
                job.spec().itemTimeoutSeconds(),
                false,
                OptionalInt.empty(),
                1);
    }

    private synchronized Optional<PlanRevision> adopt(Job job, Advice advice, String evidence) {
        double mean = timings.meanSeconds();
        quick = mean < QUICK_SECONDS;
        slow = mean >= SLOW_SECONDS;
        double share = timings.cpuShare().orElse(assumedCpuShare());
        Executor executor = advice.plan().executor() == Executor.CALLER
                ? Executor.PLATFORM_THREADS
                : advice.plan().executor();
        Setting target = new Setting(
                Math.min(advice.plan().workers(), mostWorkers), advice.plan().chunkSize(), executor(executor), share);
        boolean agree = lastTarget.map(target::isNear).orElse(false);
        lastTarget = Optional.of(target);
        if (sampling) {
            boolean decided = isDecided(agree);
            sampling = !decided;
            setting = decided ? target : growing(target);
            PlanRevision revision =
                    revision(job, advice, "By " + evidence + (decided ? "." : "; the job was over soon."));
            unsettled = decided ? Optional.empty() : Optional.of(revision);
            return decided ? Optional.of(revision) : Optional.empty();
        }
        if (target.isNear(setting)) {
            return Optional.empty();
        }
        setting = target;
        return Optional.of(revision(job, advice, "By " + evidence + "."));
    }

    /** The revision to note when the job ends before its plan was decided; empty if there is none, or a later one. */
    synchronized Optional<PlanRevision> unsettled() {
        Optional<PlanRevision> last = unsettled;
        unsettled = Optional.empty();
        return last;
    }

    private boolean isDecided(boolean agree) {
        double seconds = (nanoTime.getAsLong() - beganNanos) / 1e9;
        long count = timings.count();
        return (agree && count >= LEAST_SAMPLED && seconds >= LEAST_SAMPLING_SECONDS)
                || (count >= MOST_SAMPLED && seconds >= MOST_SAMPLING_SECONDS);
    }

    /** As far towards the target as the known items allow. */
    private Setting growing(Setting target) {
        int known = (int) Math.min(timings.count(), MOST_SAMPLED);
        return new Setting(
                Math.min(target.workers(), GROWTH * known),
                Math.min(target.chunkSize(), known),
                known < FIRST_ON_PLATFORM_THREADS ? executor(Executor.PLATFORM_THREADS) : target.executor(),
                target.cpuShare());
    }

    private PlanRevision revision(Job job, Advice advice, String reason) {
        Setting current = setting;
        stretch = new Stretch(nanoTime.getAsLong());
        Estimate estimate = advice.estimate();
        return new PlanRevision(
                clock.instant(),
                job.counts().ended(),
                current.workers(),
                current.chunkSize(),
                current.executor(),
                reason,
                estimate.serialSeconds(),
                estimate.parallelSeconds(),
                Optional.of(new PlanRevision.Gain(
                        estimate.speedup().value(), estimate.speedup().interval90())),
                Optional.of(advice.limit().explanation()));
    }
}
