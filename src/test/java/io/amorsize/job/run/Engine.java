package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.job.BoundType;
import io.amorsize.job.InputItem;
import io.amorsize.job.InvalidDocument;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobListener;
import io.amorsize.job.JobRules;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobTypes;
import io.amorsize.job.NewJob;
import io.amorsize.job.PartitionHandler.Verdict;
import io.amorsize.job.Proposal;
import io.amorsize.job.Replicas;
import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobTypeDescription;
import io.amorsize.job.work.PoolLimits;
import io.amorsize.job.work.PoolListener;
import io.amorsize.job.work.PoolSettings;
import io.amorsize.job.work.TargetGuards;
import io.amorsize.job.work.WorkSource;
import io.amorsize.job.work.WorkerPool;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.TimeOrderedIds;
import io.amorsize.store.Database;
import io.amorsize.store.FailureSink;
import io.amorsize.store.job.JobIntake;
import io.amorsize.store.job.SqlJobStore;
import io.amorsize.store.sqlite.SqliteFile;
import io.amorsize.testing.JobSpecs;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One replica on a real SQLite file, whose partitions are handed out by a queue in memory. Its only job type is "test",
 * whose items are numbers.
 */
final class Engine implements AutoCloseable {

    /** An item of the type "test". */
    record Item(long value) {}

    /** What comes of one. */
    record Answer(long value) {}

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Database database;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    final WorkerPool pool;
    final ResultWriter writer;
    private final JobRunner runner;
    final JobStore store;
    final JobService jobs;
    final List<RuntimeException> defects = new CopyOnWriteArrayList<>();
    private final Set<String> offered = ConcurrentHashMap.newKeySet();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Set<String> offeredAgain = ConcurrentHashMap.newKeySet();
    private volatile boolean byHand;

    /** Partitions that the store has offered. */
    final AtomicInteger partitions = new AtomicInteger();

    /** How often a partition was handed out. */
    final AtomicInteger tries = new AtomicInteger();

    /** How often the items' runner was opened, the look at a job's parameters counted in. */
    final AtomicInteger opened = new AtomicInteger();

    /** How often the queue was told to look for offers now. */
    final AtomicInteger nudges = new AtomicInteger();

    Engine(Path folder, Activity activity, ItemRunner<Item, Answer> items) {
        this(folder, activity, items, Parts.usual());
    }

    Engine(Path folder, Activity activity, ItemRunner<Item, Answer> items, TargetGuards guards) {
        this(folder, activity, items, Parts.usual().withGuards(guards));
    }

    /**
     * The replicas of a test.
     *
     * @param alive how many there are said to be
     * @param types job types that another of them has; may be changed meanwhile
     */
    record Others(int alive, Set<String> types) implements Replicas {

        static Others none() {
            return new Others(1, ConcurrentHashMap.newKeySet());
        }

        @Override
        public boolean have(String type) {
            return types.contains(type);
        }
    }

    /**
     * What tests may want to be otherwise.
     *
     * @param guards of targets
     * @param listener of jobs
     * @param advisor plans
     * @param faults comes between the engine and the store
     * @param nanoTime the clock of the jobs
     * @param poolTime the clock of the pool, by which a try takes too long
     * @param replicas who shares the store, by what is told
     * @param clock says what time it is
     */
    record Parts(
            TargetGuards guards,
            JobListener listener,
            Advisor advisor,
            UnaryOperator<JobStore> faults,
            LongSupplier nanoTime,
            LongSupplier poolTime,
            Others replicas,
            InstantSource clock) {

        static Parts usual() {
            Optimizer optimizer = new Optimizer();
            Advisor advisor = (job, workload, runtime, constraints) -> optimizer.advise(new PlanRequest(
                    workload,
                    runtime,
                    OverheadOverrides.NONE,
                    Objective.FASTEST,
                    constraints,
                    HostCapacity.ofCores(2),
                    Calibration.priors(),
                    Experience.NONE));
            return new Parts(
                    new OpenGuards(),
                    JobListener.NONE,
                    advisor,
                    UnaryOperator.identity(),
                    System::nanoTime,
                    System::nanoTime,
                    Others.none(),
                    InstantSource.system());
        }

        Parts withGuards(TargetGuards other) {
            return new Parts(other, listener, advisor, faults, nanoTime, poolTime, replicas, clock);
        }

        Parts withListener(JobListener other) {
            return new Parts(guards, other, advisor, faults, nanoTime, poolTime, replicas, clock);
        }

        Parts withAdvisor(Advisor other) {
            return new Parts(guards, listener, other, faults, nanoTime, poolTime, replicas, clock);
        }

        Parts withClock(LongSupplier other) {
            return new Parts(guards, listener, advisor, faults, other, poolTime, replicas, clock);
        }

        Parts withPoolClock(LongSupplier other) {
            return new Parts(guards, listener, advisor, faults, nanoTime, other, replicas, clock);
        }

        Parts withReplicas(Others other) {
            return new Parts(guards, listener, advisor, faults, nanoTime, poolTime, other, clock);
        }

        Parts withTime(InstantSource other) {
            return new Parts(guards, listener, advisor, faults, nanoTime, poolTime, replicas, other);
        }

        Parts withFaults(UnaryOperator<JobStore> other) {
            return new Parts(guards, listener, advisor, other, nanoTime, poolTime, replicas, clock);
        }
    }

    Engine(Path folder, Activity activity, ItemRunner<Item, Answer> items, Parts parts) {
        InstantSource clock = parts.clock();
        database = SqliteFile.open(folder);
        store = parts.faults()
                .apply(new SqlJobStore(
                        database,
                        (connection, jobId, number, priority) -> offer(jobId, number),
                        new NoSink(),
                        clock,
                        100));
        pool = new WorkerPool(
                new PoolLimits(2, 1_000),
                PoolSettings.DEFAULTS.withGrace(Duration.ofMillis(100)),
                parts.poolTime(),
                new PoolListener() {
                    @Override
                    public void failed(WorkSource source, Throwable error) {
                        defects.add(new IllegalStateException(error));
                    }
                });
        writer = new ResultWriter(store, new ResultWriter.Listener() {
            @Override
            public void outcomesNotKept(RuntimeException failure) {
                defects.add(failure);
            }

            @Override
            public void outcomesKept() {}

            @Override
            public void writerFailed(Throwable failure) {}
        });
        Services services = new Services(
                store,
                pool,
                writer,
                parts.advisor(),
                parts.guards(),
                new JobRules(store, clock),
                parts.replicas(),
                parts.listener(),
                (task, nanos) -> {
                    var ignored = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
                },
                nudges::incrementAndGet,
                clock,
                parts.nanoTime(),
                () -> ThreadLocalRandom.current().nextDouble(),
                256);
        JobTypes types = types(new TestType(activity, items, opened));
        runner = new JobRunner(services, types);
        jobs = new JobService(services, runner, types, new TimeOrderedIds(clock, new SecureRandom()));
    }

    /**
     * Handed out a moment later, when the transaction that offers it is over; one that is being run is handed out again
     * when that is over.
     */
    private void offer(String jobId, long number) {
        partitions.incrementAndGet();
        String key = jobId + "/" + number;
        if (byHand) {
            boolean ignored = offered.add(key);
        } else if (running.contains(key)) {
            boolean ignored = offeredAgain.add(key);
        } else if (offered.add(key)) {
            later(jobId, number, Duration.ofMillis(30));
        }
    }

    private void later(String jobId, long number, Duration delay) {
        try {
            var ignored = timer.schedule(
                    () -> handlers.execute(() -> handle(jobId, number)), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The test is over.
            return;
        }
    }

    private void handle(String jobId, long number) {
        String key = jobId + "/" + number;
        Verdict verdict = new Verdict.Over();
        awaitCommit();
        running.add(key);
        offered.remove(key);
        try {
            tries.incrementAndGet();
            verdict = runner.run(jobId, number, "test");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            defects.add(e);
            verdict = new Verdict.Again(Duration.ofMillis(20));
        } finally {
            running.remove(key);
        }
        if (offeredAgain.remove(key)) {
            verdict = new Verdict.Again(Duration.ofMillis(30));
        }
        switch (verdict) {
            case Verdict.Over ignored -> {}
            case Verdict.Again again -> later(jobId, number, again.delay());
        }
    }

    /** One transaction runs at a time: the one that made the offer is over when this has its turn. */
    private void awaitCommit() {
        int ignored = database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE job SET id = id WHERE 1 = 0");
            }
        });
    }

    /** A job whose items a redrive will give it. */
    String ofRedrive(JobSpecs spec) {
        String id = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10";
        NewJob job =
                new NewJob(id, Instant.EPOCH, spec.build(), new ItemSource.Stored(), List.of(), true, Optional.empty());
        JobIntake intake = new JobIntake((connection, jobId, number, priority) -> offer(jobId, number));
        boolean ignored = database.write(connection -> intake.accept(connection, job, Optional.of("redrive"), 1));
        return id;
    }

    /** From now on partitions are run by {@link #runByHand} only. */
    void byHand() {
        byHand = true;
    }

    /** The partitions of a job that are offered and not taken. */
    List<Long> offers() {
        return offered.stream()
                .map(offer -> Long.parseLong(offer.substring(offer.indexOf('/') + 1)))
                .sorted()
                .toList();
    }

    /** Runs a partition. */
    void runByHand(String jobId, long number) throws InterruptedException {
        offered.remove(jobId + "/" + number);
        Verdict ignored = runner.run(jobId, number, "test");
    }

    /** This replica is to stop. */
    void drain() {
        runner.drain();
    }

    /** What is done every now and then. */
    void tidy() {
        runner.tidy();
    }

    /** Jobs that the pool serves now or that wait for it. */
    Optional<JobRunner.Activity> activity(String jobId) {
        return runner.activity(jobId);
    }

    /** Somebody takes a partition and dies of it. */
    void die(String jobId, long number) {
        assertThat(store.take(jobId, number, "somebody", true)).isPresent();
        Verdict ignored = runner.died(jobId, number);
    }

    /** Whether an item is in a partition. */
    boolean holds(String jobId, long number, long item) {
        return partition(jobId, number, row -> row.getLong("from_item") <= item && item < row.getLong("to_item"));
    }

    /** Items of a partition. */
    long size(String jobId, long number) {
        return partition(jobId, number, row -> row.getLong("to_item") - row.getLong("from_item"));
    }

    /** Deaths that a partition has seen. */
    int deaths(String jobId, long number) {
        return partition(jobId, number, row -> row.getInt("deaths"));
    }

    /** Reads a row. */
    private interface Reading<R> {
        R of(ResultSet row) throws SQLException;
    }

    private <R> R partition(String jobId, long number, Reading<R> reading) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT * FROM job_partition WHERE job_id = ? AND number = ?")) {
                select.setString(1, jobId);
                select.setLong(2, number);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    return reading.of(row);
                }
            }
        });
    }

    String submit(JobSpecs spec, long items) throws JobRefused {
        return submit(spec, new ItemSource.Range(0, items), List.of(), false);
    }

    /** Submits documents, to which others may be added if the job is open. */
    String submit(JobSpecs spec, List<String> items, boolean open) throws JobRefused {
        return submit(spec, new ItemSource.Stored(), items, open);
    }

    private String submit(JobSpecs spec, ItemSource source, List<String> items, boolean open) throws JobRefused {
        return jobs.submit(new Proposal(spec.build(), source, items, open, Optional.empty()))
                .job()
                .id();
    }

    /** Waits until a job is as it should be, and fails if that takes too long. */
    Job await(String jobId, Predicate<Job> condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Job job = store.find(jobId).orElseThrow();
            if (condition.test(job)) {
                return job;
            }
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("still " + job);
            }
            // Leaves the CPU to what is waited for.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    Job awaitEnd(String jobId) {
        return await(jobId, job -> job.state() instanceof JobState.Ended);
    }

    List<ItemOutcome> outcomes(String jobId) {
        return store.outcomes(jobId, 0, 1_000_000, Long.MAX_VALUE);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        runner.drain();
        pool.close();
        handlers.shutdownNow();
        writer.close();
        database.close();
    }

    /** Lets every call pass. */
    static final class OpenGuards implements TargetGuards {

        @Override
        public Entry enter(String target) {
            return new Entry.Admitted(new Call() {
                @Override
                public void succeeded() {}

                @Override
                public void failed() {}

                @Override
                public boolean refused() {
                    return true;
                }

                @Override
                public void ignored() {}
            });
        }

        @Override
        public void onRoom(Consumer<String> listener) {}
    }

    private static final class NoSink implements FailureSink {

        @Override
        public Set<String> amended(Connection connection, String redriveJobId, List<ItemOutcome> outcomes) {
            return Set.of();
        }

        @Override
        public Runnable recorded(Connection connection, List<Recorded> recorded) {
            return () -> {};
        }

        @Override
        public void ended(Connection connection, String jobId, String redrive) {}
    }

    private static JobTypes types(BoundType<?, ?> only) {
        return new JobTypes() {
            @Override
            public Optional<BoundType<?, ?>> named(String name) {
                return name.equals("test") ? Optional.of(only) : Optional.empty();
            }

            @Override
            public List<BoundType<?, ?>> all() {
                return List.of(only);
            }
        };
    }

    private record TestType(Activity activity, ItemRunner<Item, Answer> items, AtomicInteger opened)
            implements BoundType<Item, Answer> {

        @Override
        public JobTypeDescription<?, Item, Answer> description() {
            return JobTypeDescription.of("test", "Runs.", Item.class, Item.class, Answer.class, activity)
                    .withRange(Item::new);
        }

        @Override
        public ItemRunner<Item, Answer> open(String parameters) {
            opened.incrementAndGet();
            return items;
        }

        @Override
        public Item item(InputItem input) throws InvalidDocument {
            try {
                return new Item(Long.parseLong(input.json().strip()));
            } catch (NumberFormatException e) {
                throw new InvalidDocument("not a number: " + input.json());
            }
        }

        @Override
        public Item itemOfRange(long number) {
            return new Item(number);
        }

        @Override
        public String result(Answer result) {
            return Long.toString(result.value());
        }
    }
}
