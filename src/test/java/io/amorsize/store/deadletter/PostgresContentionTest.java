package io.amorsize.store.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.DeadLetters;
import io.amorsize.deadletter.Payload;
import io.amorsize.deadletter.Redrive;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PartitionResults;
import io.amorsize.store.Database;
import io.amorsize.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two services record outcomes that touch the same rows. One that waits for a lock is seen in PostgreSQL, so that each
 * test lets them come in the one order in which they would wait for one another for ever.
 */
class PostgresContentionTest extends DeadLetterFixture {

    private static final ItemError GONE = error(ItemError.Reason.RETRIES_EXHAUSTED, "HTTP_503");

    @Override
    Database open() {
        return TestPostgres.emptyDatabase().server().open();
    }

    @Test
    void recordsOneJobBesideTwoOfTheSameRecipe() throws Exception {
        // Given two jobs that are run alike
        submit("job-1", HTTP, 1);
        submit("job-2", HTTP, 2);
        PartitionLease first = lease("job-1");
        PartitionLease second = lease("job-2");

        // When one service has failures of the second only, another of both
        inTurns(
                "job",
                "job-2",
                () -> jobs.record(List.of(new PartitionResults(second, List.of(failed(0, GONE, 5)), 0))),
                () -> jobs.record(List.of(
                        new PartitionResults(first, List.of(failed(0, GONE, 5)), 0),
                        new PartitionResults(second, List.of(failed(1, GONE, 5)), 0))));

        // Then
        assertThat(letters.count(DeadLetterFilter.ALL)).isEqualTo(3);
    }

    @Test
    void recordsReplaysBesideTheJobThatTheyAmend() throws Exception {
        // Given a job with a failure and an item that is being run, and the replay of the failure
        submit("a-origin", HTTP, 2);
        PartitionLease origin = lease("a-origin");
        jobs.record(List.of(new PartitionResults(origin, List.of(failed(0, GONE, 5)), 0)));
        Redrive redrive = feedAll(submit(request(Redrive.Target.SAME_JOB)));
        String replay = redrive.jobs().getFirst();
        PartitionLease replaying = lease(replay);

        // When one service records both jobs, another the replay
        inTurns(
                "job",
                "a-origin",
                () -> jobs.record(List.of(
                        new PartitionResults(origin, List.of(ItemOutcome.ok(1, 1, 0.1, "{}")), 0),
                        new PartitionResults(replaying, List.of(ItemOutcome.ok(0, 1, 0.1, "{}")), 0))),
                () -> jobs.record(
                        List.of(new PartitionResults(replaying, List.of(ItemOutcome.ok(0, 1, 0.1, "{}")), 0))));

        // Then nothing of it is lost or doubled
        assertThat(jobs.find("a-origin").orElseThrow().counts().succeeded()).isEqualTo(2);
        assertThat(redrives.find(redrive.id()).orElseThrow().state()).isEqualTo(Redrive.State.DONE);
    }

    @Test
    void recordsReplaysOfTwoRedrivesInAnyOrderOfTheirJobs() throws Exception {
        // Given two redrives with two jobs each: the first job is of one, the next two of the other, the last of one
        fail("http", HTTP, GONE, 2);
        fail("command", COMMAND, GONE, 2);
        Redrive one = submit(two());
        Redrive other = submit(two());
        redrives.feed(one.id(), 1);
        redrives.feed(other.id(), 1);
        List<String> jobsOfOther = feedAll(other).jobs();
        List<String> jobsOfOne = feedAll(one).jobs();
        List<PartitionResults> ascending = failures(jobsOfOne.getFirst(), jobsOfOther.getLast());
        List<PartitionResults> descending = failures(jobsOfOther.getFirst(), jobsOfOne.getLast());

        // When
        inTurns("redrive", one.id(), () -> jobs.record(ascending), () -> jobs.record(descending));

        // Then
        assertThat(redrives.find(one.id()).orElseThrow().state()).isEqualTo(Redrive.State.DONE);
        assertThat(redrives.find(other.id()).orElseThrow().state()).isEqualTo(Redrive.State.DONE);
    }

    private static Redrive.Request two() {
        return new Redrive.Request(
                DeadLetterFilter.ALL.in(EnumSet.of(DeadLetterStatus.OPEN)),
                OptionalDouble.empty(),
                OptionalLong.of(2),
                Redrive.Target.NEW_JOB);
    }

    private List<PartitionResults> failures(String... ofJobs) {
        return Stream.of(ofJobs)
                .map(job -> new PartitionResults(lease(job), List.of(failed(0, GONE, 5)), 0))
                .toList();
    }

    @Test
    void leavesToAReplayWhatARedriveWasAboutToTake() throws Exception {
        // Given a redrive that has read two letters and is about to take them
        List<DeadLetter> both = fail("job", 2);
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));
        redrives.feed(redrive.id(), 1);
        Redrive replay;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection blocker = transaction()) {
            lock(blocker, "redrive", redrive.id());
            Future<Boolean> feeding = threads.submit(() -> redrives.feed(redrive.id(), 1));
            awaitWaiting(1);

            // When somebody replays the second
            replay = replay(both.getLast(), Optional.empty());
            blocker.rollback();
            assertThat(feeding.get()).isTrue();
        }

        // Then it is run once, by the replay
        assertThat(feedAll(redrive).progress().fed()).isEqualTo(1);
        assertThat(feedAll(replay).progress().fed()).isEqualTo(1);
        assertThat(letter(both.getLast().id()).replays().last().orElseThrow().redrive())
                .isEqualTo(replay.id());
        assertThat(items(redrives.find(redrive.id()).orElseThrow().jobs().getFirst()))
                .hasSize(1);
    }

    @Test
    void neitherRemovesNorPurgesWhatARedriveTakesAtTheSameMoment() throws Exception {
        // Given retention and a purge that have read a letter and are about to erase it
        String id = fail("job", 1).getFirst().id();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection taking = transaction()) {
            try (PreparedStatement take = taking.prepareStatement(
                    "UPDATE dead_letter SET status = 'REPLAYING', version = version + 1 WHERE id = ?")) {
                take.setString(1, id);
                take.executeUpdate();
            }
            Future<List<DeadLetters.Removed>> removal = threads.submit(() -> letters.removeOldest("http", 10));
            Future<DeadLetters.Purged> purge = threads.submit(
                    () -> letters.purge(DeadLetterFilter.ALL, clock.instant().plusSeconds(1), Optional.empty(), 10));
            awaitWaiting(2);

            // When a redrive was faster
            taking.commit();

            // Then
            assertThat(removal.get()).isEmpty();
            assertThat(purge.get().count()).isZero();
        }
        assertThat(letter(id).status()).isEqualTo(DeadLetterStatus.REPLAYING);
        assertThat(letter(id).payload().flatMap(Payload::json)).isPresent();
    }

    /** The lease of the only partition of a job. Two services never share one, but what they lock is the same. */
    private PartitionLease lease(String job) {
        return jobs.take(job, 0, "test", true).orElseThrow();
    }

    /** Lets the second begin when the first waits for a row, and both go on when both wait. */
    private void inTurns(String table, String id, Callable<?> first, Callable<?> second) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection blocker = transaction()) {
            lock(blocker, table, id);
            Future<?> one = threads.submit(first);
            awaitWaiting(1);
            Future<?> two = threads.submit(second);
            awaitWaiting(2);
            blocker.rollback();
            one.get();
            two.get();
        }
    }

    /** One that keeps its locks for as long as others take to wait for them, however busy the machine is. */
    private Connection transaction() throws SQLException {
        Connection connection = database.pool().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
        }
        return connection;
    }

    private static void lock(Connection connection, String table, String id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id FROM " + table + " WHERE id = ? FOR UPDATE")) {
            select.setString(1, id);
            select.executeQuery().close();
        }
    }

    private void awaitWaiting(int count) throws InterruptedException {
        while (waiting() < count) {
            Thread.sleep(5);
        }
    }

    private long waiting() {
        return database.read(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT COUNT(DISTINCT pid) FROM pg_locks WHERE NOT granted"
                                    + " AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname ="
                                    + " current_database())");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
