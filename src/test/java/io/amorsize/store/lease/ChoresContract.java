package io.amorsize.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for chores whatever the database: inherited by a test for each of them. */
abstract class ChoresContract {

    private static final Duration SOON = Duration.ofMillis(10);

    private final List<Chores> started = new ArrayList<>();

    /** An open database with the schema of the service; the same one each time within a test. */
    abstract Database database();

    @AfterEach
    void stop() {
        started.forEach(Chores::stop);
    }

    void start(ScriptedHandler listener, LeaseTimes times, Chore... all) {
        start(listener, times, Clock.systemUTC(), all);
    }

    private void start(ScriptedHandler listener, LeaseTimes times, InstantSource clock, Chore... all) {
        Chores chores = new Chores(
                database(), new ReplicaName("replica " + started.size()), List.of(all), listener, clock, times);
        started.add(chores);
        chores.start();
    }

    @Test
    void doesEachOfThemAgainAndAgain() {
        ScriptedHandler a = ScriptedHandler.finishing();
        ScriptedHandler b = ScriptedHandler.finishing();

        start(
                a,
                PartitionLeasesContract.QUICK,
                new Chore("a", SOON, () -> a.add("a")),
                new Chore("b", SOON, () -> b.add("b")));

        for (int i = 0; i < 3; i++) {
            assertThat(a.next()).isEqualTo("a");
            assertThat(b.next()).isEqualTo("b");
        }
    }

    @Test
    void goesOnAfterFailuresAndTellsOfTheFirstInARow() {
        ScriptedHandler listener = ScriptedHandler.finishing();
        AtomicInteger times = new AtomicInteger();

        start(listener, PartitionLeasesContract.QUICK, new Chore("a", SOON, () -> {
            listener.add("a");
            if (times.incrementAndGet() < 3) {
                throw new IllegalStateException("broken");
            }
        }));

        assertThat(IntStream.range(0, 6).mapToObj(i -> listener.next()))
                .containsExactly("a", "failed a broken", "a", "a", "recovered a", "a");
    }

    @Test
    void doesWhatADeadOneLeft() {
        ScriptedHandler listener = ScriptedHandler.finishing();
        Rows.abandonedChore(database(), "a");

        start(listener, PartitionLeasesContract.QUICK, new Chore("a", SOON, () -> listener.add("a")));

        assertThat(listener.next()).isEqualTo("a");
    }

    @Test
    void doesItAgainWhenTheClockIsSetBack() {
        AtomicReference<Duration> jump = new AtomicReference<>(Duration.ofHours(1));
        ScriptedHandler listener = ScriptedHandler.finishing();
        start(
                listener,
                PartitionLeasesContract.QUICK,
                () -> Instant.now().plus(jump.get()),
                new Chore("a", Duration.ofMinutes(1), () -> listener.add("a")));
        assertThat(listener.next()).isEqualTo("a");
        long until = System.nanoTime() + PartitionLeasesContract.LONG.toNanos();
        while (!Rows.choresDone(database()).contains("a")) {
            assertThat(System.nanoTime()).isLessThan(until);
        }

        jump.set(Duration.ZERO);

        assertThat(listener.next()).isEqualTo("a");
    }

    @Test
    void partitionsCannotKeepItWaiting() {
        ScriptedHandler waiting = ScriptedHandler.waiting();
        Rows.offer(database(), "job", 2);
        PartitionLeases leases = new PartitionLeases(
                database(),
                new ReplicaName("replica"),
                waiting,
                waiting,
                Clock.systemUTC(),
                PartitionLeasesContract.QUICK,
                1);
        leases.start();
        waiting.next();

        ScriptedHandler listener = ScriptedHandler.finishing();
        start(listener, PartitionLeasesContract.QUICK, new Chore("a", SOON, () -> listener.add("a")));

        assertThat(listener.next()).isEqualTo("a");
        leases.stop(PartitionLeasesContract.LONG);
    }
}
