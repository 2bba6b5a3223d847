package io.amorsize.job.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.optimizer.Executor;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkerPoolTest {

    private static final Duration LONG = Duration.ofSeconds(45);
    private static final PoolSettings SETTINGS = PoolSettings.DEFAULTS.withGrace(Duration.ofMillis(50));

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final PoolListener listener = new PoolListener() {
        @Override
        public void failed(WorkSource source, Throwable error) {
            news.add("failed " + error.getClass().getSimpleName());
        }

        @Override
        public void gaveUp(WorkSource source, String thread) {
            news.add("gave up " + thread);
        }

        @Override
        public void cameBack(WorkSource source, String thread) {
            news.add("came back " + thread);
        }
    };
    private final CountDownLatch gate = new CountDownLatch(1);
    private WorkerPool pool = pool(2, 100);

    private WorkerPool pool(double cpus, int waiting) {
        return new WorkerPool(new PoolLimits(cpus, waiting), SETTINGS, System::nanoTime, listener);
    }

    /** From now on threads that were interrupted have time to come back, however busy the machine is. */
    private void giveTime() {
        pool.close();
        pool = new WorkerPool(
                new PoolLimits(2, 100), PoolSettings.DEFAULTS.withGrace(LONG), System::nanoTime, listener);
    }

    @AfterEach
    void close() {
        gate.countDown();
        pool.close();
    }

    private void pass() {
        try {
            assertThat(gate.await(45, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(45, TimeUnit.SECONDS)).isTrue();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(45, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allPiecesRunOnceOnReusedDaemonThreads() throws InterruptedException {
        AtomicInteger ran = new AtomicInteger();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(10_000);
        QueuedSource source = QueuedSource.computing(2).add(10_000, slot -> {
            threads.add(Thread.currentThread());
            ran.incrementAndGet();
            all.countDown();
        });

        pool.join(source).nudge();

        await(all);
        assertThat(ran).hasValue(10_000);
        assertThat(threads)
                .hasSizeBetween(1, 2)
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getName().matches("worker-\\d+"));
    }

    @Test
    void nothingIsAskedBeforeTheFirstNudge() {
        AtomicInteger ran = new AtomicInteger();
        QueuedSource source = QueuedSource.computing(1).add(slot -> ran.incrementAndGet());

        Membership membership = pool.join(source);

        assertThat(membership.running()).isZero();
        assertThat(source.pieces).hasSize(1);
        assertThat(ran).hasValue(0);
    }

    @Test
    void eachNudgeIsHeardEvenWhenItMeetsTheWorkerThatJustFoundNothing() throws InterruptedException {
        QueuedSource source = QueuedSource.computing(2);
        Membership membership = pool.join(source);

        for (int i = 0; i < 5_000; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            source.add(slot -> ran.countDown());
            membership.nudge();
            await(ran);
        }
    }

    @Test
    void noMoreComputingPiecesRunThanThereAreCpusOverAllSources() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(2000);
        for (int i = 0; i < 5; i++) {
            QueuedSource source = QueuedSource.computing(4).add(400, slot -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                running.decrementAndGet();
                done.countDown();
            });
            pool.join(source).nudge();
        }

        await(done);
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void aSourceUsesAllTheWorkersItMayHave() throws InterruptedException {
        CyclicBarrier two = new CyclicBarrier(2);
        CyclicBarrier hundred = new CyclicBarrier(100);
        CountDownLatch done = new CountDownLatch(102);
        QueuedSource computing = QueuedSource.computing(2).add(2, slot -> {
            meet(two);
            done.countDown();
        });
        QueuedSource waiting = QueuedSource.waiting(100).add(100, slot -> {
            meet(hundred);
            done.countDown();
        });

        pool.join(computing).nudge();
        pool.join(waiting).nudge();

        await(done);
    }

    @Test
    void waitingPiecesKeepToTheirCeilingAndToTheWorkersOfTheirSource() throws InterruptedException {
        pool.limit(new PoolLimits(2, 5));
        QueuedSource narrow = QueuedSource.waiting(2).add(10, slot -> pass());
        QueuedSource wide = QueuedSource.waiting(50).add(50, slot -> pass());
        Membership first = pool.join(narrow);
        Membership second = pool.join(wide);
        first.nudge();
        awaitUse(use -> use.waiting() == 2);
        second.nudge();
        awaitUse(use -> use.waiting() == 5);

        assertThat(first.running()).isEqualTo(2);
        assertThat(second.running()).isEqualTo(3);
        pool.limit(new PoolLimits(2, 7));
        awaitUse(use -> use.waiting() == 7);
    }

    private void awaitUse(Predicate<PoolUse> wanted) {
        awaitUse(pool, wanted);
    }

    @Test
    void virtualThreadsRunWhatAsksForThem() throws InterruptedException {
        BlockingQueue<Boolean> virtual = new LinkedBlockingQueue<>();
        for (Executor executor : Executor.values()) {
            QueuedSource source = QueuedSource.computing(1)
                    .add(slot -> virtual.add(Thread.currentThread().isVirtual()));
            source.executor = executor;
            Membership membership = pool.join(source);
            membership.nudge();
            assertThat(virtual.poll(45, TimeUnit.SECONDS))
                    .isEqualTo(executor == Executor.VIRTUAL_THREADS || executor == Executor.PROCESSES);
        }
    }

    @Test
    void aWorkerOutlivesWhateverAPieceThrows() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        QueuedSource source = QueuedSource.computing(1)
                .add(slot -> overflow(0))
                .add(slot -> {
                    throw new OutOfMemoryError("as if");
                })
                .add(slot -> {
                    slot.begin(Long.MAX_VALUE, () -> {});
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException();
                })
                .add(slot -> {
                    interrupted.set(Thread.currentThread().isInterrupted());
                    done.countDown();
                });

        Membership membership = pool.join(source);
        membership.nudge();

        await(done);
        assertThat(interrupted).hasValue(false);
        assertThat(List.of(news.take(), news.take(), news.take()))
                .containsExactly(
                        "failed StackOverflowError", "failed OutOfMemoryError", "failed IllegalStateException");
        assertThat(membership.awaitQuiet(LONG)).isTrue();
    }

    /** Throws the first time that a thread of such a name calls it. */
    private static Runnable throwingOnce(String threads) {
        AtomicBoolean thrown = new AtomicBoolean();
        return () -> {
            if (Thread.currentThread().getName().matches(threads) && !thrown.getAndSet(true)) {
                throw new IllegalStateException();
            }
        };
    }

    private static int overflow(int depth) {
        return depth < Integer.MAX_VALUE ? overflow(depth + 1) + 1 : 0;
    }

    @Test
    void aSourceThatThrowsIsAskedAgainAfterItsNextNudge() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        QueuedSource source = QueuedSource.computing(1).add(slot -> done.countDown());
        source.executor = Executor.CALLER;
        source.beforeNext = throwingOnce(".*");
        Membership membership = pool.join(source);

        membership.nudge();
        assertThat(news.take()).isEqualTo("failed IllegalStateException");
        assertThat(membership.awaitQuiet(LONG)).isTrue();
        membership.nudge();

        await(done);
    }

    @Test
    void aTryThatTakesTooLongIsInterruptedAndTheNextOneIsNot() throws InterruptedException {
        giveTime();
        BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        QueuedSource source = QueuedSource.computing(1).add(slot -> {
            slot.begin(TimeUnit.MILLISECONDS.toNanos(20), () -> seen.add("given up"));
            try {
                gate.await();
            } catch (InterruptedException e) {
                seen.add("interrupted");
            }
            Thread.currentThread().interrupt();
            seen.add(slot.end());
            slot.begin(TimeUnit.SECONDS.toNanos(60), () -> seen.add("given up"));
            seen.add(Thread.currentThread().isInterrupted());
            seen.add(slot.end());
        });

        pool.join(source).nudge();

        assertThat(List.of(seen.take(), seen.take(), seen.take(), seen.take()))
                .containsExactly("interrupted", WorkerSlot.End.TIMED_OUT, false, WorkerSlot.End.IN_TIME);
    }

    @Test
    void aThreadThatDoesNotComeBackIsReplacedAndCountsUntilItDoes() throws InterruptedException {
        pool.limit(new PoolLimits(2, 10));
        BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        CountDownLatch others = new CountDownLatch(3);
        QueuedSource source = QueuedSource.computing(1)
                .add(slot -> {
                    slot.begin(1, () -> seen.add("given up"));
                    boolean stuck = true;
                    while (stuck) {
                        try {
                            gate.await();
                            stuck = false;
                        } catch (InterruptedException e) {
                            seen.add("interrupted");
                        }
                    }
                    seen.add(slot.end());
                    seen.add(slot.shouldYield());
                })
                .add(3, slot -> others.countDown());
        Membership membership = pool.join(source);
        membership.nudge();

        // It may hear of the one after the other has happened.
        assertThat(List.of(seen.take(), seen.take())).containsExactlyInAnyOrder("interrupted", "given up");
        assertThat(news.take()).startsWith("gave up worker-");
        await(others);
        assertThat(membership.awaitQuiet(LONG)).isTrue();
        assertThat(pool.use().givenUp()).isEqualTo(1);
        assertThat(pool.use().cpus()).isEqualTo(1);

        gate.countDown();
        assertThat(seen.take()).isEqualTo(WorkerSlot.End.GIVEN_UP);
        assertThat(seen.take()).isEqualTo(true);
        assertThat(news.take()).startsWith("came back worker-");
        assertThat(pool.use().givenUp()).isZero();
        assertThat(pool.use().cpus()).isZero();
    }

    @Test
    void onePieceRunsEvenIfAllCpusAreHeldByStuckThreads() throws InterruptedException {
        pool.limit(new PoolLimits(0.5, 10));
        CountDownLatch ran = new CountDownLatch(1);
        QueuedSource source = QueuedSource.computing(1)
                .add(slot -> {
                    slot.begin(1, () -> {});
                    boolean stuck = true;
                    while (stuck) {
                        try {
                            gate.await();
                            stuck = false;
                        } catch (InterruptedException e) {
                            stuck = true;
                        }
                    }
                    slot.end();
                })
                .add(slot -> ran.countDown());

        pool.join(source).nudge();

        await(ran);
    }

    @Test
    void withdrawingInterruptsTheTryAndAllThatBeginLater() throws InterruptedException {
        giveTime();
        BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        CountDownLatch inside = new CountDownLatch(1);
        QueuedSource source = QueuedSource.computing(1)
                .add(slot -> {
                    slot.begin(Long.MAX_VALUE, () -> seen.add("given up"));
                    inside.countDown();
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        seen.add("interrupted");
                    }
                    seen.add(slot.end());
                    slot.begin(Long.MAX_VALUE, () -> seen.add("given up"));
                    seen.add(Thread.currentThread().isInterrupted());
                    seen.add(slot.end());
                    seen.add(Thread.currentThread().isInterrupted());
                    seen.add(slot.shouldYield());
                })
                .add(slot -> seen.add("second piece"));
        Membership membership = pool.join(source);
        membership.nudge();
        await(inside);

        membership.withdraw();
        membership.nudge();

        assertThat(membership.awaitQuiet(LONG)).isTrue();
        assertThat(seen)
                .containsExactly("interrupted", WorkerSlot.End.WITHDRAWN, true, WorkerSlot.End.WITHDRAWN, false, true);
        assertThat(source.pieces).hasSize(1);
    }

    @Test
    void leavingLetsPiecesEndAndTakesNoMore() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        AtomicReference<WorkerSlot.End> end = new AtomicReference<>();
        QueuedSource source = QueuedSource.computing(1)
                .add(slot -> {
                    slot.begin(Long.MAX_VALUE, () -> {});
                    inside.countDown();
                    while (!slot.shouldYield()) {
                        Thread.onSpinWait();
                    }
                    end.set(slot.end());
                })
                .add(slot -> {});
        Membership membership = pool.join(source);
        membership.nudge();
        await(inside);
        assertThat(membership.awaitQuiet(Duration.ZERO)).isFalse();

        membership.leave();

        assertThat(membership.awaitQuiet(LONG)).isTrue();
        assertThat(end).hasValue(WorkerSlot.End.IN_TIME);
        assertThat(source.pieces).hasSize(1);
    }

    @Test
    void aPieceYieldsToASourceThatComesLater() throws InterruptedException {
        pool.limit(new PoolLimits(1, 10));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        QueuedSource endless = QueuedSource.computing(1).add(slot -> {
            inside.countDown();
            while (!slot.shouldYield()) {
                Thread.onSpinWait();
            }
        });
        pool.join(endless).nudge();
        await(inside);

        pool.join(QueuedSource.computing(1).add(slot -> second.countDown())).nudge();

        await(second);
    }

    @Test
    void aPieceYieldsWhenTheCpusBecomeFewer() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(2);
        AtomicInteger yielded = new AtomicInteger();
        QueuedSource source = QueuedSource.computing(2).add(2, slot -> {
            inside.countDown();
            while (!slot.shouldYield() && gate.getCount() > 0) {
                Thread.onSpinWait();
            }
            yielded.incrementAndGet();
        });
        pool.join(source).nudge();
        await(inside);

        pool.limit(new PoolLimits(1, 10));

        awaitUse(use -> yielded.get() > 0);
    }

    @Test
    void closingInterruptsWhatRunsAndRefusesNewSources() throws InterruptedException {
        giveTime();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        QueuedSource source = QueuedSource.waiting(1).add(slot -> {
            slot.begin(Long.MAX_VALUE, () -> {});
            inside.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            slot.end();
        });
        pool.join(source).nudge();
        await(inside);

        pool.close();

        await(interrupted);
        assertThatThrownBy(() -> pool.join(source)).isInstanceOf(IllegalStateException.class);
        assertThat(pool.use().waiting()).isZero();
    }

    @Test
    void aWorkerThatEndedBeforeSomebodyCameToWakeItIsNotStartedAgain() throws InterruptedException {
        PoolSettings hasty = new PoolSettings(Duration.ofSeconds(1), Duration.ofMillis(5), LONG, Duration.ofMillis(10));
        AtomicLong clock = new AtomicLong();
        Queue<Thread> started = new ConcurrentLinkedQueue<>();
        CountDownLatch ran = new CountDownLatch(1);
        WorkerPool other = new WorkerPool(new PoolLimits(2, 9), hasty, clock::get, listener, (virtual, name, task) -> {
            if (virtual) {
                // Permits were given out, and those who got them are still to be started and woken.
                untilOneHasEnded(clock, started);
            }
            Thread thread = Thread.ofPlatform().daemon().unstarted(task);
            started.add(thread);
            thread.start();
        });
        CyclicBarrier both = new CyclicBarrier(2);
        Membership two =
                other.join(QueuedSource.computing(2).add(slot -> meet(both)).add(slot -> {
                    meet(both);
                    pass();
                }));
        two.nudge();
        awaitUse(other, use -> use.idleThreads() == 1);
        other.limit(new PoolLimits(1, 9));
        QueuedSource newThread = QueuedSource.computing(1).add(slot -> {});
        newThread.executor = Executor.VIRTUAL_THREADS;
        other.join(newThread).nudge();
        other.join(QueuedSource.computing(1).add(slot -> ran.countDown())).nudge();

        other.limit(new PoolLimits(3, 9));

        await(ran);
        assertThat(started).hasSize(3);
        gate.countDown();
        other.close();
    }

    private static void untilOneHasEnded(AtomicLong clock, Queue<Thread> threads) {
        while (threads.stream().allMatch(Thread::isAlive)) {
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            Thread.onSpinWait();
        }
    }

    private static void awaitUse(WorkerPool pool, Predicate<PoolUse> wanted) {
        while (!wanted.test(pool.use())) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aThreadThatTheSystemRefusedIsAskedForAgain() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(1);
        BlockingQueue<String> refused = new LinkedBlockingQueue<>();
        PoolListener hears = new PoolListener() {
            @Override
            public void noThread(Throwable error) {
                refused.add(String.valueOf(error.getMessage()));
            }
        };
        WorkerPool other =
                new WorkerPool(new PoolLimits(2, 9), SETTINGS, System::nanoTime, hears, (virtual, name, task) -> {
                    if (asked.incrementAndGet() <= 2) {
                        throw new OutOfMemoryError("no threads");
                    }
                    Thread.ofPlatform().daemon().start(task);
                });
        Membership source = other.join(QueuedSource.computing(1).add(slot -> ran.countDown()));

        source.nudge();

        await(ran);
        assertThat(refused).containsExactly("no threads", "no threads");
        assertThat(source.awaitQuiet(LONG)).isTrue();
        other.close();
    }

    @Test
    void aSourceThatThrowsWhereItMustNotCostsNeitherItsPieceNorItsPermit() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(2);
        QueuedSource source = QueuedSource.computing(1).add(2, slot -> ran.countDown());
        source.beforeWorkers = throwingOnce("worker-\\d+");
        Membership membership = pool.join(source);

        membership.nudge();

        await(ran);
        assertThat(news.take()).isEqualTo("failed IllegalStateException");
        assertThat(membership.awaitQuiet(LONG)).isTrue();
        assertThat(pool.use().computing()).isZero();
    }
}
