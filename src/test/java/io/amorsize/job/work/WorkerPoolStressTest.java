package io.amorsize.job.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.optimizer.Executor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many sources, whose pieces end, throw, time out and get stuck, while the budget and the sources change: each piece is
 * run once, the budget is kept to, and in the end nothing is held. What is asserted depends on no timing.
 */
@Timeout(120)
@SuppressWarnings("ThreadPriorityCheck") // yields so that threads meet where they seldom do
class WorkerPoolStressTest {

    private static final int SOURCES = 16;
    private static final int PIECES = 100;
    private static final int CHANGES = 1_500;
    private static final int MOST_WORKERS = 5;
    private static final double MOST_CPUS = 3;
    private static final int MOST_WAITING = 12;
    private static final List<Executor> EXECUTORS = List.of(Executor.values());
    private static final double[] SHARES = {0, 0.04, 0.3, 1};

    private static final PoolSettings SETTINGS =
            new PoolSettings(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20));

    private final Queue<Throwable> problems = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicLong computingMicros = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final WorkerPool pool = new WorkerPool(
            new PoolLimits(MOST_CPUS, MOST_WAITING),
            SETTINGS,
            System::nanoTime,
            PoolListener.NONE,
            (virtual, name, task) -> {
                Thread thread = virtual
                        ? Thread.ofVirtual().unstarted(task)
                        : Thread.ofPlatform().daemon().unstarted(task);
                threads.add(thread);
                thread.start();
            });

    /** A source and what became of its pieces. */
    private final class Load {
        private final QueuedSource source = new QueuedSource();
        private final AtomicIntegerArray ran = new AtomicIntegerArray(PIECES);
        private final AtomicInteger running = new AtomicInteger();
        private final CountDownLatch all = new CountDownLatch(PIECES);
        private final boolean cancelled;
        private final Membership membership;

        Load(SplittableRandom random) {
            cancelled = random.nextInt(4) == 0;
            source.workers = random.nextInt(1, MOST_WORKERS + 1);
            source.weight = random.nextInt(1, 6);
            source.cpuShare = SHARES[random.nextInt(SHARES.length)];
            source.executor = EXECUTORS.get(random.nextInt(EXECUTORS.size()));
            membership = pool.join(source);
        }

        void add(SplittableRandom random, int number) {
            int kind = random.nextInt(20);
            source.add(slot -> {
                begins();
                try {
                    run(kind, slot);
                } catch (AssertionError e) {
                    problems.add(e);
                } finally {
                    ran.incrementAndGet(number);
                    all.countDown();
                }
            });
        }

        private void begins() {
            if (Thread.currentThread().isInterrupted()) {
                problems.add(new AssertionError("a piece began interrupted"));
            }
        }

        private void run(int kind, WorkerSlot slot) {
            switch (kind) {
                case 0 -> stuck(slot);
                case 1, 2 -> timedOut(slot);
                case 3 -> throw new IllegalStateException("as pieces do");
                default -> inTime(slot);
            }
        }

        private void inTime(WorkerSlot slot) {
            if (cancelled) {
                // On a busy machine the grace may be over before the thread gets a CPU.
                slot.begin(Long.MAX_VALUE, () -> {});
                slot.end();
                return;
            }
            slot.begin(Long.MAX_VALUE, () -> problems.add(new AssertionError("given up without a reason")));
            Demand demand = Demand.of(source);
            assertThat(running.incrementAndGet()).isLessThanOrEqualTo(MOST_WORKERS);
            if (demand.waits()) {
                assertThat(waiting.incrementAndGet()).isLessThanOrEqualTo(MOST_WAITING);
                Thread.onSpinWait();
                waiting.decrementAndGet();
            } else {
                assertThat(computingMicros.addAndGet(demand.microCpus()))
                        .isLessThanOrEqualTo((long) (MOST_CPUS * Demand.MICRO));
                Thread.onSpinWait();
                computingMicros.addAndGet(-demand.microCpus());
            }
            running.decrementAndGet();
            assertThat(slot.end()).isEqualTo(WorkerSlot.End.IN_TIME);
        }

        private void timedOut(WorkerSlot slot) {
            slot.begin(1_000, () -> {});
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                assertThat(slot.end()).isNotEqualTo(WorkerSlot.End.IN_TIME);
            }
        }

        private void stuck(WorkerSlot slot) {
            CountDownLatch givenUp = new CountDownLatch(1);
            slot.begin(1_000, givenUp::countDown);
            boolean waits = true;
            while (waits) {
                try {
                    givenUp.await();
                    waits = false;
                } catch (InterruptedException e) {
                    waits = true;
                }
            }
            assertThat(slot.end()).isEqualTo(WorkerSlot.End.GIVEN_UP);
        }
    }

    /** In bits, so that sources get work while they have none and while they have some. */
    private void feed(List<Load> loads, SplittableRandom random) {
        int[] added = new int[SOURCES];
        for (int left = SOURCES * PIECES; left > 0; ) {
            int chosen = random.nextInt(SOURCES);
            Load load = loads.get(chosen);
            for (int i = random.nextInt(1, 8); i > 0 && added[chosen] < PIECES; i--) {
                load.add(random, added[chosen]++);
                left--;
            }
            load.membership.nudge();
        }
    }

    private void change(List<Load> loads, SplittableRandom random) {
        for (int i = 0; i < CHANGES; i++) {
            Load load = loads.get(random.nextInt(SOURCES));
            switch (random.nextInt(5)) {
                case 0 ->
                    pool.limit(new PoolLimits(random.nextDouble(0.1, MOST_CPUS), random.nextInt(1, MOST_WAITING + 1)));
                case 1 -> {
                    load.source.workers = random.nextInt(1, MOST_WORKERS + 1);
                    load.membership.nudge();
                }
                case 2 -> load.source.weight = random.nextInt(1, 6);
                case 3 -> {
                    if (load.cancelled && random.nextInt(20) == 0) {
                        load.membership.withdraw();
                    }
                }
                default -> load.membership.nudge();
            }
            Thread.onSpinWait();
        }
    }

    private void awaitNothingHeld() {
        PoolUse use = pool.use();
        while (use.computing() + use.waiting() + use.givenUp() + use.sourcesWaiting() > 0 || use.cpus() > 0) {
            Thread.onSpinWait();
            use = pool.use();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostAndNothingIsHeldInTheEnd(long seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < SOURCES; i++) {
            loads.add(new Load(random));
        }
        SplittableRandom ofFeeder = random.split();
        Thread feeder = Thread.ofPlatform().start(() -> feed(loads, ofFeeder));
        Thread other = Thread.ofPlatform().start(() -> change(loads, random));
        feeder.join();
        other.join();

        for (Load load : loads) {
            if (load.cancelled) {
                load.membership.withdraw();
                assertThat(load.membership.awaitQuiet(Duration.ofSeconds(60))).isTrue();
            } else {
                load.all.await();
            }
        }
        awaitNothingHeld();
        for (Load load : loads) {
            int left = load.source.pieces.size();
            int ran = 0;
            for (int i = 0; i < PIECES; i++) {
                assertThat(load.ran.get(i)).isLessThanOrEqualTo(1);
                ran += load.ran.get(i);
            }
            assertThat(ran + left).isEqualTo(PIECES);
        }
        pool.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(problems).isEmpty();
    }
}
