package io.amorsize.store.job;

import static io.amorsize.store.job.JobFixtures.FULL;
import static io.amorsize.store.job.JobFixtures.NOW;
import static io.amorsize.store.job.JobFixtures.PLAIN;
import static io.amorsize.store.job.JobFixtures.PLAN;
import static io.amorsize.store.job.JobFixtures.accepting;
import static io.amorsize.store.job.JobFixtures.asKept;
import static io.amorsize.store.job.JobFixtures.document;
import static io.amorsize.store.job.JobFixtures.documents;
import static io.amorsize.store.job.JobFixtures.failed;
import static io.amorsize.store.job.JobFixtures.id;
import static io.amorsize.store.job.JobFixtures.keyed;
import static io.amorsize.store.job.JobFixtures.ok;
import static io.amorsize.store.job.JobFixtures.oks;
import static io.amorsize.store.job.JobFixtures.range;
import static io.amorsize.store.job.JobFixtures.stored;
import static io.amorsize.store.job.JobFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.job.DamagedJob;
import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobConflict;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobFilter;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobStore.Appended;
import io.amorsize.job.JobStore.Receipt;
import io.amorsize.job.JobStore.Submission;
import io.amorsize.job.NewJob;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.Overloaded;
import io.amorsize.job.Partition;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PartitionResults;
import io.amorsize.job.PositionConflict;
import io.amorsize.job.UnknownJob;
import io.amorsize.recommendation.StoreUnavailable;
import io.amorsize.store.Database;
import io.amorsize.store.job.JobInput.NewItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for kept jobs whatever database they are in: inherited by a test for each. */
abstract class JobStoreContract {

    private static final JobState.Cancelled CANCELLED = new JobState.Cancelled(NOW);

    private static final int MOST_OPEN = 100;

    private final OfferedPartitions queue = new OfferedPartitions();
    private final ToldOutcomes sink = new ToldOutcomes();

    @SuppressWarnings("NullAway.Init") // before each test
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private SqlJobStore store;

    private Instant now = NOW;

    /** Whether others were kept from changing the job, each time when the store asked for the time. */
    private final List<Boolean> locked = new ArrayList<>();

    private Optional<String> ending = Optional.empty();

    /** An open database with an up-to-date and empty schema. */
    abstract Database empty();

    @BeforeEach
    void open() {
        database = empty();
        store = new SqlJobStore(database, queue, sink, this::now, MOST_OPEN);
    }

    private Instant now() {
        ending.ifPresent(job -> locked.add(Rows.isLocked(database, job)));
        return now;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private PartitionLease take(Job job, long number) {
        return store.take(job.id(), number, "me", true).orElseThrow();
    }

    private Appended append(String id, List<String> documents, long first) {
        return store.append(id, OptionalLong.empty(), documents, first);
    }

    /** Appends items whose documents say their index. */
    private Appended append(String id, long from, long to) {
        return store.append(
                id,
                OptionalLong.of(from),
                LongStream.range(from, to).mapToObj(JobFixtures::document).toList(),
                10);
    }

    private Receipt record(PartitionLease lease, List<ItemOutcome> outcomes) {
        return store.record(List.of(new PartitionResults(lease, outcomes, 0)));
    }

    private Job found(String id) {
        return store.find(id).orElseThrow();
    }

    private List<ItemOutcome> outcomes(String id) {
        return store.outcomes(id, 0, 1_000_000, 1L << 40);
    }

    private static IndexRange items(long from, long to) {
        return new IndexRange(from, to);
    }

    @Test
    void findsAJobAsItWasSubmitted() {
        NewJob asked = with(stored(1, 25), FULL);

        Submission submission = store.submit(asked, 10);

        assertThat(submission.isNew()).isTrue();
        assertThat(submission.sameRequest()).isTrue();
        assertThat(submission.job())
                .isEqualTo(new Job(
                        asked.id(),
                        asked.createdAt(),
                        Optional.empty(),
                        FULL,
                        new ItemSource.Stored(),
                        25,
                        new JobState.Queued(),
                        JobCounts.NONE,
                        List.of(),
                        Optional.empty(),
                        JobCounts.NONE));
        assertThat(store.find(asked.id())).contains(submission.job());
        assertThat(store.find(id(2))).isEmpty();
        assertThat(queue.drain()).containsExactly(id(1) + ":0@77");
    }

    @Test
    void aJobWithoutItemsIsCompletedAtOnce() {
        assertThat(store.submit(stored(1, 0), 10).job().state()).isEqualTo(new JobState.Succeeded(NOW));
        assertThat(store.submit(range(2, 0), 10).job().state()).isEqualTo(new JobState.Succeeded(NOW));
        assertThat(queue.drain()).isEmpty();
    }

    @Test
    void refusesASecondJobOfTheSameIdentifier() {
        store.submit(stored(1, 1), 10);

        assertThatThrownBy(() -> store.submit(range(1, 5), 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRepeatedRequestGetsTheEarlierJob() {
        Job first = store.submit(keyed(stored(1, 5), "key", "f"), 10).job();

        Submission same = store.submit(keyed(stored(2, 5), "key", "f"), 10);
        Submission other = store.submit(keyed(stored(3, 6), "key", "g"), 10);

        assertThat(same).isEqualTo(new Submission(first, false, true));
        assertThat(other).isEqualTo(new Submission(first, false, false));
        assertThat(store.list(JobFilter.ALL, Optional.empty(), 10)).containsExactly(first);
    }

    @Test
    void ofManySubmissionsWithOneKeyOneIsKept() throws Exception {
        List<Submission> submissions = Together.call(8, i -> store.submit(keyed(stored(i, 5), "key", "f"), 10));

        assertThat(submissions).filteredOn(Submission::isNew).hasSize(1);
        assertThat(submissions)
                .extracting(each -> each.job().id())
                .containsOnly(submissions.getFirst().job().id());
        assertThat(store.population()).isEqualTo(Map.of(JobState.Label.QUEUED, 1L));
    }

    @Test
    void takesAsManyJobsAsMayBeUnderWayAndNoneMore() throws Exception {
        SqlJobStore one = new SqlJobStore(database, queue, sink, () -> NOW, 3);
        SqlJobStore other = new SqlJobStore(database, queue, sink, () -> NOW, 3);

        for (int round = 0; round < 30; round++) {
            int first = 10 * round;
            List<Boolean> taken = Together.call(6, thread -> {
                try {
                    (thread % 2 == 0 ? one : other).submit(range(first + thread, 5), 10);
                    return true;
                } catch (Overloaded e) {
                    return false;
                }
            });

            assertThat(taken).filteredOn(each -> each).hasSize(3);
            assertThatThrownBy(one::requireRoom).isInstanceOf(Overloaded.class).hasMessageStartingWith("3 jobs");
            store.open(10).forEach(job -> store.change(job.id(), state -> CANCELLED));
        }
    }

    @Test
    void aRepeatedRequestIsAnsweredHoweverManyJobsAreUnderWay() {
        SqlJobStore small = new SqlJobStore(database, queue, sink, () -> NOW, 2);
        Job first = small.submit(keyed(stored(1, 5), "key", "f"), 10).job();
        small.requireRoom();
        small.submit(keyed(stored(2, 5), "another", "f"), 10);

        assertThat(small.submit(keyed(stored(3, 5), "key", "f"), 10)).isEqualTo(new Submission(first, false, true));
        assertThatThrownBy(() -> small.submit(keyed(stored(4, 5), "third", "f"), 10))
                .isInstanceOf(Overloaded.class);
        assertThat(small.find(id(4))).isEmpty();

        small.change(first.id(), state -> CANCELLED);
        assertThat(small.submit(keyed(stored(4, 5), "third", "f"), 10).isNew()).isTrue();
    }

    @Test
    void givesItemsAsTheyCameIn() {
        List<String> documents = new ArrayList<>(documents(1_000));
        documents.set(500, "\"" + "x".repeat(600_000) + "\"");
        NewJob asked = stored(1, 0);
        store.submit(
                new NewJob(asked.id(), asked.createdAt(), PLAIN, asked.source(), documents, false, Optional.empty()),
                10);

        List<InputItem> all = store.input(id(1), items(0, 1_000), 1L << 40);
        assertThat(all).extracting(InputItem::json).isEqualTo(documents);
        assertThat(all).extracting(InputItem::index).startsWith(0L, 1L).endsWith(999L);
        assertThat(store.input(id(1), items(499, 502), 1L << 40)).isEqualTo(all.subList(499, 502));
        assertThat(store.input(id(1), items(500, 502), 1)).isEqualTo(all.subList(500, 501));
        assertThat(store.input(id(1), items(3, 900), 60)).isEqualTo(all.subList(3, 6));
        assertThatThrownBy(() -> store.input(id(2), items(0, 1), 1)).isInstanceOf(UnknownJob.class);
    }

    @Test
    void givesNumbersForARange() {
        store.submit(range(1, 1L << 50), 10);

        assertThat(store.input(id(1), items(5, 1L << 49), 12))
                .containsExactly(
                        new InputItem(5, "1005", Optional.empty()),
                        new InputItem(6, "1006", Optional.empty()),
                        new InputItem(7, "1007", Optional.empty()));
    }

    @Test
    void takesItemsUntilItIsClosed() {
        Job job = store.submit(accepting(1), 10).job();
        assertThat(job.state()).isEqualTo(new JobState.Accepting());
        assertThat(queue.drain()).isEmpty();

        assertThat(append(job.id(), documents(4), 3)).isEqualTo(new Appended(0, 4));
        assertThat(queue.drain()).containsExactly(id(1) + ":0@10");
        assertThat(append(job.id(), documents(2), 3)).isEqualTo(new Appended(0, 6));
        assertThat(queue.drain()).isEmpty();
        assertThat(store.input(job.id(), items(0, 6), 1L << 40))
                .extracting(InputItem::json)
                .containsExactlyElementsOf(Stream.concat(documents(4).stream(), documents(2).stream())
                        .toList());

        store.change(job.id(), state -> ((JobState.Accepting) state).close());
        assertThatThrownBy(() -> append(job.id(), documents(1), 3))
                .isInstanceOf(JobConflict.class)
                .hasMessageContaining("QUEUED");
        assertThat(found(job.id()).items()).isEqualTo(6);
        assertThatThrownBy(() -> append(id(9), documents(1), 3)).isInstanceOf(UnknownJob.class);
    }

    @Test
    void takesItemsOnceHoweverOftenTheyAreSent() {
        Job job = store.submit(accepting(1), 10).job();

        assertThat(append(job.id(), 0, 4)).isEqualTo(new Appended(0, 4));
        assertThat(append(job.id(), 0, 4)).isEqualTo(new Appended(4, 4));
        assertThat(append(job.id(), 2, 7)).isEqualTo(new Appended(2, 7));
        assertThat(append(job.id(), 1, 3)).isEqualTo(new Appended(2, 7));
        assertThat(append(job.id(), 7, 7)).isEqualTo(new Appended(0, 7));
        assertThat(append(job.id(), 7, 9)).isEqualTo(new Appended(0, 9));

        assertThat(store.input(job.id(), items(0, 9), 1L << 40))
                .extracting(InputItem::json)
                .isEqualTo(documents(9));
    }

    @Test
    void aRepeatedRequestIsAnsweredEvenIfNothingIsAcceptedAnyMore() {
        Job job = store.submit(accepting(1), 10).job();
        append(job.id(), 0, 4);
        store.change(job.id(), state -> ((JobState.Accepting) state).close());

        assertThat(append(job.id(), 1, 4)).isEqualTo(new Appended(3, 4));
        assertThatThrownBy(() -> append(job.id(), 1, 5)).isInstanceOf(JobConflict.class);
        assertThat(found(job.id()).items()).isEqualTo(4);
    }

    @Test
    void refusesItemsThatDoNotBelongWhereTheyAreSaidTo() {
        Job job = store.submit(accepting(1), 10).job();
        append(job.id(), 0, 4);
        List<String> others = List.of(document(2), document(4));

        assertThatThrownBy(() -> append(job.id(), 5, 6))
                .isInstanceOfSatisfying(
                        PositionConflict.class, e -> assertThat(e.items()).isEqualTo(4))
                .hasMessage("must be at most 4, the number of items that the job has, but is 5");
        assertThatThrownBy(() -> append(job.id(), 5, 5)).isInstanceOf(PositionConflict.class);
        assertThatThrownBy(() -> store.append(job.id(), OptionalLong.of(2), others, 10))
                .isInstanceOf(PositionConflict.class)
                .hasMessageContaining("another item 3");
        assertThatThrownBy(() -> append(id(9), 0, 1)).isInstanceOf(UnknownJob.class);
        assertThat(found(job.id()).items()).isEqualTo(4);
    }

    @Test
    void comparesItemsOfAnySize() {
        Job job = store.submit(accepting(1), 10).job();
        List<String> large = IntStream.range(0, 5)
                .mapToObj(i -> "\"" + Integer.toString(i).repeat(700_000) + "\"")
                .toList();
        store.append(job.id(), OptionalLong.of(0), large, 10);

        assertThat(store.append(job.id(), OptionalLong.of(1), large.subList(1, 5), 10))
                .isEqualTo(new Appended(4, 5));
        assertThatThrownBy(() -> store.append(job.id(), OptionalLong.of(1), List.of(large.get(1), large.get(1)), 10))
                .isInstanceOf(PositionConflict.class);
    }

    @Test
    void manyWhoSendTheSameStreamAddItOnce() throws Exception {
        Job job = store.submit(accepting(1), 10).job();

        Together.call(6, thread -> {
            for (long from = 0; from < 300; from += 10 + thread) {
                append(job.id(), from, Math.min(300, from + 10 + thread));
            }
            return thread;
        });

        assertThat(found(job.id()).items()).isEqualTo(300);
        assertThat(store.input(job.id(), items(0, 300), 1L << 40))
                .extracting(InputItem::json)
                .isEqualTo(documents(300));
    }

    @Test
    void manyWhoSendWithoutPositionsLoseAndDoubleNothing() throws Exception {
        Job job = store.submit(accepting(1), 10).job();

        Together.call(6, thread -> {
            for (long n = 1_000L * thread; n < 1_000L * thread + 40; n += 2) {
                append(job.id(), List.of(document(n), document(n + 1)), 10);
            }
            return thread;
        });

        List<String> kept = store.input(job.id(), items(0, 240), 1L << 40).stream()
                .map(InputItem::json)
                .toList();
        for (int thread = 0; thread < 6; thread++) {
            List<String> sent = LongStream.range(1_000L * thread, 1_000L * thread + 40)
                    .mapToObj(JobFixtures::document)
                    .toList();
            assertThat(kept).containsSubsequence(sent);
        }
        assertThat(found(job.id()).items()).isEqualTo(240);
    }

    @Test
    void anAcceptingJobGoesOnWhenItemsComeAfterAllWereRun() {
        Job job = store.submit(accepting(1), 10).job();
        append(job.id(), documents(2), 10);
        finish(job, 0);
        assertThat(found(job.id()).state()).isEqualTo(new JobState.Accepting());
        queue.drain();

        append(job.id(), documents(3), 10);

        assertThat(queue.drain()).containsExactly(id(1) + ":1@10");
        finish(job, 1);
        assertThat(store.change(job.id(), state -> ((JobState.Accepting) state).close())
                        .job()
                        .state())
                .isEqualTo(new JobState.Succeeded(NOW));
    }

    private void finish(Job job, long number) {
        PartitionLease lease = take(job, number);
        for (IndexRange left : lease.left()) {
            record(lease, oks(left.from(), left.to()));
        }
        store.end(lease, List.of());
    }

    @Test
    void itemsKeepTheirKeys() {
        Job job = store.submit(accepting(1), 10).job();
        JobIntake intake = new JobIntake(queue);
        append(job.id(), documents(2), 10);

        long first = database.write(connection -> intake.append(
                connection,
                job.id(),
                List.of(new NewItem("{}", Optional.of("key:ü")), new NewItem("[]", Optional.empty())),
                10));

        assertThat(first).isEqualTo(2);
        assertThat(store.input(job.id(), items(1, 4), 1L << 40))
                .containsExactly(
                        new InputItem(1, document(1), Optional.empty()),
                        new InputItem(2, "{}", Optional.of("key:ü")),
                        new InputItem(3, "[]", Optional.empty()));
    }

    @Test
    void carvesPartitionsOneBehindTheOther() {
        store.submit(stored(1, 25), 10);
        queue.drain();

        assertThat(store.carve(id(1), 10, 2)).contains(new Partition(id(1), 1, 10, 20));
        assertThat(queue.drain()).containsExactly(id(1) + ":1@10");
        assertThat(store.carve(id(1), 10, 2)).as("the window is full").isEmpty();
        assertThat(store.carve(id(1), 10, 3)).contains(new Partition(id(1), 2, 20, 25));
        assertThat(store.carve(id(1), 10, 9)).as("no item is left").isEmpty();
        assertThatThrownBy(() -> store.carve(id(2), 10, 9)).isInstanceOf(UnknownJob.class);
    }

    @Test
    void carvesAtTheSameTimeNeverOverlap() throws Exception {
        store.submit(range(1, 1_000), 10);

        List<List<Partition>> carved = Together.call(8, i -> {
            List<Partition> mine = new ArrayList<>();
            Optional<Partition> next = store.carve(id(1), 7, 1_000);
            while (next.isPresent()) {
                mine.add(next.get());
                next = store.carve(id(1), 7, 1_000);
            }
            return mine;
        });

        List<Partition> inOrder = carved.stream()
                .flatMap(List::stream)
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .toList();
        long next = 10;
        for (int i = 0; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i).number()).isEqualTo(i + 1);
            assertThat(inOrder.get(i).from()).isEqualTo(next);
            next = inOrder.get(i).to();
        }
        assertThat(next).isEqualTo(1_000);
    }

    @Test
    void keepsOutcomesAndCountsThem() {
        Job job = store.submit(stored(1, 10), 10).job();
        PartitionLease lease = take(job, 0);
        List<ItemOutcome> outcomes = List.of(
                ItemOutcome.ok(0, 2, 0.001_5, "{\"text\":\"ü\uD83D\uDE00 \u0000\"}"),
                failed(1),
                failed(2, OutcomeStatus.TIMEOUT),
                failed(3, OutcomeStatus.REJECTED),
                ItemOutcome.cancelled(4),
                ItemOutcome.ok(5, 1, 1e7, "\"" + "long".repeat(200_000) + "\""),
                ItemOutcome.ok(6, 100, 0, ""),
                ok(9));

        Receipt receipt = store.record(List.of(new PartitionResults(lease, outcomes, 7)));

        assertThat(receipt.lost()).isEmpty();
        assertThat(receipt.states()).isEqualTo(Map.of(job.id(), new JobState.Sampling()));
        assertThat(outcomes(job.id()))
                .containsExactlyElementsOf(
                        outcomes.stream().map(JobFixtures::asKept).toList());
        JobCounts counts = found(job.id()).counts();
        assertThat(counts).isEqualTo(new JobCounts(4, 3, 1, 7, counts.busySeconds()));
        assertThat(counts.busySeconds()).isBetween(1e7 + 1.5, 1e7 + 1.503);
        assertThat(sink.outcomes).isEqualTo(outcomes);
        assertThat(sink.origins).extracting("jobId").containsExactly(job.id());
    }

    @Test
    void theSinkHearsNothingOfSuccesses() {
        Job job = store.submit(stored(1, 10), 10).job();

        record(take(job, 0), oks(0, 10));

        assertThat(sink.origins).isEmpty();
    }

    @Test
    void nothingIsKeptWhenTheSinkFails() {
        Job job = store.submit(stored(1, 10), 10).job();
        PartitionLease lease = take(job, 0);
        sink.broken = true;

        assertThatThrownBy(() -> record(lease, List.of(ok(0), failed(1)))).isInstanceOf(StoreUnavailable.class);

        assertThat(outcomes(job.id())).isEmpty();
        assertThat(found(job.id()).counts()).isEqualTo(JobCounts.NONE);
    }

    @Test
    void readsOutcomesPageByPage() {
        Job job = store.submit(range(1, 20_000), 20_000).job();
        PartitionLease lease = take(job, 0);
        record(lease, oks(0, 10_000));
        record(lease, oks(10_100, 10_101));
        record(lease, oks(12_000, 20_000));

        List<ItemOutcome> all = new ArrayList<>();
        List<ItemOutcome> page = store.outcomes(job.id(), 0, 777, 1L << 40);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = store.outcomes(job.id(), all.getLast().index() + 1, 777, 1L << 40);
        }

        assertThat(all)
                .isEqualTo(Stream.of(oks(0, 10_000), oks(10_100, 10_101), oks(12_000, 20_000))
                        .flatMap(List::stream)
                        .toList());
        assertThat(store.outcomes(job.id(), 9_999, 2, 1L << 40)).containsExactly(ok(9_999), ok(10_100));
        assertThat(store.outcomes(job.id(), 15_000, 100, 1)).containsExactly(ok(15_000));
        assertThat(store.outcomes(job.id(), 15_000, 100, 25)).hasSize(3);
        assertThat(store.outcomes(job.id(), 20_000, 100, 1)).isEmpty();
        assertThatThrownBy(() -> store.outcomes(id(2), 0, 1, 1)).isInstanceOf(UnknownJob.class);
    }

    @Test
    void readsManySmallRows() {
        Job job = store.submit(range(1, 500), 500).job();
        PartitionLease lease = take(job, 0);
        record(lease, IntStream.range(0, 250).mapToObj(i -> ok(2L * i)).toList());

        assertThat(outcomes(job.id()))
                .extracting(ItemOutcome::index)
                .containsExactlyElementsOf(
                        IntStream.range(0, 250).mapToObj(i -> 2L * i).toList());
    }

    @Test
    void outcomesThatComeOnceMoreAreKeptOnce() {
        Job job = store.submit(stored(1, 10), 10).job();
        PartitionLease lease = take(job, 0);
        record(lease, List.of(ok(1), failed(2), ok(3)));
        sink.outcomes.clear();

        Receipt receipt =
                store.record(List.of(new PartitionResults(lease, List.of(ok(0), ok(1), failed(2), ok(4)), 5)));

        assertThat(receipt.lost()).isEmpty();
        assertThat(outcomes(job.id())).containsExactly(ok(0), ok(1), asKept(failed(2)), ok(3), ok(4));
        assertThat(found(job.id()).counts().ended()).isEqualTo(5);
        assertThat(sink.outcomes).as("no failure is new").isEmpty();
    }

    @Test
    void refusesOutcomesThatAreOutOfPlace() {
        Job job = store.submit(stored(1, 20), 10).job();
        PartitionLease lease = take(job, 0);

        assertThatThrownBy(() -> record(lease, List.of(ok(10)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> record(lease, List.of(ok(2), ok(2)))).isInstanceOf(IllegalArgumentException.class);
        assertThat(outcomes(job.id())).isEmpty();
    }

    @Test
    void aLeaseThatWasTakenOverRecordsNothing() {
        Job job = store.submit(stored(1, 10), 5).job();
        store.carve(job.id(), 5, 5);
        PartitionLease zombie = take(job, 0);
        record(zombie, oks(0, 2));
        PartitionLease other = take(job, 1);
        PartitionLease heir = take(job, 0);
        assertThat(heir.fence()).isGreaterThan(zombie.fence());
        assertThat(heir.left()).containsExactly(items(2, 5));

        Receipt receipt = store.record(
                List.of(new PartitionResults(zombie, oks(2, 4), 3), new PartitionResults(other, oks(5, 6), 1)));

        assertThat(receipt.lost()).isEqualTo(Set.of(zombie.partition()));
        assertThat(outcomes(job.id())).isEqualTo(List.of(ok(0), ok(1), ok(5)));
        assertThat(found(job.id()).counts().ended()).isEqualTo(3);
        assertThat(found(job.id()).counts().retries()).isEqualTo(1);
        assertThat(store.end(zombie, List.of())).isEmpty();
        store.halve(zombie);
        assertThat(record(heir, oks(2, 5)).lost()).isEmpty();
    }

    @Test
    void tellsWhatIsLeftOfAPartition() {
        Job job = store.submit(stored(1, 20), 10).job();
        PartitionLease lease = take(job, 0);
        assertThat(lease.left()).containsExactly(items(0, 10));
        record(lease, List.of(ok(1), ok(2), ok(5)));
        record(lease, List.of(ok(3)));

        assertThat(take(job, 0).left()).containsExactly(items(0, 1), items(4, 5), items(6, 10));
        assertThat(store.take(job.id(), 1, "me", true)).as("it was not carved").isEmpty();
        assertThatThrownBy(() -> store.take(id(2), 0, "me", true)).isInstanceOf(UnknownJob.class);
    }

    @Test
    void theFirstLeaseStartsTheJob() {
        Job job = store.submit(stored(1, 20), 10).job();
        SqlJobStore later = new SqlJobStore(database, queue, sink, () -> NOW.plusSeconds(60), MOST_OPEN);

        take(job, 0);
        later.take(job.id(), 0, "me", true);

        assertThat(found(job.id()).startedAt()).contains(NOW);
    }

    @Test
    void aJobIsQueuedUntilItIsLeased() {
        Job sampled = store.submit(stored(1, 20), 10).job();
        Job planned = store.submit(stored(2, 20), 10).job();
        Job accepting = store.submit(accepting(3), 10).job();
        append(accepting.id(), documents(2), 10);

        store.take(sampled.id(), 0, "me", true);
        store.take(planned.id(), 0, "me", false);
        store.take(accepting.id(), 0, "me", true);

        assertThat(found(sampled.id()).state()).isEqualTo(new JobState.Sampling());
        assertThat(found(planned.id()).state()).isEqualTo(new JobState.Running());
        assertThat(found(accepting.id()).state()).isEqualTo(new JobState.Accepting());

        // It is queued again when it is resumed.
        store.change(sampled.id(), state -> ((JobState.Active) state).pause("because"));
        store.change(sampled.id(), state -> ((JobState.Paused) state).resume());
        assertThat(found(sampled.id()).state()).isEqualTo(new JobState.Queued());
        store.take(sampled.id(), 0, "me", false);
        assertThat(found(sampled.id()).state()).isEqualTo(new JobState.Running());
    }

    @Test
    void endsWithItsLastPartition() {
        Job job = store.submit(stored(1, 10), 5).job();
        store.carve(job.id(), 5, 5);
        PartitionLease first = take(job, 0);
        PartitionLease second = take(job, 1);
        record(second, oks(5, 10));
        record(first, List.of(ok(0), failed(1), ok(2), ok(3), ok(4)));

        assertThat(store.end(first, List.of()).orElseThrow().state()).isEqualTo(new JobState.Sampling());
        now = NOW.plusSeconds(1);
        Job ended = store.end(second, List.of()).orElseThrow();

        assertThat(ended.state()).isEqualTo(new JobState.CompletedWithFailures(NOW.plusSeconds(1)));
        assertThat(ended).isEqualTo(found(job.id()));
        assertThat(store.end(second, List.of())).isEmpty();
        assertThat(store.take(job.id(), 1, "me", true)).isEmpty();
        assertThat(record(first, oks(0, 1)).lost()).containsExactly(first.partition());
        assertThat(sink.ends).as("no redrive").isEmpty();
    }

    @Test
    void theLastTwoPartitionsEndTheJobOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            Job job = store.submit(stored(round, 2), 1).job();
            store.carve(job.id(), 1, 5);

            List<Job> ends = Together.call(2, number -> {
                PartitionLease lease = take(job, number);
                record(lease, List.of(ok(number)));
                return store.end(lease, List.of()).orElseThrow();
            });

            assertThat(ends)
                    .extracting(Job::state)
                    .containsExactlyInAnyOrder(new JobState.Sampling(), new JobState.Succeeded(NOW));
            assertThat(found(job.id()).counts().succeeded()).isEqualTo(2);
        }
    }

    @Test
    void aPartitionThatIsGivenBackIsOfferedAgain() {
        Job job = store.submit(stored(1, 10), 10).job();
        PartitionLease lease = take(job, 0);
        record(lease, oks(0, 3));
        queue.drain();

        Job after = store.end(lease, List.of()).orElseThrow();

        assertThat(after.state()).isEqualTo(new JobState.Sampling());
        assertThat(queue.drain()).containsExactly(id(1) + ":0@10");
        assertThat(record(lease, oks(3, 4)).lost()).hasSize(1);
        assertThat(take(job, 0).left()).containsExactly(items(3, 10));
    }

    @Test
    void aJobWithItemsLeftNeverLacksAPartition() {
        Job job = store.submit(stored(1, 25), 10).job();
        queue.drain();

        finish(job, 0);

        assertThat(queue.drain()).containsExactly(id(1) + ":1@10");
        assertThat(take(job, 1).partition()).isEqualTo(new Partition(id(1), 1, 10, 20));
    }

    @Test
    void aPartitionWhoseLastOutcomeIsThereIsTakenToBeEnded() {
        Job job = store.submit(stored(1, 5), 10).job();
        record(take(job, 0), oks(0, 5));

        assertThat(store.died(job.id(), 0)).isEqualTo(1);
        PartitionLease lease = store.take(job.id(), 0, "heir", true).orElseThrow();

        assertThat(lease.left()).isEmpty();
        assertThat(store.end(lease, List.of()).orElseThrow().state()).isEqualTo(new JobState.Succeeded(NOW));
        assertThat(store.end(lease, List.of())).as("it has ended before").isEmpty();
    }

    @Test
    void countsDeaths() {
        Job job = store.submit(stored(1, 5), 10).job();
        assertThat(store.died(job.id(), 0)).as("nobody held it").isZero();
        PartitionLease lease = take(job, 0);

        assertThat(store.died(job.id(), 0)).isEqualTo(1);
        assertThat(store.died(job.id(), 0)).as("told twice").isEqualTo(1);
        assertThat(record(lease, oks(0, 1)).lost()).hasSize(1);
        assertThat(take(job, 0).deaths()).isEqualTo(1);
        assertThat(store.died(job.id(), 0)).isEqualTo(2);
        assertThat(store.died(job.id(), 7)).isZero();
        assertThatThrownBy(() -> store.died(id(2), 0)).isInstanceOf(UnknownJob.class);
    }

    @Test
    void halvesWhatIsLeft() {
        Job job = store.submit(stored(1, 30), 20).job();
        take(job, 0);
        store.died(job.id(), 0);
        PartitionLease lease = take(job, 0);
        record(lease, oks(0, 3));
        record(lease, oks(5, 10));
        queue.drain();

        store.halve(lease);

        assertThat(queue.drain()).containsExactly(id(1) + ":0@10", id(1) + ":1@10");
        PartitionLease low = take(job, 0);
        PartitionLease high = take(job, 1);
        assertThat(low.left()).containsExactly(items(3, 5), items(10, 14));
        assertThat(high.left()).containsExactly(items(14, 20));
        assertThat(low.deaths() + high.deaths()).isZero();
        assertThat(record(lease, oks(3, 4)).lost()).hasSize(1);
        assertThat(store.carve(job.id(), 100, 3)).contains(new Partition(id(1), 2, 20, 30));
        for (PartitionLease half : List.of(high, low, take(job, 2))) {
            for (IndexRange left : half.left()) {
                record(half, oks(left.from(), left.to()));
            }
            store.end(half, List.of());
        }
        assertThat(found(job.id()).state()).isEqualTo(new JobState.Succeeded(NOW));
        assertThat(outcomes(job.id())).isEqualTo(oks(0, 30));
    }

    @Test
    void doesNotHalveASingleItem() {
        Job job = store.submit(stored(1, 2), 20).job();
        PartitionLease lease = take(job, 0);
        record(lease, oks(0, 1));

        assertThatThrownBy(() -> store.halve(lease)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPausedJobGivesNothingUntilItIsResumed() {
        Job job = store.submit(stored(1, 30), 10).job();
        store.carve(job.id(), 10, 9);
        PartitionLease lease = take(job, 0);
        Job paused = store.change(job.id(), state -> ((JobState.Active) state).pause("because\u0000"))
                .job();
        queue.drain();

        assertThat(paused.state()).isEqualTo(new JobState.Paused(false, "because\uFFFD"));
        assertThat(store.take(job.id(), 1, "me", true)).isEmpty();
        assertThat(store.carve(job.id(), 10, 9)).isEmpty();
        assertThat(record(lease, oks(0, 2)).states()).isEqualTo(Map.of(job.id(), paused.state()));
        store.end(lease, List.of());
        assertThat(queue.drain()).isEmpty();

        store.change(job.id(), state -> ((JobState.Paused) state).resume());

        assertThat(queue.drain()).containsExactly(id(1) + ":0@10", id(1) + ":1@10");
        assertThat(take(job, 0).left()).containsExactly(items(2, 10));
    }

    @Test
    void aJobIsForgivenWhatHadFailedWhenItIsResumed() {
        Job job = store.submit(stored(1, 30), 10).job();
        record(take(job, 0), List.of(failed(0), ok(1), failed(2)));
        assertThat(store.change(job.id(), state -> ((JobState.Active) state).pause("because"))
                        .job()
                        .forgiven())
                .isEqualTo(JobCounts.NONE);
        assertThat(store.change(job.id(), state -> ((JobState.Paused) state).resume())
                        .job()
                        .forgiven())
                .isEqualTo(new JobCounts(1, 2, 0, 0, 0));
        record(take(job, 0), List.of(failed(3)));
        store.change(job.id(), state -> state);

        // Whoever asks, and whenever.
        assertThat(found(job.id()).forgiven()).isEqualTo(new JobCounts(1, 2, 0, 0, 0));

        assertThat(amend(job.id(), ok(0))).isTrue();
        assertThat(found(job.id()).counts().failed()).isEqualTo(2);
        assertThat(found(job.id()).forgiven()).isEqualTo(new JobCounts(2, 1, 0, 0, 0));
    }

    @Test
    void aPausedJobWhoseLastItemsWereInFlightIsCompletedWithThem() {
        Job job = store.submit(stored(1, 5), 10).job();
        PartitionLease lease = take(job, 0);
        store.change(job.id(), state -> ((JobState.Active) state).pause("because"));
        record(lease, List.of(failed(0), ok(1), ok(2), ok(3), ok(4)));

        assertThat(store.end(lease, List.of()).orElseThrow().state())
                .isEqualTo(new JobState.CompletedWithFailures(NOW));
    }

    @Test
    void aPausedJobWhoseItemsStillComeInIsNotCompletedBeforeItIsClosed() {
        Job job = store.submit(accepting(1), 10).job();
        append(job.id(), documents(5), 10);
        PartitionLease lease = take(job, 0);
        store.change(job.id(), state -> ((JobState.Active) state).pause("because"));
        record(lease, oks(0, 5));
        assertThat(store.end(lease, List.of()).orElseThrow().state()).isEqualTo(new JobState.Paused(true, "because"));

        assertThat(store.close(job.id()).job().state()).isEqualTo(new JobState.Succeeded(NOW));
    }

    @Test
    void aResumedJobWithoutPartitionsGetsOne() {
        Job job = store.submit(stored(1, 15), 10).job();
        PartitionLease lease = take(job, 0);
        store.change(job.id(), state -> ((JobState.Active) state).pause("because"));
        record(lease, oks(0, 10));
        store.end(lease, List.of());
        queue.drain();

        store.change(job.id(), state -> ((JobState.Paused) state).resume());

        assertThat(queue.drain()).containsExactly(id(1) + ":1@10");
    }

    @Test
    void aPausedJobStillTakesItems() {
        Job job = store.submit(accepting(1), 10).job();
        store.change(job.id(), state -> ((JobState.Active) state).pause("because"));

        assertThat(append(job.id(), documents(3), 10)).isEqualTo(new Appended(0, 3));
        assertThat(queue.drain()).isEmpty();
        store.change(job.id(), state -> ((JobState.Paused) state).resume());

        assertThat(queue.drain()).containsExactly(id(1) + ":0@10");
    }

    @Test
    void aStepThatIsRefusedChangesNothing() {
        Job job = store.submit(stored(1, 5), 10).job();

        assertThatThrownBy(() -> store.change(job.id(), state -> {
                    throw new JobConflict("no");
                }))
                .isInstanceOf(JobConflict.class)
                .hasMessage("no");
        assertThat(store.change(job.id(), state -> state)).isEqualTo(new JobStore.Changed(job, false));
        assertThatThrownBy(() -> store.change(id(2), state -> state)).isInstanceOf(UnknownJob.class);
    }

    @Test
    void aJobIsClosedUnlessARedriveDoesSo() {
        Job job = store.submit(accepting(1), 10).job();
        append(job.id(), documents(2), 10);
        finish(job, 0);
        JobIntake intake = new JobIntake(queue);
        NewJob redriven = accepting(2);
        database.write(connection -> intake.accept(connection, redriven, Optional.of("redrive"), 10));

        JobStore.Changed closed = store.close(job.id());

        assertThat(closed).isEqualTo(new JobStore.Changed(found(job.id()), true));
        assertThat(closed.job().state()).isEqualTo(new JobState.Succeeded(NOW));
        assertThat(store.close(job.id())).isEqualTo(new JobStore.Changed(closed.job(), false));
        assertThatThrownBy(() -> store.close(redriven.id()))
                .isInstanceOf(JobConflict.class)
                .hasMessageContaining(redriven.id());
        assertThat(found(redriven.id()).state()).isEqualTo(new JobState.Accepting());
        assertThatThrownBy(() -> store.close(id(3))).isInstanceOf(UnknownJob.class);
    }

    @Test
    void stepsAreTakenOneAfterTheOther() throws Exception {
        Job job = store.submit(stored(1, 5), 10).job();

        List<JobStore.Changed> steps = Together.call(
                8,
                i -> store.change(job.id(), state -> state instanceof JobState.Queued queued ? queued.run() : state));

        assertThat(steps).extracting(step -> step.job().state()).containsOnly(new JobState.Running());
        assertThat(steps).filteredOn(JobStore.Changed::stepped).hasSize(1);
    }

    @Test
    void cancelledItemsAreOneRowHoweverManyTheyAre() {
        long many = 10_000_000;
        Job job = store.submit(range(1, many), 10).job();
        PartitionLease lease = take(job, 0);
        record(lease, oks(2, 4));
        store.change(job.id(), state -> ((JobState.Open) state).cancel());
        assertThat(store.abandon(job.id())).as("a lease is held").isEmpty();
        store.end(lease, List.of());

        Job ended = store.abandon(job.id()).orElseThrow();

        assertThat(ended.state()).isEqualTo(CANCELLED);
        assertThat(ended.counts())
                .isEqualTo(new JobCounts(2, 0, many - 2, 0, ended.counts().busySeconds()));
        assertThat(Rows.count(database, "job_result")).isEqualTo(4);
        assertThat(store.outcomes(job.id(), 0, 6, 1L << 40))
                .containsExactly(
                        ItemOutcome.cancelled(0),
                        ItemOutcome.cancelled(1),
                        ok(2),
                        ok(3),
                        ItemOutcome.cancelled(4),
                        ItemOutcome.cancelled(5));
        assertThat(store.outcomes(job.id(), many - 1, 6, 1L << 40)).containsExactly(ItemOutcome.cancelled(many - 1));
        now = NOW.plusSeconds(1);
        assertThat(store.abandon(job.id())).as("it has ended before").isEmpty();
        assertThat(found(job.id())).isEqualTo(ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "close", "abandon", "cancelDamaged"})
    void notesTheEndOfAJobWhenNothingElseOfItCanHappenAnyMore(String by) {
        // Given a job that its last step ends
        Job job = store.submit(accepting(1), 10).job();
        append(job.id(), documents(2), 10);
        PartitionLease lease = take(job, 0);
        record(lease, oks(0, 2));
        if (!by.equals("close")) {
            store.close(job.id());
        }
        if (by.equals("abandon")) {
            store.change(job.id(), state -> ((JobState.Open) state).cancel());
        }
        if (by.equals("close") || by.equals("abandon")) {
            store.end(lease, List.of());
        }

        // When
        ending = Optional.of(job.id());
        switch (by) {
            case "end" -> store.end(lease, List.of());
            case "close" -> store.close(job.id());
            case "abandon" -> store.abandon(job.id());
            default -> store.cancelDamaged(job.id());
        }

        // Then
        assertThat(store.state(job.id()).orElseThrow()).isInstanceOf(JobState.Ended.class);
        assertThat(locked).isNotEmpty().containsOnly(true);
    }

    @Test
    void aJobWhoseHolderDiedCanBeAbandoned() {
        Job job = store.submit(stored(1, 20), 10).job();
        PartitionLease zombie = take(job, 0);
        store.died(job.id(), 0);
        assertThat(store.abandon(job.id())).as("it is not being cancelled").isEmpty();
        store.change(job.id(), state -> ((JobState.Open) state).giveUp("too late"));

        Job ended = store.abandon(job.id()).orElseThrow();

        assertThat(ended.state()).isEqualTo(new JobState.Failed(NOW, "too late"));
        assertThat(record(zombie, oks(0, 1)).lost()).hasSize(1);
        assertThat(ended.counts().cancelled()).isEqualTo(20);
    }

    @Test
    void keepsPlansInTheirOrder() {
        Job job = store.submit(stored(1, 5), 10).job();

        store.addPlan(job.id(), PLAN);
        store.addPlan(job.id(), PLAN);

        assertThat(found(job.id()).plans()).containsExactly(PLAN, PLAN);
        assertThatThrownBy(() -> store.addPlan(id(2), PLAN)).isInstanceOf(UnknownJob.class);
    }

    @Test
    void notesPlansWithTheEndOfALeaseThatHolds() {
        Job job = store.submit(stored(1, 5), 10).job();
        PartitionLease zombie = take(job, 0);
        PartitionLease lease = take(job, 0);
        record(lease, oks(0, 5));

        assertThat(store.end(zombie, List.of(PLAN))).isEmpty();
        assertThat(found(job.id()).plans()).isEmpty();
        Job ended = store.end(lease, List.of(PLAN, PLAN)).orElseThrow();

        assertThat(ended.plans()).containsExactly(PLAN, PLAN);
        assertThat(found(job.id()).plans()).containsExactly(PLAN, PLAN);
    }

    @Test
    void listsJobsTheNewestFirst() {
        IntStream.range(0, 5).forEach(i -> store.submit(stored(i, i), 10));
        store.submit(with(stored(5, 1), FULL), 10);

        assertThat(ids(JobFilter.ALL, Optional.empty(), 3)).containsExactly(id(5), id(4), id(3));
        assertThat(ids(JobFilter.ALL, Optional.of(id(3)), 9)).containsExactly(id(2), id(1), id(0));
        assertThat(ids(
                        new JobFilter(Optional.of(JobState.Label.SUCCEEDED), Optional.empty(), Map.of()),
                        Optional.empty(),
                        9))
                .containsExactly(id(0));
        assertThat(ids(new JobFilter(Optional.empty(), Optional.of("http"), Map.of()), Optional.empty(), 9))
                .containsExactly(id(5));
        assertThat(ids(
                        new JobFilter(Optional.empty(), Optional.empty(), Map.of("team", "blue", "", "empty")),
                        Optional.empty(),
                        9))
                .containsExactly(id(5));
        assertThat(ids(
                        new JobFilter(Optional.empty(), Optional.empty(), Map.of("team", "blue", "other", "")),
                        Optional.empty(),
                        9))
                .isEmpty();
        assertThat(store.open(9)).extracting(Job::id).containsExactly(id(1), id(2), id(3), id(4), id(5));
        assertThat(store.population()).isEqualTo(Map.of(JobState.Label.SUCCEEDED, 1L, JobState.Label.QUEUED, 5L));
    }

    private List<String> ids(JobFilter filter, Optional<String> before, int most) {
        return store.list(filter, before, most).stream().map(Job::id).toList();
    }

    @Test
    void aReplayTakesThePlaceOfAFailure() {
        Job job = store.submit(stored(1, 3), 10).job();
        PartitionLease lease = take(job, 0);
        record(lease, List.of(failed(0), ok(1), failed(2)));
        store.end(lease, List.of());

        assertThat(amend(job.id(), ItemOutcome.ok(0, 1, 0.5, "\"new\""))).isTrue();
        assertThat(found(job.id()).state()).isEqualTo(new JobState.CompletedWithFailures(NOW));
        assertThat(amend(job.id(), ok(0))).as("it has succeeded").isFalse();
        assertThat(amend(job.id(), ok(1))).as("it never failed").isFalse();
        assertThat(amend(job.id(), ok(2))).isTrue();

        assertThat(outcomes(job.id())).containsExactly(ItemOutcome.ok(0, 1, 0.5, "\"new\""), ok(1), ok(2));
        assertThat(found(job.id()).state()).isEqualTo(new JobState.Succeeded(NOW));
        assertThat(found(job.id()).counts().succeeded()).isEqualTo(3);
        assertThat(found(job.id()).counts().failed()).isZero();
        assertThat(amend(id(2), ok(0))).as("there is no such job").isFalse();
        assertThatThrownBy(() -> amend(job.id(), failed(0))).isInstanceOf(IllegalArgumentException.class);
    }

    private boolean amend(String jobId, ItemOutcome outcome) {
        return database.write(connection -> JobResults.amend(connection, jobId, outcome));
    }

    @Test
    void theSinkHearsAllOfARedrive() {
        JobIntake intake = new JobIntake(queue);
        database.write(connection -> intake.accept(connection, stored(1, 4), Optional.of("redrive"), 2));
        Job job = found(id(1));
        assertThat(job.redrive()).contains("redrive");

        record(take(job, 0), oks(0, 2));
        store.change(job.id(), state -> ((JobState.Open) state).cancel());
        store.died(job.id(), 0);
        assertThat(store.abandon(job.id())).isPresent();

        assertThat(sink.outcomes).isEqualTo(oks(0, 2));
        assertThat(sink.ends).containsExactly(job.id() + " of redrive");
        assertThat(sink.origins).allSatisfy(origin -> {
            assertThat(origin.redrive()).contains("redrive");
            assertThat(origin.spec()).isEqualTo(PLAIN);
        });
    }

    @Test
    void deletesAJobWithAllThatBelongsToIt() {
        Job job = store.submit(keyed(with(stored(1, 1_000), FULL), "key", "f"), 1_000)
                .job();
        store.submit(stored(2, 2), 2);
        PartitionLease lease = take(job, 0);
        store.addPlan(job.id(), PLAN);
        record(lease, IntStream.range(0, 500).mapToObj(i -> failed(2L * i)).toList());
        assertThatThrownBy(() -> store.delete(job.id()))
                .isInstanceOf(JobConflict.class)
                .hasMessageContaining("SAMPLING");
        amend(job.id(), ok(0));
        store.change(job.id(), state -> CANCELLED);

        store.delete(job.id());

        assertThat(store.find(job.id())).isEmpty();
        assertThatThrownBy(() -> store.delete(job.id())).isInstanceOf(UnknownJob.class);
        for (String table : List.of("job_result", "job_amendment", "job_plan", "job_label", "job_remains")) {
            assertThat(Rows.count(database, table)).as(table).isZero();
        }
        for (String table : List.of("job", "job_spec", "job_input", "job_partition")) {
            assertThat(Rows.count(database, table)).as(table).isEqualTo(1);
        }
        assertThat(record(lease, oks(1, 2)).states()).isEmpty();
        assertThat(store.submit(keyed(stored(3, 1), "key", "f"), 1).isNew()).isTrue();
    }

    @Test
    void forgetsTheOldestThatHaveEnded() {
        IntStream.range(0, 30)
                .forEach(i -> new SqlJobStore(database, queue, sink, () -> NOW.plusSeconds(i), MOST_OPEN)
                        .submit(stored(i, 0), 1));
        store.submit(stored(99, 1), 1);

        assertThat(store.forget(NOW.plusSeconds(3), 100)).isEqualTo(3);
        assertThat(store.forget(NOW, 26)).isEqualTo(1);
        assertThat(store.forget(NOW, 26)).isZero();
        assertThat(store.forget(NOW, 0)).as("a few at a time").isBetween(1, 25);
        while (store.forget(NOW, 0) > 0) {
            assertThat(store.find(id(99))).isPresent();
        }

        assertThat(ids(JobFilter.ALL, Optional.empty(), 99)).containsExactly(id(99));
    }

    @Test
    void finishesARemovalThatWasCutShort() {
        store.submit(stored(1, 5), 1);
        database.write(connection -> Sql.update(connection, "DELETE FROM job"));
        database.write(connection -> Sql.update(connection, "INSERT INTO job_remains (job_id) VALUES (?)", id(1)));

        store.forget(NOW, 100);

        assertThat(Rows.count(database, "job_input")).isZero();
        assertThat(Rows.count(database, "job_remains")).isZero();
    }

    @Test
    void namesADamagedRow() {
        Job job = store.submit(stored(1, 10), 10).job();
        record(take(job, 0), oks(0, 10));
        Rows.damage(database, "job_result");
        Rows.damage(database, "job_input");

        assertThatThrownBy(() -> outcomes(job.id()))
                .isInstanceOf(DamagedJob.class)
                .hasMessageContaining("Row 0 of job " + id(1) + " in table job_result");
        assertThatThrownBy(() -> store.input(job.id(), items(0, 1), 1))
                .isInstanceOf(DamagedJob.class)
                .hasMessageContaining("Row 0 of job " + id(1) + " in table job_input");
        assertThatThrownBy(() -> store.input(job.id(), items(10, 11), 1))
                .isInstanceOf(DamagedJob.class)
                .hasMessageContaining("missing");
    }

    @Test
    void aDamagedJobHidesNoOther() {
        store.submit(stored(1, 1), 1);
        store.submit(stored(2, 1), 1);
        store.submit(stored(3, 1), 1);
        Rows.damage(database, "job_spec", id(2));

        assertThatThrownBy(() -> store.find(id(2)))
                .isInstanceOf(DamagedJob.class)
                .hasMessageContaining("of job " + id(2) + " in table job_spec");
        assertThat(ids(JobFilter.ALL, Optional.empty(), 2)).containsExactly(id(3), id(1));
        assertThat(ids(JobFilter.ALL, Optional.of(id(3)), 1)).containsExactly(id(1));
        assertThat(store.open(10)).extracting(Job::id).containsExactly(id(1), id(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"job_spec", "job_plan"})
    void cancelsADamagedJob(String table) {
        JobIntake intake = new JobIntake(queue);
        database.write(connection -> intake.accept(connection, stored(1, 10), Optional.of("redrive"), 10));
        Job job = found(id(1));
        PartitionLease lease = take(job, 0);
        record(lease, oks(0, 5));
        store.addPlan(job.id(), PLAN);
        Rows.damage(database, table);
        assertThatThrownBy(() -> store.change(job.id(), state -> ((JobState.Open) state).cancel()))
                .isInstanceOf(DamagedJob.class);
        assertThat(store.state(job.id())).contains(new JobState.Sampling());

        store.cancelDamaged(job.id());

        assertThat(store.state(job.id())).contains(CANCELLED);
        assertThat(sink.ends).containsExactly(job.id() + " of redrive");
        assertThat(record(lease, oks(5, 10)).lost()).containsExactly(lease.partition());
        assertThat(store.end(lease, List.of())).isEmpty();
        assertThat(outcomes(job.id()).subList(0, 5)).isEqualTo(oks(0, 5));
        assertThat(outcomes(job.id())).hasSize(10).last().isEqualTo(ItemOutcome.cancelled(9));

        // For good
        now = NOW.plusSeconds(1);
        store.cancelDamaged(job.id());
        Rows.damage(database, table);
        assertThat(found(job.id()).state()).isEqualTo(CANCELLED);
        assertThat(found(job.id()).counts().cancelled()).isEqualTo(5);
    }

    @Test
    void cancelsADamagedJobOnceMore() {
        Job job = store.submit(stored(1, 10), 10).job();
        take(job, 0);
        store.change(job.id(), state -> ((JobState.Open) state).giveUp("too late"));
        Rows.damage(database, "job_spec");

        store.cancelDamaged(job.id());

        assertThat(store.state(job.id())).contains(new JobState.Failed(NOW, "too late"));
        assertThatThrownBy(() -> store.cancelDamaged(id(2))).isInstanceOf(UnknownJob.class);
        assertThat(store.state(id(2))).isEmpty();
    }

    @Test
    void deletesADamagedJobInAnyState() {
        Job job = store.submit(stored(1, 10), 10).job();
        PartitionLease lease = take(job, 0);
        record(lease, oks(0, 5));
        store.submit(stored(2, 1), 1);
        Rows.damage(database, "job_spec", job.id());

        store.delete(job.id());

        assertThat(store.find(job.id())).isEmpty();
        assertThat(record(lease, oks(5, 10)).lost()).containsExactly(lease.partition());
        assertThat(store.end(lease, List.of())).isEmpty();
        assertThat(Rows.count(database, "job_result")).isZero();
        assertThat(store.open(10)).extracting(Job::id).containsExactly(id(2));
    }

    @Test
    void saysThatItIsUnavailable() {
        database.close();

        assertThatThrownBy(() -> store.submit(stored(1, 1), 1)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> store.find(id(1))).isInstanceOf(StoreUnavailable.class);
    }
}
