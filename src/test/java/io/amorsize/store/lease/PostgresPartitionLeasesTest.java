package io.amorsize.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.store.Database;
import io.amorsize.testing.TestPostgres;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresPartitionLeasesTest extends PartitionLeasesContract {

    /**
     * Looks for dead ones every four seconds: one that is alive and beats ten times as often looks so, unless it stands still
     * from one look to the next.
     */
    private static final LeaseTimes WATCHFUL = new LeaseTimes(Duration.ofMillis(20), Duration.ofSeconds(2));

    /** Heartbeats so far ahead are left as they are, and look alive for as long. */
    private static final Duration AHEAD = Backoff.LONGEST.minusSeconds(10);

    private @Nullable Database database;

    @Override
    Database database() {
        if (database == null) {
            database = TestPostgres.emptyDatabase().server().open();
        }
        return database;
    }

    @Override
    @AfterEach
    void stop() {
        super.stop();
        database().close();
    }

    @Test
    void takesOverWhatADeadOneHeldAndJudgesItOnce() {
        Rows.abandoned(database(), "job", 0);
        ScriptedHandler handler = ScriptedHandler.finishing();

        start(handler, WATCHFUL);
        start(handler, WATCHFUL);

        assertThat(handler.next()).isEqualTo("judged job 0");
        assertThat(handler.next()).isEqualTo("run job 0");
        Rows.abandoned(database(), "another", 0);
        assertThat(handler.next()).isEqualTo("judged another 0");
        assertThat(handler.next()).isEqualTo("run another 0");
        assertThat(handler.isQuiet()).isTrue();
    }

    @Test
    void takesNoLivingOneForDeadWhenItsClockIsSetBack() {
        AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
        ScriptedHandler living = ScriptedHandler.waiting();
        Rows.offer(database(), "job", 1);
        start(living, QUICK, 8, () -> Instant.now().plus(jump.get()));
        assertThat(living.next()).isEqualTo("run job 0");
        ScriptedHandler other = ScriptedHandler.judging();
        start(other, WATCHFUL);

        jump.set(Duration.ofHours(-1));
        // Two of its looks.
        for (int number = 0; number < 2; number++) {
            // Long dead, but not by the clock of the living one, which would judge it, too.
            Rows.abandoned(
                    database(), "dead", number, Instant.now().plus(jump.get()).plus(AHEAD));
            assertThat(other.next()).isEqualTo("judged dead " + number);
        }

        assertThat(living.isQuiet()).isTrue();
        assertThat(Rows.all(database())).contains("job/0 replica 1");
    }

    @Test
    void takesOverWhatADeadOneHeldBeforeTheClockWasSetBack() {
        Rows.abandoned(database(), "dead", 0, Instant.now().plus(Duration.ofHours(1)));

        ScriptedHandler handler = ScriptedHandler.judging();
        start(handler, QUICK);

        assertThat(handler.next()).isEqualTo("judged dead 0");
    }

    @Test
    void takesNoLivingOneForDeadThoughItsClockIsBehind() {
        ScriptedHandler living = ScriptedHandler.waiting();
        Rows.offer(database(), "job", 1);
        start(living, QUICK);
        assertThat(living.next()).isEqualTo("run job 0");

        ScriptedHandler ahead = ScriptedHandler.judging();
        start(ahead, WATCHFUL, 8, InstantSource.offset(Clock.systemUTC(), Duration.ofHours(1)));
        // Dead to nobody but the one that is ahead, and found at its second look: so was the living one.
        for (int number = 0; number < 2; number++) {
            Rows.abandoned(database(), "dead", number, Instant.now().plus(AHEAD));
            assertThat(ahead.next()).isEqualTo("judged dead " + number);
        }

        assertThat(living.isQuiet()).isTrue();
        assertThat(Rows.all(database())).contains("job/0 replica 1");
    }

    @Test
    void twoShareTheWorkAndNeverTheSamePartition() {
        int partitions = 200;
        Set<Long> inside = ConcurrentHashMap.newKeySet();
        Set<String> owners = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            if (!inside.add(number)) {
                throw new IllegalStateException("run twice at a time");
            }
            if (owners.add(owner)) {
                both.countDown();
            }
            both.await();
            inside.remove(number);
            return ScriptedHandler.OVER;
        });
        start(handler, PATIENT);
        start(handler, PATIENT);

        Rows.offer(database(), "job", partitions);

        Set<String> runs = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < partitions; i++) {
            runs.add(handler.next());
        }
        assertThat(runs).hasSize(partitions).allMatch(run -> run.startsWith("run job "));
        assertThat(owners).containsExactlyInAnyOrder("replica 1", "replica 2");
    }

    @Test
    void anInterruptDoesNotBreakWhatAHandlerIsWriting() {
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> ScriptedHandler.OVER);
        ScriptedHandler writing = new ScriptedHandler((jobId, number, owner) -> {
            int written = database().write(connection -> {
                handler.add("connected");
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT pg_sleep(0.5)")) {
                    row.next();
                    return statement.executeUpdate(
                            "INSERT INTO replica (name, started_at, seen_at) VALUES ('written', 0, 0)");
                }
            });
            handler.add("written " + written);
            return ScriptedHandler.AGAIN;
        });
        Rows.offer(database(), "job", 1);
        PartitionLeases leases = start(writing, QUICK);
        assertThat(handler.next()).isEqualTo("connected");

        leases.stop(LONG);

        assertThat(handler.next()).isEqualTo("written 1");
        assertThat(Rows.all(database())).containsExactly("job/0 null");
    }
}
