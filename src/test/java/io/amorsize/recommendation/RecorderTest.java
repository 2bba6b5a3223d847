package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RecorderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Retention RETENTION = new Retention(7, Duration.ofDays(1), 1_000_000);

    private final Memory archive = new Memory();
    private final Counts counts = new Counts();
    private Recorder recorder = recorder(1_000, Duration.ZERO, PATIENCE);

    private Recorder recorder(long queueBytes, Duration pause, Duration farewell) {
        return new Recorder(
                archive,
                new NoAnswers(),
                RETENTION,
                () -> Kept.EPOCH,
                counts,
                new Recorder.Settings(queueBytes, pause, NEVER, farewell));
    }

    private void replaced(Recorder other) {
        recorder.close();
        recorder = other;
    }

    @AfterEach
    void close() {
        archive.permits.release(1_000_000);
        recorder.close();
    }

    private boolean offer(int number, boolean named) {
        return recorder.offer(Kept.id(number), named, 10, () -> Kept.numbered(number));
    }

    @Test
    void writesWhatItTook() {
        archive.permits.release(100);

        assertThat(offer(1, true)).isTrue();
        assertThat(offer(2, false)).isTrue();
        recorder.flush(PATIENCE);

        assertThat(archive.saved).containsOnlyKeys(Kept.id(1), Kept.id(2));
        assertThat(counts.kept).hasValue(2);
        assertThat(recorder.waiting()).isZero();
    }

    @Test
    void findsWhatIsStillToBeWritten() {
        offer(1, false);

        assertThat(recorder.find(Kept.id(1))).contains(Kept.numbered(1));
        assertThat(archive.saved).isEmpty();
        assertThat(recorder.waiting()).isEqualTo(1);
    }

    @Test
    void findsWhatWasWritten() {
        archive.permits.release(1);
        offer(1, false);
        recorder.flush(PATIENCE);

        assertThat(recorder.find(Kept.id(1))).contains(Kept.numbered(1));
        assertThat(recorder.find(Kept.id(2))).isEmpty();
    }

    @Test
    void writesManyInOneTransaction() {
        offer(0, true);
        archive.awaitAttempt();
        IntStream.range(1, 100).forEach(i -> offer(i, true));

        archive.permits.release(2);
        recorder.flush(PATIENCE);

        assertThat(archive.transactions).hasValue(2);
        assertThat(archive.saved).hasSize(100);
    }

    @Test
    void refusesWhatHasNoRoomAndSaysSo() {
        boolean[] taken = new boolean[150];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = offer(i, true);
        }

        assertThat(IntStream.range(0, taken.length).filter(i -> taken[i]).count())
                .isEqualTo(100);
        assertThat(counts.of(RecordingListener.Reason.QUEUE_FULL)).isEqualTo(50);
        assertThat(offer(200, false))
                .as("those without a name have a queue of their own")
                .isTrue();
        archive.permits.release(100);
        recorder.flush(PATIENCE);
        assertThat(archive.saved).hasSize(101);
        assertThat(offer(201, true)).as("there is room again").isTrue();
    }

    @Test
    void writesNamedOnesAtOnceAndTheOthersAtABoundedRate() {
        replaced(recorder(10_000, NEVER, Duration.ofSeconds(10)));
        archive.permits.release(100);
        offer(1, false);
        archive.awaitSaved(1);

        offer(2, false);
        offer(3, true);
        archive.awaitSaved(2);

        assertThat(archive.saved).containsOnlyKeys(Kept.id(1), Kept.id(3));
        recorder.flush(PATIENCE);
        assertThat(archive.saved).as("a flush does not wait for the pause").containsKey(Kept.id(2));
    }

    @Test
    void triesAgainUntilTheStoreAnswers() {
        archive.failures.set(2);
        archive.permits.release(10);

        offer(1, true);
        recorder.flush(PATIENCE);

        assertThat(archive.saved).containsOnlyKeys(Kept.id(1));
        assertThat(counts.kept).hasValue(1);
        assertThat(counts.failed).hasValue(1);
        assertThat(counts.recovered).hasValue(1);
    }

    @Test
    void writesTheRestWhenItIsClosed() {
        replaced(recorder(10_000, NEVER, PATIENCE));
        archive.permits.release(100);
        IntStream.range(0, 300).forEach(i -> offer(i, i % 2 == 0));

        recorder.close();

        assertThat(archive.saved).hasSize(300);
        assertThat(offer(300, true)).isFalse();
    }

    @Test
    void saysWhatIsLostWhenTheStoreIsGoneAtTheEnd() {
        replaced(recorder(10_000, Duration.ZERO, Duration.ofMillis(100)));
        archive.failures.set(Integer.MAX_VALUE);
        archive.permits.release(1_000);
        IntStream.range(0, 300).forEach(i -> offer(i, true));

        recorder.close();

        // Who closes it does not wait for one that says so late.
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (counts.of(RecordingListener.Reason.STORE_GONE) < 300) {
            assertThat(System.nanoTime()).as("said").isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(counts.of(RecordingListener.Reason.STORE_GONE)).isEqualTo(300);
        assertThat(archive.saved).isEmpty();
    }

    @Test
    void leavesOutWhatCannotBeWrittenDown() {
        archive.permits.release(100);
        recorder.offer(Kept.id(1), true, 1, () -> {
            throw new IllegalStateException("broken");
        });
        offer(2, true);
        recorder.flush(PATIENCE);

        assertThat(archive.saved).containsOnlyKeys(Kept.id(2));
        assertThat(counts.of(RecordingListener.Reason.DEFECT)).isEqualTo(1);
    }

    @Test
    void keepsTheArchiveWithinItsRetention() {
        archive.permits.release(100);
        offer(1, true);
        recorder.flush(PATIENCE);
        recorder.close();

        assertThat(archive.pruned).containsExactly(RETENTION);
    }

    @Test
    void aFlushGivesUpInTheEnd() {
        offer(1, true);

        recorder.flush(Duration.ofMillis(20));

        assertThat(recorder.waiting()).isEqualTo(1);
    }

    /** An archive in memory that saves only with a permit. */
    private static final class Memory implements RecommendationArchive {
        final Map<String, KeptRecommendation> saved = new ConcurrentHashMap<>();
        final Semaphore permits = new Semaphore(0);
        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger transactions = new AtomicInteger();
        final List<Retention> pruned = new ArrayList<>();
        private final CountDownLatch attempt = new CountDownLatch(1);

        void awaitAttempt() {
            try {
                assertThat(attempt.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void awaitSaved(int count) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (saved.size() < count) {
                assertThat(System.nanoTime()).as("saved").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }

        @Override
        public void save(List<KeptRecommendation> batch) {
            attempt.countDown();
            permits.acquireUninterruptibly();
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new StoreUnavailable(new IllegalStateException("gone"));
            }
            transactions.incrementAndGet();
            batch.forEach(each -> saved.put(each.headline().id(), each));
        }

        @Override
        public Optional<KeptRecommendation> find(String id) {
            return Optional.ofNullable(saved.get(id));
        }

        @Override
        public List<Headline> newest(int limit, Optional<String> before, Optional<String> workload) {
            return List.of();
        }

        @Override
        public List<WorkloadCount> workloads() {
            return List.of();
        }

        @Override
        public int prune(Retention retention, Instant now) {
            pruned.add(retention);
            return 0;
        }
    }

    /** Keeps no answers. */
    private static final class NoAnswers implements IdempotentAnswers {
        @Override
        public Optional<IdempotentAnswer> find(String key, Instant since) {
            return Optional.empty();
        }

        @Override
        public IdempotentAnswer keepFirst(
                IdempotentAnswer answer, List<KeptRecommendation> recommendations, Instant since) {
            return answer;
        }

        @Override
        public int forget(Instant since) {
            assertThat(since).isEqualTo(Kept.EPOCH.minus(Recorder.IDEMPOTENCY));
            return 0;
        }
    }

    /** Counts what it is told. */
    private static final class Counts implements RecordingListener {
        final AtomicInteger kept = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
        final AtomicInteger recovered = new AtomicInteger();
        final Map<Reason, Integer> notKept = new ConcurrentHashMap<>();

        int of(Reason reason) {
            return notKept.getOrDefault(reason, 0);
        }

        @Override
        public void kept(int recommendations) {
            kept.addAndGet(recommendations);
        }

        @Override
        public void notKept(int recommendations, Reason reason) {
            notKept.merge(reason, recommendations, Integer::sum);
        }

        @Override
        public void defect(RuntimeException failure) {
            assertThat(failure).hasMessage("broken");
        }

        @Override
        public void storeFailed(RuntimeException failure) {
            failed.incrementAndGet();
        }

        @Override
        public void storeRecovered() {
            recovered.incrementAndGet();
        }
    }
}
