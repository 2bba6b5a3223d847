package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.run.Engine.Answer;
import io.amorsize.job.run.Engine.Item;
import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.optimizer.Executor;
import io.amorsize.testing.JobSpecs;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Items of several jobs that tell how much memory they take. */
@Timeout(120)
class JobMemoryTest {

    private static final long BUDGET = 100;
    private static final JobSpecs SPEC = JobSpecs.of("test");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private static JobSpecs fixed(int workers, long chunkSize) {
        return SPEC.fixed(workers, chunkSize, Executor.VIRTUAL_THREADS);
    }

    /** Each thirtieth takes nearly all there is, each hundredth more than that, the others a little. */
    private static final class Mixed implements ItemRunner<Item, Answer> {
        private final Map<Long, AtomicInteger> runs = new ConcurrentHashMap<>();
        private final AtomicLong held = new AtomicLong();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger mostRunning = new AtomicInteger();
        private final AtomicInteger breaches = new AtomicInteger();

        @Override
        public long memoryBytes(Item item) {
            return item.value() % 100 == 0 ? 5 * BUDGET : item.value() % 30 == 0 ? BUDGET - 5 : 1 + item.value() % 10;
        }

        @Override
        public Answer run(Item item, ItemContext context) {
            long now = held.addAndGet(memoryBytes(item));
            int others = running.incrementAndGet();
            mostRunning.accumulateAndGet(others, Math::max);
            if (now > BUDGET && others > 1) {
                breaches.incrementAndGet();
            }
            LockSupport.parkNanos(100_000);
            runs.computeIfAbsent(item.value(), unseen -> new AtomicInteger()).incrementAndGet();
            running.decrementAndGet();
            held.addAndGet(-memoryBytes(item));
            return new Answer(item.value());
        }
    }

    @Test
    void whatRunsFitsIntoMemoryAndNoItemIsLeftBehind() throws Exception {
        Mixed items = new Mixed();
        try (Engine engine = new Engine(folder, Activity.WAITS, items)) {
            engine.pool.limitMemory(BUDGET, 1);
            String one = engine.submit(fixed(30, 1), 600);
            String other = engine.submit(fixed(20, 7), 600);
            engine.awaitEnd(one);
            engine.awaitEnd(other);

            assertThat(items.breaches).hasValue(0);
            assertThat(items.mostRunning.get()).isGreaterThan(1);
            assertThat(items.runs)
                    .hasSize(600)
                    .allSatisfy((item, times) -> assertThat(times).hasValue(2));
            assertThat(engine.store.find(one).orElseThrow().state()).isInstanceOf(JobState.Succeeded.class);
            assertThat(engine.store.find(other).orElseThrow().state()).isInstanceOf(JobState.Succeeded.class);
            assertThat(engine.pool.heapUse().heldBytes()).isZero();
            assertThat(engine.pool.heapUse().items()).isZero();
            // A job that is called and has no item left is forgotten by a worker that need not have asked it yet.
            engine.await(one, job -> engine.pool.heapUse().sourcesWaiting() == 0);
            assertThat(engine.defects).isEmpty();
        }
    }

    @Test
    void aJobThatWaitsForMemoryAndIsCancelledKeepsNobodyWaiting() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        try (Engine engine = new Engine(folder, Activity.WAITS, new ItemRunner<>() {
            @Override
            public long memoryBytes(Item item) {
                return item.value() == 0 ? 60 : 50;
            }

            @Override
            public Answer run(Item item, ItemContext context) throws InterruptedException {
                if (item.value() == 0) {
                    inside.countDown();
                    gate.await();
                }
                return new Answer(0);
            }
        })) {
            engine.pool.limitMemory(BUDGET, 1);
            String first = engine.submit(fixed(1, 1), 1);
            inside.await();
            String waits = engine.submit(fixed(1, 1), 10);
            engine.await(waits, job -> engine.pool.heapUse().sourcesWaiting() > 0);
            engine.jobs.cancel(waits);
            String last = engine.submit(fixed(1, 1), 3);
            Job cancelled = engine.await(waits, job -> {
                engine.jobs.tend();
                return job.state() instanceof JobState.Ended;
            });
            assertThat(cancelled.counts().cancelled()).isEqualTo(10);

            gate.countDown();

            assertThat(engine.awaitEnd(first).counts().succeeded()).isEqualTo(1);
            assertThat(engine.awaitEnd(last).counts().succeeded()).isEqualTo(3);
        }
    }

    @Test
    void whatDoesNotComeBackKeepsItsMemoryAndNobodyWaiting() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (Engine engine = new Engine(folder, Activity.WAITS, new ItemRunner<>() {
            @Override
            public long memoryBytes(Item item) {
                return 60;
            }

            @Override
            public Answer run(Item item, ItemContext context) {
                boolean stuck = item.value() == 0;
                while (stuck) {
                    try {
                        gate.await();
                        stuck = false;
                    } catch (InterruptedException e) {
                        stuck = true;
                    }
                }
                return new Answer(0);
            }
        })) {
            engine.pool.limitMemory(BUDGET, 1);
            String id = engine.submit(fixed(4, 1).itemTimeout(0.05), 20);
            engine.awaitEnd(id);

            assertThat(engine.outcomes(id).getFirst().status()).isEqualTo(OutcomeStatus.TIMEOUT);
            assertThat(engine.pool.heapUse().heldBytes()).isPositive();
            gate.countDown();
            engine.await(id, job -> engine.pool.heapUse().heldBytes() == 0);
        }
    }

    @Test
    void aTypeThatCannotTellFailsTheItem() throws Exception {
        try (Engine engine = new Engine(folder, Activity.WAITS, new ItemRunner<>() {
            @Override
            public long memoryBytes(Item item) throws ItemFailure {
                if (item.value() == 1) {
                    throw new ItemFailure("NO_HEADER", ItemFailure.Kind.PERMANENT, "as if");
                }
                return -1;
            }

            @Override
            public Answer run(Item item, ItemContext context) {
                return new Answer(0);
            }
        })) {
            String id = engine.submit(fixed(1, 1), 3);
            Job job = engine.awaitEnd(id);

            assertThat(job.counts().succeeded()).isEqualTo(2);
            assertThat(engine.outcomes(id)
                            .get(1)
                            .failure()
                            .orElseThrow()
                            .error()
                            .errorClass())
                    .isEqualTo("NO_HEADER");
        }
    }

    @Test
    void thePlanHasNoMoreWorkersThanMemoryHasRoomFor() throws Exception {
        try (Engine engine = new Engine(folder, Activity.WAITS, new ItemRunner<>() {
            @Override
            public long memoryBytes(Item item) {
                return 1 << 20;
            }

            @Override
            public Answer run(Item item, ItemContext context) {
                LockSupport.parkNanos(2_000_000);
                return new Answer(0);
            }
        })) {
            engine.pool.limitMemory(10 << 20, 1);
            Job job = engine.awaitEnd(engine.submit(SPEC, 2_000));

            PlanRevision plan = job.plans().getLast();
            assertThat(plan.workers()).isBetween(2, 8);
            assertThat(plan.limit().orElseThrow()).contains("memory has room for 8 workers: 1.00 MiB each");
        }
    }
}
