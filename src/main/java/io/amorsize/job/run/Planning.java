package io.amorsize.job.run;

import io.amorsize.job.Job;
import io.amorsize.job.JobState;
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
 * Decides how one job is run on this replica: it begins with one worker, or some if its items wait, is planned anew
 * each time twice as many items are known, and follows the plan once two plans in a row agree. While it samples,
 * workers grow with what is known, so that long items are not sampled one by one, and so does the number of items of a
 * chunk while they are quick. A job that is over before a plan would pay gets none. Later the rate is compared with
 * that of one worker and with the plan's.
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

    /** Before the first plan, some items are timed for so long, because cold code takes most of the very first. */
    private static final int LEAST_TIMED = 4;

    private static final double LEAST_TIMED_SECONDS = 2e-3;

    /** So long the first plan does not wait for other items. */
    private static final double LONG_SECONDS = 0.02;

    /** How long a chunk should take while items are sampled: next to it, what a chunk costs does not matter. */
    private static final double SAMPLED_CHUNK_SECONDS = 5e-4;

    /** Chunks that take so long are timed later, too: the clocks take less than a hundredth of it. */
    private static final double TIMED_CHUNK_SECONDS = 1e-3;

    /** Workers of a job whose items wait, before anything is known of them. */
    private static final int FIRST_WAITING = 32;

    /**
     * So many platform threads cost little beside what is learnt of items on them, and of no other threads: CPU time.
     */
    private static final int FEW_THREADS = 32;

    /** Workers must bring more than this, as a multiple of what one brings. */
    private static final double LEAST_GAIN = 1.02;

    /** CPUs that an item is taken to keep busy while it waits, until it is measured. */
    private static final double SHARE_OF_WAITING = 0.05;

    /** CPUs that all workers of a plan that was given are taken to keep busy while they wait. */
    private static final double CPUS_OF_WAITING = 0.5;

    /** Workers for each item known, while sampling. */
    private static final int GROWTH = 4;

    /** CPU time is measured of items on platform threads only; the first few run there. */
    private static final int FIRST_ON_PLATFORM_THREADS = 8;

    /** From this share of their time on a CPU on, items compute: then a plan takes the CPUs from items. */
    private static final double COMPUTING = 0.5;

    /** Planning may take this part of the time between plans, and of what is left to be done, while CPUs are idle. */
    private static final int PATIENCE_WAITING = 10;

    /** The same while items compute. */
    private static final int PATIENCE_COMPUTING = 50;

    /** What a plan takes is taken to be this until it is known, in seconds, and never less than the latter. */
    private static final double FIRST_PLAN_SECONDS = 1e-3;

    private static final double LEAST_PLAN_SECONDS = 2e-4;

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

    /** Whether a chunk takes so long that its items can be timed, as of the last plan. */
    private volatile boolean slow;

    /** Whether an item has. */
    private volatile boolean succeeded;

    // Guarded by this.
    private Timings timings;
    private final Paces paces = new Paces();
    private final List<Observation> observations = new ArrayList<>();
    private long nextCount = 1;
    private long nextNanos;
    private boolean planning;
    private Optional<Setting> lastTarget = Optional.empty();
    private Optional<PlanRevision> unsettled = Optional.empty();
    private boolean noted;
    private Stretch stretch;
    private double memoryBytes;
    private long itemsWithMemory;
    private long memoryBudget;
    private boolean begun;
    private long beganNanos;
    private double timedSeconds;
    private double planSeconds = FIRST_PLAN_SECONDS;
    /** No more workers than that are of use, as was seen. */
    private int mostUseful;

    /** What was seen since the setting was changed. */
    private static final class Stretch {
        private final long sinceNanos;
        private long items;
        private long timed;
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
        this.mostUseful = mostWorkers;
        this.timings = noTimings();
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.sampling = wish instanceof PlanWish.Auto;
        this.setting = first();
        this.stretch = new Stretch(nanoTime.getAsLong());
        this.nextNanos = stretch.sinceNanos;
    }

    private Timings noTimings() {
        return new Timings(activity == Activity.WAITS);
    }

    private Setting first() {
        return switch (wish) {
            case PlanWish.Auto ignored ->
                new Setting(firstWorkers(), 1, executor(Executor.PLATFORM_THREADS), assumedCpuShare());
            case PlanWish.Fixed plan -> fixed(plan);
            case PlanWish.Advised advised -> fixed(advised.plan());
        };
    }

    private int firstWorkers() {
        return activity == Activity.WAITS ? Math.min(FIRST_WAITING, mostWorkers) : 1;
    }

    /**
     * Whoever plans virtual threads says that items wait, and how many may: all of them together are taken for half a
     * CPU at most. Should they compute after all, the JVM runs one per CPU.
     */
    private Setting fixed(PlanWish.Fixed plan) {
        Executor usual = activity == Activity.WAITS ? Executor.VIRTUAL_THREADS : Executor.PLATFORM_THREADS;
        Executor executor = executor(plan.executor()
                .map(planned -> switch (planned) {
                    case PLATFORM_THREADS, VIRTUAL_THREADS -> planned;
                    case CALLER -> Executor.PLATFORM_THREADS;
                    case PROCESSES -> usual;
                })
                .orElse(usual));
        return new Setting(
                Math.min(plan.workers(), mostWorkers),
                plan.chunkSize(),
                executor,
                executor == Executor.VIRTUAL_THREADS
                        ? Math.min(SHARE_OF_WAITING, CPUS_OF_WAITING / plan.workers())
                        : assumedCpuShare());
    }

    /** What the items told of it, and else what their type says. */
    private double cpuShare() {
        return timings.cpuShare().orElse(assumedCpuShare());
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

    /**
     * Whether items are to be timed: all of the first, and later those of chunks that take so long that it costs
     * nothing, where CPU time can be told. What was learnt from cold code is forgotten that way.
     *
     * @param virtual whether a virtual thread runs them
     */
    boolean measures(boolean virtual) {
        return sampling || (wish instanceof PlanWish.Auto && (!succeeded || (slow && !virtual)));
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
     * Learns from items that succeeded, one after the other.
     *
     * @param with how they were run
     * @param seconds what each of them took, at least one
     * @param cpuShare the part of it that they spent on a CPU, 0..1; NaN if it is unknown
     * @return whether it is time to plan: the caller should call {@link #plan}
     */
    synchronized boolean measured(Setting with, double[] seconds, double cpuShare) {
        if (!succeeded) {
            succeeded = true;
            forgetFailures();
        }
        if (with.executor() == Executor.PLATFORM_THREADS) {
            paces.add(with.workers(), seconds);
            stretch.timed += seconds.length;
        }
        return learns(seconds, cpuShare);
    }

    /**
     * Learns from a try that failed. As long as all do, the job is planned by what that takes: it keeps workers busy,
     * too. It says nothing of items that succeed: with the first of these all begins anew, and failures do not count.
     *
     * @return whether it is time to plan: the caller should call {@link #plan}
     */
    synchronized boolean failed(double seconds) {
        return sampling && !succeeded && learns(new double[] {seconds}, Double.NaN);
    }

    private void forgetFailures() {
        if (timings.count() > 0 && wish instanceof PlanWish.Auto) {
            timings = noTimings();
            timedSeconds = 0;
            observations.clear();
            lastTarget = Optional.empty();
            nextCount = 1;
            nextNanos = nanoTime.getAsLong();
            stretch = new Stretch(nextNanos);
            begun = false;
            sampling = true;
        }
    }

    private boolean learns(double[] seconds, double cpuShare) {
        if (!begun) {
            begun = true;
            beganNanos = nanoTime.getAsLong();
        }
        double sum = 0;
        for (double one : seconds) {
            timings.add(one, cpuShare * one);
            sum += one;
        }
        timedSeconds += sum;
        if (!sampling) {
            return false;
        }
        setting = growing(sum / seconds.length);
        return !planning
                && timings.count() >= nextCount
                && timedSeconds >= (timings.count() < LEAST_TIMED ? LONG_SECONDS : LEAST_TIMED_SECONDS)
                && nanoTime.getAsLong() - nextNanos >= 0;
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

    private Constraints constraints() {
        return new Constraints(
                OptionalInt.of(mostUseful),
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
        if (sampling || planning || !(wish instanceof PlanWish.Auto)) {
            return false;
        }
        long now = nanoTime.getAsLong();
        return isInVain()
                || (stretch.items >= LEAST_OBSERVED_ITEMS
                        && now - nextNanos >= 0
                        && stretch.seconds(now) >= LEAST_OBSERVED_SECONDS);
    }

    /** Whether the workers bring no more than one did. */
    private boolean isInVain() {
        OptionalDouble one = paces.itemsPerSecond(1);
        OptionalDouble all = paces.itemsPerSecond(setting.workers());
        return setting.workers() > 1
                && one.isPresent()
                && all.isPresent()
                && all.getAsDouble() < LEAST_GAIN * one.getAsDouble();
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
        Constraints constraints;
        synchronized (this) {
            if (planning || (sampling && !isWorthAPlan(job))) {
                return Optional.empty();
            }
            evidence = sampling ? Optional.of(timings.count() + " measured items") : observed();
            if (evidence.isEmpty()) {
                return Optional.empty();
            }
            planning = true;
            workload = workload(job);
            constraints = constraints();
        }
        long started = nanoTime.getAsLong();
        try {
            Advice advice = advisor.advise(job, workload, runtime(), constraints);
            return adopt(job, advice, evidence.get());
        } finally {
            synchronized (this) {
                long now = nanoTime.getAsLong();
                planSeconds = Math.max(LEAST_PLAN_SECONDS, Math.min(planSeconds, (now - started) / 1e9));
                nextNanos = now + (long) (patience() * planSeconds * 1e9);
                nextCount = Math.max(2 * nextCount, timings.count() + 1);
                planning = false;
            }
        }
    }

    /**
     * Whether so much is left to be done that a plan can gain more than it takes; if not, that is asked later again.
     */
    private boolean isWorthAPlan(Job job) {
        double left = job.items() - Math.max(timings.count(), job.counts().ended());
        boolean worth =
                job.state() instanceof JobState.Accepting || left * timings.meanSeconds() >= patience() * planSeconds;
        if (!worth) {
            nextCount = 2 * timings.count();
        }
        return worth;
    }

    private int patience() {
        return cpuShare() < COMPUTING ? PATIENCE_WAITING : PATIENCE_COMPUTING;
    }

    private ExecutionRuntime runtime() {
        return activity == Activity.COMPUTES_IN_PROCESS ? ExecutionRuntime.JVM_THREADS : ExecutionRuntime.AUTO;
    }

    /** Makes an observation of what was seen since the last plan; empty if that says nothing of the plan. */
    private Optional<String> observed() {
        long now = nanoTime.getAsLong();
        Stretch seen = stretch;
        stretch = new Stretch(now);
        double seconds = seen.seconds(now);
        OptionalDouble one = paces.itemsPerSecond(1);
        OptionalDouble all = paces.itemsPerSecond(setting.workers());
        if (isInVain()) {
            mostUseful = setting.workers() - 1;
            observe(1, 1, Math.max(1, seen.items), one.getAsDouble());
            observe(setting.workers(), setting.chunkSize(), Math.max(1, seen.items), all.getAsDouble());
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%.4g items/s seen with %d workers, %.4g with one",
                    all.getAsDouble(),
                    setting.workers(),
                    one.getAsDouble()));
        }
        if (seen.busySeconds / seconds < UNDISTURBED * setting.workers()) {
            return Optional.empty();
        }
        // Others may have had the CPUs, too; the pace of workers that were timed does not count that.
        double rate = seen.timed >= LEAST_OBSERVED_ITEMS ? all.orElse(seen.items / seconds) : seen.items / seconds;
        observe(setting.workers(), setting.chunkSize(), seen.items, rate);
        return Optional.of(String.format(Locale.ROOT, "%.4g items/s seen with %d workers", rate, setting.workers()));
    }

    private void observe(int workers, long chunkSize, long items, double rate) {
        if (observations.size() == MOST_OBSERVATIONS) {
            observations.removeFirst();
        }
        observations.add(new Observation(workers, OptionalLong.of(chunkSize), OptionalLong.of(items), rate, NOISE));
    }

    private WorkloadProfile workload(Job job) {
        Samples samples = timings.samples();
        return new WorkloadProfile(
                Optional.empty(),
                OptionalLong.of(Math.max(1, job.items())),
                Optional.empty(),
                Optional.of(samples),
                observations,
                OptionalDouble.of(cpuShare()),
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
        double share = cpuShare();
        Executor executor = advice.plan().executor() == Executor.CALLER
                ? Executor.PLATFORM_THREADS
                : advice.plan().executor();
        Setting target = new Setting(
                Math.min(advice.plan().workers(), mostWorkers), advice.plan().chunkSize(), executor(executor), share);
        boolean agree = lastTarget.map(target::isNear).orElse(false);
        lastTarget = Optional.of(target);
        slow = mean * target.chunkSize() >= TIMED_CHUNK_SECONDS;
        if (sampling) {
            boolean decided = isDecided(agree);
            sampling = !decided;
            setting = decided ? target : growing(mean);
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
        if (last.isEmpty() && sampling && !noted) {
            last = Optional.of(unestimated("The job was over sooner than a plan pays."));
        }
        noted = true;
        return last;
    }

    private boolean isDecided(boolean agree) {
        double seconds = (nanoTime.getAsLong() - beganNanos) / 1e9;
        long count = timings.count();
        return (agree && count >= LEAST_SAMPLED && seconds >= LEAST_SAMPLING_SECONDS)
                || (count >= MOST_SAMPLED && seconds >= MOST_SAMPLING_SECONDS);
    }

    /** As far towards the last target as the known items allow; chunks of items that last took {@code seconds} each. */
    private Setting growing(double seconds) {
        int known = (int) Math.min(timings.count(), MOST_SAMPLED);
        long chunk = Math.clamp((long) (SAMPLED_CHUNK_SECONDS / seconds), 1, Math.max(1, timings.count()));
        Setting target = lastTarget.orElse(setting);
        int workers = Math.min(target.workers(), Math.max(firstWorkers(), GROWTH * known));
        return new Setting(
                workers,
                chunk,
                onPlatformThreads(known, workers) ? executor(Executor.PLATFORM_THREADS) : target.executor(),
                target.cpuShare());
    }

    private boolean onPlatformThreads(int known, int workers) {
        return activity == Activity.WAITS ? known < FIRST_ON_PLATFORM_THREADS : workers <= FEW_THREADS;
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
