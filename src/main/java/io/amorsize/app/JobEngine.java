package io.amorsize.app;

import io.amorsize.deadletter.DeadLetterListener;
import io.amorsize.deadletter.DeadLetterRetention;
import io.amorsize.deadletter.DeadLetters;
import io.amorsize.deadletter.RedriveFeeder;
import io.amorsize.deadletter.Redrives;
import io.amorsize.host.HostDetector;
import io.amorsize.host.HostSnapshot;
import io.amorsize.job.JobListener;
import io.amorsize.job.JobRules;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobTypes;
import io.amorsize.job.Jobs;
import io.amorsize.job.resilience.Alarm;
import io.amorsize.job.resilience.GuardSettings;
import io.amorsize.job.resilience.GuardedTargets;
import io.amorsize.job.run.Advisor;
import io.amorsize.job.run.JobRunner;
import io.amorsize.job.run.JobService;
import io.amorsize.job.run.ResultWriter;
import io.amorsize.job.run.Services;
import io.amorsize.job.work.PoolLimits;
import io.amorsize.job.work.PoolSettings;
import io.amorsize.job.work.PoolStatus;
import io.amorsize.job.work.PoolUse;
import io.amorsize.job.work.ResourceGovernor;
import io.amorsize.job.work.TargetListener;
import io.amorsize.job.work.TargetStatuses;
import io.amorsize.job.work.WorkerPool;
import io.amorsize.observability.EngineLog;
import io.amorsize.recommendation.TimeOrderedIds;
import io.amorsize.store.Database;
import io.amorsize.store.deadletter.DeadLetterSink;
import io.amorsize.store.deadletter.JobTables;
import io.amorsize.store.deadletter.SqlRedrives;
import io.amorsize.store.job.JobIntake;
import io.amorsize.store.job.SqlJobStore;
import io.amorsize.store.lease.Chore;
import io.amorsize.store.lease.Chores;
import io.amorsize.store.lease.LeaseTimes;
import io.amorsize.store.lease.PartitionLeases;
import io.amorsize.store.lease.ReplicaName;
import io.amorsize.store.lease.SqlPartitionQueue;
import io.amorsize.store.lease.SqlReplicas;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * All that runs jobs on this replica, put together: what is stored, who leases partitions, who runs them, and what is
 * done every now and then.
 */
final class JobEngine {

    /** Partitions that are run here at a time; each costs a virtual thread and some items in memory. */
    private static final int CONCURRENT_PARTITIONS = 256;

    /** Items that wait at a time, for a network or a process: each costs a virtual thread and a connection. */
    private static final int MOST_WAITING = 2_000;

    private static final long FIRST_PARTITION = 256;

    private static final long TICK_MILLIS = 250;
    private static final long FOLLOW_MILLIS = 1_000;

    private final AmorsizeConfig config;
    private final HostDetector detector;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("job-timer-", 0).daemon().factory());
    private final SqlReplicas replicas;
    private final JobStore store;
    private final Redrives redrives;
    private final RedriveFeeder feeder;
    private final GuardedTargets guards;
    private final WorkerPool pool;
    private final ResourceGovernor governor;
    private final ResultWriter writer;
    private final JobRunner runner;
    private final JobService jobs;
    private final PartitionLeases leases;
    private final Chores chores;

    // Guarded by this.
    private boolean started;
    private boolean stopped;

    /**
     * What the engine tells others.
     *
     * @param jobs of jobs
     * @param letters of dead letters
     * @param targets of what items call
     * @param log of everything else
     */
    record Listeners(JobListener jobs, DeadLetterListener letters, TargetListener targets, EngineLog log) {}

    JobEngine(
            AmorsizeConfig config,
            Database database,
            JobTypes types,
            DeadLetters letters,
            DeadLetterRetention.Policy policy,
            HostDetector detector,
            Advisor advisor,
            InstantSource clock,
            String version,
            Listeners listeners) {
        this.config = config;
        this.detector = detector;
        TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
        ReplicaName replica = ReplicaName.on(hostName(), new SecureRandom());
        SqlPartitionQueue queue = new SqlPartitionQueue(database, clock);
        JobTables tables = new JobTables(new JobIntake(queue), FIRST_PARTITION);
        this.redrives = new SqlRedrives(database, tables, ids, clock);
        DeadLetterSink.Place place = new DeadLetterSink.Place(replica.text(), version);
        this.store = new SqlJobStore(
                database,
                queue,
                new DeadLetterSink(tables, types, place, ids, clock, listeners.letters()),
                clock,
                config.jobs().maxOpen());
        this.replicas = new SqlReplicas(database, replica, names(types), clock);
        this.guards = new GuardedTargets(GuardSettings.USUAL, System::nanoTime, Alarm.of(timer), listeners.targets());
        this.pool = new WorkerPool(all(detector.current()), PoolSettings.DEFAULTS, System::nanoTime, listeners.log());
        ItemMemory memory = ItemMemory.of(config.jobs(), detector.current().memory());
        this.pool.limitMemory(memory.heapBytes(), memory.processBytes());
        this.governor = new ResourceGovernor(listeners.log());
        this.writer = new ResultWriter(store, listeners.log());
        Services services = new Services(
                store,
                pool,
                writer,
                advisor,
                guards,
                new JobRules(store, clock),
                replicas,
                listeners.jobs(),
                this::later,
                this::offered,
                clock,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble(),
                config.jobs().maxWorkers());
        this.runner = new JobRunner(services, types);
        this.jobs = new JobService(services, runner, types, ids);
        this.leases = new PartitionLeases(
                database, replica, runner, listeners.log(), clock, LeaseTimes.PARTITIONS, CONCURRENT_PARTITIONS);
        this.feeder = new RedriveFeeder(redrives, store);
        DeadLetterRetention retention = new DeadLetterRetention(letters, redrives, policy, clock, listeners.letters());
        this.chores = new Chores(
                database,
                replica,
                List.of(
                        new Chore("jobs-tended", Duration.ofSeconds(2), jobs::tend),
                        new Chore("jobs-forgotten", Duration.ofMinutes(1), () -> forget(clock)),
                        new Chore("redrives-fed", Duration.ofSeconds(1), this::feedAll),
                        new Chore("dead-letters-forgotten", Duration.ofMinutes(1), () -> forget(retention))),
                listeners.log(),
                clock,
                LeaseTimes.CHORES);
    }

    private static Set<String> names(JobTypes types) {
        return types.all().stream().map(type -> type.description().name()).collect(Collectors.toSet());
    }

    private void forget(InstantSource clock) {
        AmorsizeConfig.Jobs kept = config.jobs();
        int forgotten;
        do {
            forgotten = store.forget(clock.instant().minus(kept.keepFor()), kept.keep());
        } while (forgotten > 0);
    }

    private static void forget(DeadLetterRetention retention) {
        boolean more;
        do {
            more = retention.step();
        } while (more);
    }

    /** As the system tells its processes; a DNS query could take long. */
    private static String hostName() {
        String name = System.getenv("HOSTNAME");
        return name == null || name.isBlank() ? "amorsize" : name;
    }

    private static PoolLimits all(HostSnapshot host) {
        return new PoolLimits(host.cpu().effectiveCpus(), MOST_WAITING);
    }

    private void later(Runnable task, long nanos) {
        try {
            Future<?> ignored = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the service ends: nobody waits any more
            return;
        }
    }

    private void offered() {
        leases.nudge();
    }

    /** Hands letters to the jobs of redrives soon. */
    void feed() {
        later(
                () -> {
                    try {
                        feedAll();
                    } catch (RuntimeException e) {
                        // The chore does it again, and says so if that fails, too.
                        return;
                    }
                },
                0);
    }

    private void feedAll() {
        boolean more = true;
        while (more) {
            try {
                more = feeder.step();
            } finally {
                offered();
            }
        }
    }

    /** Begins to run jobs, unless it was stopped before. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is repeated catches all
    synchronized void start() {
        if (stopped) {
            return;
        }
        started = true;
        replicas.start();
        leases.start();
        chores.start();
        timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::follow, FOLLOW_MILLIS, FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            jobs.tick();
        } catch (RuntimeException e) {
            // The store does not answer; those who use it say so.
            return;
        }
    }

    private void follow() {
        try {
            HostSnapshot host = detector.current();
            pool.limit(governor.follow(host, pool.use().processCpus()).of(all(host)));
        } catch (RuntimeException e) {
            // The machine could not be read. What throws is never repeated, and work would stay short of CPUs for good.
            return;
        }
    }

    /** Ends: what runs is given the time of the configuration, the rest goes to others or to the next start. */
    synchronized void stop() {
        stopped = true;
        if (started) {
            chores.stop();
            runner.drain();
            leases.stop(config.shutdownTimeout());
            replicas.stop();
        }
        timer.shutdownNow();
        writer.close();
        pool.close();
    }

    Jobs jobs() {
        return jobs;
    }

    JobStore store() {
        return store;
    }

    Redrives redrives() {
        return redrives;
    }

    TargetStatuses targets() {
        return guards;
    }

    PoolStatus pool() {
        PoolUse use = pool.use();
        return new PoolStatus(
                use.computing() + use.waiting(),
                (int) Math.ceil(use.limits().cpus()) + use.limits().waitingPieces(),
                use.cpus(),
                use.limits().cpus(),
                pool.heapUse(),
                pool.processMemoryUse());
    }

    ResultWriter writer() {
        return writer;
    }
}
