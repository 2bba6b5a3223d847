package io.amorsize.store.deadletter;

import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterListener;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.DeadLetters;
import io.amorsize.deadletter.NewRedrive;
import io.amorsize.deadletter.Payload;
import io.amorsize.deadletter.Redrive;
import io.amorsize.deadletter.Redrives;
import io.amorsize.job.Attempt;
import io.amorsize.job.BoundType;
import io.amorsize.job.FailurePolicy;
import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.ItemSource;
import io.amorsize.job.JobSpec;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobTypes;
import io.amorsize.job.NewJob;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PartitionResults;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RateLimit;
import io.amorsize.job.RetryPolicy;
import io.amorsize.store.Database;
import io.amorsize.store.FailureSink;
import io.amorsize.store.PartitionQueue;
import io.amorsize.store.job.JobIntake;
import io.amorsize.store.job.SqlJobStore;
import io.amorsize.testing.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store of jobs, dead letters and redrives whose items end as a test says. */
abstract class DeadLetterFixture {

    static final JobSpec HTTP = spec("http", "{\"url\": \"https://shop.example/ship\"}");
    static final JobSpec COMMAND = spec("command", "{}");
    static final Set<DeadLetterStatus> OPEN = EnumSet.of(DeadLetterStatus.OPEN);

    final SettableClock clock = new SettableClock();
    final AtomicInteger ids = new AtomicInteger();
    final List<String> heard = new ArrayList<>();

    /** The next partition that is offered is not, as if the service had died. */
    boolean dies;

    /** The next transaction that records failures is rolled back, as if the service had died. */
    boolean recordingDies;

    @SuppressWarnings("NullAway.Init") // set before each test
    Database database;

    @SuppressWarnings("NullAway.Init")
    JobStore jobs;

    @SuppressWarnings("NullAway.Init")
    JobIntake intake;

    @SuppressWarnings("NullAway.Init")
    DeadLetters letters;

    @SuppressWarnings("NullAway.Init")
    Redrives redrives;

    @SuppressWarnings("NullAway.Init")
    FailureSink sink;

    /** An empty database. */
    abstract Database open();

    @BeforeEach
    void begin() {
        database = open();
        PartitionQueue queue = (connection, job, number, priority) -> {
            if (dies) {
                dies = false;
                throw new IllegalStateException("died here");
            }
        };
        intake = new JobIntake(queue);
        JobTables tables = new JobTables(intake, 100);
        letters = new SqlDeadLetters(database, clock);
        redrives = new SqlRedrives(database, tables, this::id, clock);
        sink = new DeadLetterSink(
                tables,
                new NoTypes(),
                new DeadLetterSink.Place("replica-a", "1.2.3"),
                this::id,
                clock,
                new DeadLetterListener() {
                    @Override
                    public void failed(String type, ItemError error, boolean replay) {
                        heard.add((replay ? "again " : "") + type + " " + error.reason());
                    }

                    @Override
                    public void replayed(String type) {
                        heard.add("replayed " + type);
                    }

                    @Override
                    public void dropped(String type, long count) {
                        heard.add("dropped " + count + " " + type);
                    }
                });
        jobs = new SqlJobStore(database, queue, new DyingSink(), clock, 10_000);
    }

    /** Dies behind what it has done when it is to. */
    private final class DyingSink implements FailureSink {

        @Override
        public Set<String> amended(Connection connection, String redriveJobId, List<ItemOutcome> outcomes)
                throws SQLException {
            return sink.amended(connection, redriveJobId, outcomes);
        }

        @Override
        public Runnable recorded(Connection connection, List<Recorded> recorded) throws SQLException {
            Runnable committed = sink.recorded(connection, recorded);
            if (recordingDies) {
                recordingDies = false;
                throw new IllegalStateException("died here");
            }
            return committed;
        }

        @Override
        public void ended(Connection connection, String jobId, String redrive) throws SQLException {
            sink.ended(connection, jobId, redrive);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    String id() {
        return "id-%05d".formatted(ids.incrementAndGet());
    }

    record NoTypes() implements JobTypes {
        @Override
        public Optional<BoundType<?, ?>> named(String name) {
            return Optional.empty();
        }

        @Override
        public List<BoundType<?, ?>> all() {
            return List.of();
        }
    }

    static JobSpec spec(String type, String parameters) {
        return new JobSpec(
                type,
                parameters,
                new PlanWish.Fixed(4, 10, Optional.empty()),
                OptionalDouble.of(2.5),
                OptionalDouble.of(3600),
                7,
                new RetryPolicy(5, 0.1, 3, 2, 0.5, Set.of("HTTP_503", "HTTP_502")),
                Optional.of(new RateLimit(100, 10)),
                new FailurePolicy(3, 0.5),
                Map.of("team", "a"),
                Optional.of("4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    static ItemError error(ItemError.Reason reason, String errorClass) {
        return new ItemError(reason, errorClass, "said \u0000 no", "at a\nat b", "print-" + errorClass, true);
    }

    ItemOutcome failed(long index, ItemError error, int attempts) {
        Attempt attempt = new Attempt(clock.instant().plusNanos(123_000), 0.25, error.errorClass(), "said no");
        return new ItemOutcome(
                index,
                OutcomeStatus.ERROR,
                attempts,
                0.25,
                Optional.empty(),
                Optional.of(new ItemOutcome.Failure(error, List.of(attempt))));
    }

    void submit(String jobId, JobSpec spec, int items) {
        jobs.submit(
                new NewJob(
                        jobId,
                        clock.instant(),
                        spec,
                        new ItemSource.Stored(),
                        IntStream.range(0, items)
                                .mapToObj(i -> "{\"order\":" + i + "}")
                                .toList(),
                        false,
                        Optional.empty()),
                Math.max(1, items));
    }

    /** Runs these items of a job, each of which is in one of its partitions. */
    void run(String jobId, ItemOutcome... outcomes) {
        List<PartitionLease> leases = new ArrayList<>();
        while (jobs.carve(jobId, 100, 100).isPresent()) {
            // all there are
        }
        for (long number = 0; leases.size() == number; number++) {
            jobs.take(jobId, number, "test", true).ifPresent(leases::add);
        }
        for (PartitionLease lease : leases) {
            List<ItemOutcome> its = Stream.of(outcomes)
                    .filter(outcome -> outcome.index() >= lease.partition().from()
                            && outcome.index() < lease.partition().to())
                    .toList();
            jobs.record(List.of(new PartitionResults(lease, its, 0)));
            jobs.end(lease, List.of());
        }
    }

    /** A job whose items all fail; its letters, the oldest first. */
    List<DeadLetter> fail(String jobId, JobSpec spec, ItemError error, int items) {
        submit(jobId, spec, items);
        run(jobId, IntStream.range(0, items).mapToObj(i -> failed(i, error, 5)).toArray(ItemOutcome[]::new));
        return letters.list(ofJob(jobId), Optional.empty(), 10_000).reversed().stream()
                .map(each -> letter(each.id()))
                .toList();
    }

    List<DeadLetter> fail(String jobId, int items) {
        return fail(jobId, HTTP, error(ItemError.Reason.RETRIES_EXHAUSTED, "HTTP_503"), items);
    }

    static DeadLetterFilter ofJob(String jobId) {
        DeadLetterFilter all = DeadLetterFilter.ALL;
        return new DeadLetterFilter(
                all.id(),
                Optional.of(jobId),
                all.type(),
                all.reason(),
                all.errorClass(),
                all.fingerprint(),
                all.from(),
                all.to(),
                all.statuses(),
                all.minAttempts(),
                all.tag());
    }

    DeadLetter letter(String id) {
        return letters.find(id).orElseThrow();
    }

    static Redrive.Request request(Redrive.Target target) {
        return new Redrive.Request(DeadLetterFilter.ALL.in(OPEN), OptionalDouble.of(20), OptionalLong.empty(), target);
    }

    Redrive submit(Redrive.Request request) {
        return redrives.submit(new NewRedrive(id(), clock.instant(), request, Optional.empty(), Optional.empty()))
                .redrive();
    }

    Redrive replay(DeadLetter letter, Optional<String> edited) {
        return redrives.submit(new NewRedrive(
                        id(),
                        clock.instant(),
                        new Redrive.Request(
                                DeadLetterFilter.only(letter.id()),
                                OptionalDouble.empty(),
                                OptionalLong.empty(),
                                Redrive.Target.NEW_JOB),
                        Optional.of(new NewRedrive.Single(letter, edited.map(Payload::of))),
                        Optional.empty()))
                .redrive();
    }

    List<InputItem> items(String jobId) {
        long items = jobs.find(jobId).orElseThrow().items();
        return jobs.input(jobId, new IndexRange(0, items), 1_000_000);
    }

    Redrive feedAll(Redrive redrive) {
        while (redrives.feed(redrive.id(), 2)) {
            // in small batches
        }
        redrives.fed(redrive.id());
        return redrives.find(redrive.id()).orElseThrow();
    }
}
