package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.DamagedJob;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.JobStore;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.PartitionResults;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResultWriterTest {

    private static final Duration SOON = Duration.ofNanos(1);

    private final List<PartitionResults> kept = new CopyOnWriteArrayList<>();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final List<Throwable> defects = new CopyOnWriteArrayList<>();
    private final AtomicInteger recoveries = new AtomicInteger();
    private final Told told = new Told();
    private final PartitionRun first = Tasks.partition(0);
    private final PartitionRun second = Tasks.partition(1);

    /** A job that counts. */
    private static class Told implements ResultWriter.Source {

        final AtomicLong recorded = new AtomicLong();
        final List<PartitionRun> refused = new CopyOnWriteArrayList<>();
        final BlockingQueue<Long> settled = new LinkedBlockingQueue<>();

        @Override
        public void recorded(PartitionRun partition, PartitionResults results, JobStore.Receipt receipt) {
            recorded.addAndGet(results.outcomes().size());
        }

        @Override
        public void refused(PartitionRun partition, Throwable reason) {
            refused.add(partition);
        }

        @Override
        public void settled(long outcomes) {
            settled.add(outcomes);
        }

        void awaitSettled(long outcomes) throws InterruptedException {
            long left = outcomes;
            while (left > 0) {
                Long some = settled.poll(45, TimeUnit.SECONDS);
                assertThat(some).isNotNull();
                left -= some == null ? 0 : some;
            }
        }
    }

    private ResultWriter writer(UnaryOperator<List<PartitionResults>> store) {
        JobStore fake = (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, called, arguments) -> {
                    @SuppressWarnings("unchecked") // the parameter of record
                    List<PartitionResults> results = (List<PartitionResults>) arguments[0];
                    kept.addAll(store.apply(results));
                    return new JobStore.Receipt(Set.of(), Map.of());
                });
        return new ResultWriter(
                fake,
                new ResultWriter.Listener() {
                    @Override
                    public void outcomesNotKept(RuntimeException failure) {
                        failures.add(failure);
                    }

                    @Override
                    public void outcomesKept() {
                        recoveries.incrementAndGet();
                    }

                    @Override
                    public void writerFailed(Throwable failure) {
                        defects.add(failure);
                        throw new LinkageError("so does the log");
                    }
                },
                SOON);
    }

    private ResultWriter.Batch batch(PartitionRun partition, long... indexes) {
        List<ItemOutcome> outcomes = Arrays.stream(indexes)
                .mapToObj(index -> ItemOutcome.ok(index, 1, 0, "1"))
                .toList();
        return new ResultWriter.Batch(told, partition, outcomes, 0, true);
    }

    private List<Long> keptIndexes() {
        return kept.stream()
                .flatMap(results -> results.outcomes().stream())
                .map(ItemOutcome::index)
                .sorted()
                .toList();
    }

    @Test
    void losesAndDoublesNothingWhenTheStoreFailsAndRecovers() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ResultWriter writer = writer(results -> {
            if (calls.incrementAndGet() <= 3) {
                throw new IllegalStateException("away");
            }
            return results;
        })) {
            writer.add(batch(first, 1, 0));
            writer.add(batch(second, 100));
            writer.add(batch(first, 2));
            told.awaitSettled(4);
        }
        assertThat(keptIndexes()).containsExactly(0L, 1L, 2L, 100L);
        assertThat(kept)
                .allSatisfy(results -> assertThat(results.outcomes())
                        .isSortedAccordingTo(Comparator.comparingLong(ItemOutcome::index)));
        assertThat(told.recorded).hasValue(4);
        assertThat(failures).hasSize(3);
        assertThat(recoveries.get()).isPositive();
    }

    @Test
    void outlivesAStoreThatRunsOutOfMemory() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ResultWriter writer = writer(results -> {
            if (calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("a test");
            }
            return results;
        })) {
            writer.add(batch(first, 1));
            told.awaitSettled(1);
        }
        assertThat(keptIndexes()).containsExactly(1L);
    }

    @Test
    void keepsOutcomesOfOthersWhenThoseOfAPartitionAreWrong() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        try (ResultWriter writer = writer(results -> {
            await(both);
            if (results.stream().anyMatch(of -> of.lease().equals(first.lease()))) {
                throw new IllegalArgumentException("out of place");
            }
            return results;
        })) {
            writer.add(batch(first, 1));
            writer.add(batch(first, 1));
            writer.add(batch(second, 100));
            both.countDown();
            told.awaitSettled(3);
        }
        assertThat(keptIndexes()).containsExactly(100L);
        assertThat(told.refused).contains(first).doesNotContain(second);
    }

    @Test
    void keepsOutcomesOfOthersWhenAJobIsDamaged() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        try (ResultWriter writer = writer(results -> {
            await(both);
            if (results.stream().anyMatch(of -> of.lease().equals(first.lease()))) {
                throw new DamagedJob("its checksum is wrong");
            }
            return results;
        })) {
            writer.add(batch(first, 1));
            writer.add(batch(second, 100));
            both.countDown();
            told.awaitSettled(2);
        }
        assertThat(keptIndexes()).containsExactly(100L);
        assertThat(told.refused).contains(first).doesNotContain(second);
    }

    @Test
    void outlivesAJobThatThrows() throws Exception {
        Told broken = new Told() {
            @Override
            public void recorded(PartitionRun partition, PartitionResults results, JobStore.Receipt receipt) {
                throw new IllegalStateException("a defect");
            }
        };
        try (ResultWriter writer = writer(results -> results)) {
            writer.add(new ResultWriter.Batch(broken, first, List.of(ItemOutcome.ok(1, 1, 0, "1")), 0, true));
            broken.awaitSettled(1);
            writer.add(batch(second, 100));
            told.awaitSettled(1);
        }
        assertThat(keptIndexes()).containsExactly(1L, 100L);
        assertThat(broken.refused).containsExactly(first);
    }

    /** Outcomes of one item that cannot be had as an array, or counted for the first time, by the writer. */
    private static final class Broken extends AbstractList<ItemOutcome> {

        private final boolean countable;
        private final AtomicInteger counted = new AtomicInteger();

        Broken(boolean countable) {
            this.countable = countable;
        }

        @Override
        public ItemOutcome get(int index) {
            return ItemOutcome.ok(1, 1, 0, "1");
        }

        @Override
        public int size() {
            if (!countable && isWriter() && counted.incrementAndGet() == 1) {
                throw new OutOfMemoryError("a test");
            }
            return 1;
        }

        private static boolean isWriter() {
            return Thread.currentThread().getName().equals("result-writer");
        }

        @Override
        public Object[] toArray() {
            if (countable) {
                throw new LinkageError("a test");
            }
            return super.toArray();
        }
    }

    @Test
    void outlivesAnErrorBeforeItHasTakenOutcomes() throws Exception {
        try (ResultWriter writer = writer(results -> results)) {
            writer.add(new ResultWriter.Batch(told, first, new Broken(false), 0, true));
            told.awaitSettled(1);
        }
        assertThat(keptIndexes()).containsExactly(1L);
        assertThat(told.refused).isEmpty();
        assertThat(defects).hasSize(1);
    }

    @Test
    void givesUpAPartitionWhoseOutcomesItCannotHandOver() throws Exception {
        try (ResultWriter writer = writer(results -> results)) {
            writer.add(new ResultWriter.Batch(told, first, new Broken(true), 0, true));
            told.awaitSettled(1);
            writer.add(batch(second, 100));
            told.awaitSettled(1);
            assertThat(writer.waitingBytes()).isZero();
        }
        assertThat(keptIndexes()).containsExactly(100L);
        assertThat(told.refused).containsExactly(first);
        assertThat(defects).hasSize(1);
    }

    @Test
    void outlivesAJobThatCannotBeTold() throws Exception {
        Told broken = new Told() {
            @Override
            public void recorded(PartitionRun partition, PartitionResults results, JobStore.Receipt receipt) {
                throw new OutOfMemoryError("a test");
            }

            @Override
            public void refused(PartitionRun partition, Throwable reason) {
                throw new OutOfMemoryError("another");
            }

            @Override
            public void settled(long outcomes) {
                super.settled(outcomes);
                throw new OutOfMemoryError("one more");
            }
        };
        try (ResultWriter writer = writer(results -> results)) {
            writer.add(new ResultWriter.Batch(broken, first, List.of(ItemOutcome.ok(1, 1, 0, "1")), 0, true));
            broken.awaitSettled(1);
            writer.add(batch(second, 100));
            told.awaitSettled(1);
        }
        assertThat(first.lost()).isTrue();
        assertThat(keptIndexes()).containsExactly(1L, 100L);
        assertThat(defects).hasSize(3);
    }

    @Test
    void leavesOutWhatBelongsToALostPartition() throws Exception {
        first.lose();
        try (ResultWriter writer = writer(results -> results)) {
            writer.add(batch(first, 1));
            writer.add(batch(second, 100));
            told.awaitSettled(2);
        }
        assertThat(keptIndexes()).containsExactly(100L);
    }

    @Test
    void keepsWhatWaitsWhenItIsClosed() {
        CountDownLatch busy = new CountDownLatch(1);
        ResultWriter writer = writer(results -> {
            await(busy);
            return results;
        });
        writer.add(batch(first, 1));
        writer.add(batch(first, 2));
        busy.countDown();
        writer.close();
        assertThat(keptIndexes()).containsExactly(1L, 2L);
    }

    @Test
    void endsAtOnceWhenItIsClosedWhileTheStoreFails() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        ResultWriter writer = writer(results -> {
            failed.countDown();
            throw new IllegalStateException("away");
        });
        writer.add(batch(first, 1));
        failed.await();
        writer.close();
        assertThat(kept).isEmpty();
        assertThat(told.recorded).hasValue(0);
    }

    @Test
    void isFullOfResultsAndOfFailuresUntilTheyAreKept() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        try (ResultWriter writer = writer(results -> {
            await(busy);
            return results;
        })) {
            ItemError error =
                    new ItemError(ItemError.Reason.EXCEPTION, "X", "m".repeat(2_000), "s".repeat(8_000), "f", false);
            ItemOutcome failure = new ItemOutcome(
                    1,
                    OutcomeStatus.ERROR,
                    1,
                    0,
                    Optional.empty(),
                    Optional.of(new ItemOutcome.Failure(error, List.of())));
            writer.add(new ResultWriter.Batch(told, first, Collections.nCopies(3_000, failure), 0, true));
            assertThat(writer.isFull()).isFalse();
            writer.add(new ResultWriter.Batch(
                    told, second, List.of(ItemOutcome.ok(100, 1, 0, "x".repeat(4 << 20))), 0, true));
            assertThat(writer.isFull()).isTrue();
            busy.countDown();
            told.awaitSettled(3_001);
            assertThat(writer.isFull()).isFalse();
            assertThat(writer.waitingBytes()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
