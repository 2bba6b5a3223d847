package io.amorsize.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.PartitionHandler.Verdict;
import io.amorsize.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for leases whatever the database: inherited by a test for each of them. */
abstract class PartitionLeasesContract {

    /** Looks by itself, and beats ten times a second. */
    static final LeaseTimes QUICK = new LeaseTimes(Duration.ofMillis(20), Duration.ofMillis(100));

    /** Looks once, and then only when it is nudged. */
    static final LeaseTimes IDLE = new LeaseTimes(Duration.ofHours(1), Duration.ofHours(1));

    /** Takes a living one for dead only if it stands still for twelve seconds. */
    static final LeaseTimes PATIENT = new LeaseTimes(Duration.ofMillis(20), Duration.ofSeconds(3));

    static final Duration LONG = Duration.ofSeconds(45);

    private static final SqlPartitionQueueRounds ROUNDS = new SqlPartitionQueueRounds(200);

    private final List<PartitionLeases> started = new ArrayList<>();
    private final AtomicInteger names = new AtomicInteger();

    /** An open database with the schema of the service; the same one each time within a test. */
    abstract Database database();

    @AfterEach
    void stop() {
        started.forEach(each -> each.stop(Duration.ofSeconds(1)));
    }

    PartitionLeases start(ScriptedHandler handler, LeaseTimes times) {
        return start(handler, times, 8, Clock.systemUTC());
    }

    PartitionLeases start(ScriptedHandler handler, LeaseTimes times, int concurrency, InstantSource clock) {
        PartitionLeases leases = new PartitionLeases(
                database(),
                new ReplicaName("replica " + names.incrementAndGet()),
                handler,
                handler,
                clock,
                times,
                concurrency);
        started.add(leases);
        leases.start();
        return leases;
    }

    @Test
    void runsWhatIsOfferedOnce() {
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            assertThat(owner).isEqualTo("replica 1");
            return ScriptedHandler.OVER;
        });
        Rows.offer(database(), "job", 2);

        PartitionLeases leases = start(handler, QUICK);

        assertThat(List.of(handler.next(), handler.next())).containsExactlyInAnyOrder("run job 0", "run job 1");
        leases.stop(LONG);
        assertThat(Rows.all(database())).isEmpty();
        assertThat(handler.isQuiet()).isTrue();
    }

    @Test
    void aNudgeIsEnough() {
        ScriptedHandler handler = ScriptedHandler.finishing();
        Rows.offer(database(), "first", 1);
        PartitionLeases leases = start(handler, IDLE);
        assertThat(handler.next()).isEqualTo("run first 0");

        Rows.offer(database(), "second", 1);
        leases.nudge();

        assertThat(handler.next()).isEqualTo("run second 0");
    }

    @Test
    void runsAgainWhatIsToBeRunAgain() {
        AtomicInteger runs = new AtomicInteger();
        ScriptedHandler handler = new ScriptedHandler(
                (jobId, number, owner) -> runs.incrementAndGet() < 3 ? ScriptedHandler.AGAIN : ScriptedHandler.OVER);
        Rows.offer(database(), "job", 1);

        PartitionLeases leases = start(handler, QUICK);

        assertThat(List.of(handler.next(), handler.next(), handler.next())).containsOnly("run job 0");
        leases.stop(LONG);
        assertThat(Rows.all(database())).isEmpty();
    }

    @Test
    void putsOffWhatIsToBeRunLater() {
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> new Verdict.Again(Backoff.LONGEST));
        Rows.offer(database(), "job", 1);
        PartitionLeases leases = start(handler, QUICK);
        handler.next();
        // What it answers when it is to stop would be offered at once.
        awaitRow("job/0 null");
        leases.stop(LONG);

        ScriptedHandler next = ScriptedHandler.finishing();
        start(next, QUICK);
        Rows.offer(database(), "another", 1);
        assertThat(next.next()).isEqualTo("run another 0");
        Rows.offer(database(), "job", 1);

        // What is offered anew waits no longer.
        assertThat(next.next()).isEqualTo("run job 0");
    }

    @Test
    void goesOnWhenItsClockJumps() {
        AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
        AtomicInteger runs = new AtomicInteger();
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            if (jobId.equals("held")) {
                TimeUnit.DAYS.sleep(1);
            }
            return runs.incrementAndGet() % 2 == 1 ? new Verdict.Again(Backoff.LONGEST) : ScriptedHandler.OVER;
        });
        Rows.offer(database(), "held", 1);
        start(handler, QUICK, 8, () -> Instant.now().plus(jump.get()));
        assertThat(handler.next()).isEqualTo("run held 0");

        for (int hours : new int[] {2, -2, 0}) {
            Rows.offer(database(), "job", 1);
            assertThat(handler.next()).isEqualTo("run job 0");
            awaitRow("job/0 null");
            jump.set(Duration.ofHours(hours));
            assertThat(handler.next()).isEqualTo("run job 0");
        }

        assertThat(handler.isQuiet()).isTrue();
        assertThat(Rows.all(database())).contains("held/0 replica 1");
    }

    private void awaitRow(String row) {
        long until = System.nanoTime() + LONG.toNanos();
        while (!Rows.all(database()).contains(row)) {
            assertThat(System.nanoTime()).isLessThan(until);
        }
    }

    @Test
    void triesAgainWhenTheHandlerFailsAndSaysSoOnce() {
        AtomicInteger runs = new AtomicInteger();
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("broken");
            }
            return ScriptedHandler.OVER;
        });
        Rows.offer(database(), "job", 1);

        start(handler, QUICK);

        assertThat(IntStream.range(0, 5).mapToObj(i -> handler.next()))
                .containsExactly("run job 0", "failed job 0 broken", "run job 0", "run job 0", "recovered job 0");
    }

    @Test
    void survivesAnErrorOfTheHandler() {
        AtomicInteger runs = new AtomicInteger();
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            if (runs.incrementAndGet() < 2) {
                throw new AssertionError("broken");
            }
            return ScriptedHandler.OVER;
        });
        Rows.offer(database(), "job", 1);

        start(handler, QUICK);

        assertThat(IntStream.range(0, 4).mapToObj(i -> handler.next()))
                .containsExactly("run job 0", "failed job 0 broken", "run job 0", "recovered job 0");
    }

    @Test
    void takesTheMostImportantFirst() {
        SqlPartitionQueue queue = new SqlPartitionQueue(database(), Clock.systemUTC());
        database().write(connection -> {
            queue.enqueue(connection, "low", 0, 1);
            queue.enqueue(connection, "high", 0, 100);
            queue.enqueue(connection, "low", 1, 1);
            return 3;
        });
        ScriptedHandler handler = ScriptedHandler.finishing();

        start(handler, QUICK, 1, Clock.systemUTC());

        assertThat(handler.next()).isEqualTo("run high 0");
        assertThat(List.of(handler.next(), handler.next())).containsExactlyInAnyOrder("run low 0", "run low 1");
    }

    @Test
    void runsNoMoreAtATimeThanItMay() throws InterruptedException {
        Semaphore entered = new Semaphore(0);
        Semaphore permits = new Semaphore(0);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            entered.release();
            permits.acquire();
            inside.decrementAndGet();
            return ScriptedHandler.OVER;
        });
        Rows.offer(database(), "job", 20);

        start(handler, QUICK, 3, Clock.systemUTC());
        entered.acquire(3);
        assertThat(entered.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
        permits.release(20);
        List<String> runs = IntStream.range(0, 20).mapToObj(i -> handler.next()).toList();

        assertThat(most.get()).isEqualTo(3);
        assertThat(runs).doesNotHaveDuplicates();
    }

    @Test
    void anOfferDuringARunIsNotLost() {
        CountDownLatch offered = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            if (runs.incrementAndGet() == 1) {
                offered.await();
            }
            return ScriptedHandler.OVER;
        });
        Rows.offer(database(), "job", 1);
        PartitionLeases leases = start(handler, QUICK);
        assertThat(handler.next()).isEqualTo("run job 0");

        Rows.offer(database(), "job", 1);
        offered.countDown();

        assertThat(handler.next()).isEqualTo("run job 0");
        leases.stop(LONG);
        assertThat(handler.isQuiet()).isTrue();
        assertThat(Rows.all(database())).isEmpty();
    }

    @Test
    void everyOfferIsFollowedByARunThatSeesWhatWasCommittedWithIt() {
        ROUNDS.check(database(), handler -> start(handler, QUICK));
    }

    @Test
    void givesBackWhatItHoldsWhenItStops() {
        ScriptedHandler handler = ScriptedHandler.waiting();
        Rows.offer(database(), "job", 2);
        PartitionLeases leases = start(handler, QUICK);
        handler.next();
        handler.next();

        leases.stop(LONG);

        assertThat(Rows.all(database())).containsExactly("job/0 null", "job/1 null");
        ScriptedHandler next = ScriptedHandler.finishing();
        start(next, IDLE);
        assertThat(List.of(next.next(), next.next())).containsExactlyInAnyOrder("run job 0", "run job 1");
        assertThat(handler.isQuiet()).isTrue();
    }

    @Test
    void givesBackWhatAHandlerDoesNotLeave() throws InterruptedException {
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            while (true) {
                try {
                    leave.await();
                    return ScriptedHandler.OVER;
                } catch (InterruptedException e) {
                    heard.countDown();
                }
            }
        });
        Rows.offer(database(), "job", 1);
        PartitionLeases leases = start(handler, QUICK);
        handler.next();

        leases.stop(Duration.ofMillis(50));

        // It was told, though it need not have had a CPU to hear it by then.
        assertThat(heard.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Rows.all(database())).containsExactly("job/0 null");
        leave.countDown();
        start(ScriptedHandler.waiting(), QUICK);
        assertThat(handler.isQuiet()).isTrue();
    }

    @Test
    void tellsTheHandlerThatItLostItsLease() {
        Set<Thread> left = ConcurrentHashMap.newKeySet();
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            try {
                TimeUnit.DAYS.sleep(1);
            } catch (InterruptedException e) {
                left.add(Thread.currentThread());
                throw e;
            }
            return ScriptedHandler.OVER;
        });
        Rows.offer(database(), "job", 1);
        // Beats so slowly that the other, who gives no sign of life, is not taken for dead meanwhile.
        PartitionLeases leases = start(handler, new LeaseTimes(Duration.ofMillis(20), Duration.ofSeconds(2)));
        handler.next();

        LeaseTable table = new LeaseTable(database(), InstantSource.system());
        assertThat(table.takeOver(table.held().getFirst(), new ReplicaName("another")))
                .isTrue();

        assertThat(handler.next()).isEqualTo("lost job 0");
        leases.stop(LONG);
        assertThat(left).hasSize(1);
        assertThat(Rows.all(database())).containsExactly("job/0 another");
    }
}
