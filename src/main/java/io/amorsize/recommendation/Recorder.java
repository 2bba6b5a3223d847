package io.amorsize.recommendation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps recommendations without letting anybody wait for the disk: they stand in a queue until one thread has written
 * them, many in a transaction. Safe for use by many threads.
 *
 * <p>There are two queues. Recommendations for a workload with a name are written as fast as the store can; when their
 * queue is full, {@link #offer} says so, and the caller must not pretend that it is kept. Those without a name may come
 * tens of thousands a second from somebody who never looks back: they are written at a bounded rate, which leaves the
 * processors to the recommendations themselves, and left out when their queue is full.
 *
 * <p>While the store does not answer, both queues fill, and the writer tries again and again. The writer also keeps the
 * archive within its retention.
 */
public final class Recorder implements AutoCloseable {

    /** How long a repeated request gets the same answer. */
    public static final Duration IDEMPOTENCY = Duration.ofHours(24);

    private static final int BATCH = 128;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /**
     * How it works.
     *
     * @param queueBytes most bytes of heap that each of the queues may hold on to, above 0
     * @param pause least time between two transactions of recommendations without a name, at least 0
     * @param tidy time between two looks at the retention, above 0
     * @param farewell longest time that {@link #close} waits for what is in the queues, at least 0
     */
    public record Settings(long queueBytes, Duration pause, Duration tidy, Duration farewell) {

        private static final long SHARE_OF_HEAP = 64;
        private static final long LEAST_BYTES = 6 << 20;
        private static final long MOST_BYTES = 64 << 20;

        /**
         * For the service: a share of this heap for each queue, with room for the longest request at least; about 500 a
         * second without a name; a look at the retention every minute; 5 s to write the rest.
         */
        public static Settings ofThisHeap() {
            return new Settings(
                    Math.clamp(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, LEAST_BYTES, MOST_BYTES),
                    Duration.ofMillis(250),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5));
        }
    }

    /**
     * @param id identifier of the recommendation
     * @param named whether its workload has a name
     * @param bytes heap that it holds on to
     * @param form makes the document
     */
    private record Entry(String id, boolean named, long bytes, Supplier<KeptRecommendation> form) {}

    private final RecommendationArchive archive;
    private final IdempotentAnswers answers;
    private final Retention retention;
    private final InstantSource clock;
    private final RecordingListener listener;
    private final Settings settings;
    private final Thread writer;

    private final Map<String, Entry> waiting = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition written = lock.newCondition();

    // Guarded by the lock.
    private final Lane named = new Lane();
    private final Lane unnamed = new Lane();
    private int flushes;
    private boolean closing;
    private long closingUntil;

    /** Of the writer alone. */
    private boolean failing;

    /** One of the queues; first in, first out. Guarded by the lock. */
    private static final class Lane {
        private final Queue<Entry> entries = new ArrayDeque<>();
        private long bytes;
        private long taken;
        private long done;

        void add(Entry entry) {
            entries.add(entry);
            bytes += entry.bytes;
            taken++;
        }

        void release(Entry entry) {
            bytes -= entry.bytes;
            done++;
        }
    }

    /**
     * Starts the writer.
     *
     * @param retention what the archive is kept to
     */
    public Recorder(
            RecommendationArchive archive,
            IdempotentAnswers answers,
            Retention retention,
            InstantSource clock,
            RecordingListener listener,
            Settings settings) {
        this.archive = archive;
        this.answers = answers;
        this.retention = retention;
        this.clock = clock;
        this.listener = listener;
        this.settings = settings;
        this.writer = Thread.ofPlatform().name("recorder").daemon().start(this::write);
    }

    /**
     * Takes a recommendation to be kept; does not wait.
     *
     * @param id its identifier
     * @param named whether its workload has a name
     * @param bytes heap that {@code form} holds on to, about
     * @param form makes the document, on another thread
     * @return whether it will be kept, unless the process is killed before or the store stays away
     */
    public boolean offer(String id, boolean named, long bytes, Supplier<KeptRecommendation> form) {
        lock.lock();
        try {
            Lane lane = lane(named);
            if (!closing && lane.bytes + bytes <= settings.queueBytes) {
                Entry entry = new Entry(id, named, bytes, form);
                waiting.put(id, entry);
                lane.add(entry);
                changed.signalAll();
                return true;
            }
        } finally {
            lock.unlock();
        }
        listener.notKept(1, RecordingListener.Reason.QUEUE_FULL);
        return false;
    }

    private Lane lane(boolean ofNamed) {
        return ofNamed ? named : unnamed;
    }

    /** The recommendation with this identifier, written or still to be written. */
    public Optional<KeptRecommendation> find(String id) {
        Entry entry = waiting.get(id);
        return entry == null ? archive.find(id) : Optional.of(entry.form.get());
    }

    /** How many wait to be written. */
    public int waiting() {
        return waiting.size();
    }

    /**
     * Waits until all that was taken before is written.
     *
     * @param patience longest time to wait
     */
    public void flush(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            flushes++;
            changed.signalAll();
            long ofNamed = named.taken;
            long ofUnnamed = unnamed.taken;
            while (named.done < ofNamed || unnamed.done < ofUnnamed) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                // Woken when something was written, or too early, or too late: the loop finds out.
                long ignored = written.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            flushes--;
            lock.unlock();
        }
    }

    private void write() {
        long nextTidy = System.nanoTime();
        long nextUnnamed = nextTidy;
        try {
            while (true) {
                List<Entry> batch = next(nextTidy, nextUnnamed);
                if (batch.isEmpty() && isOver()) {
                    return;
                }
                if (!batch.isEmpty()) {
                    keep(batch);
                    nextUnnamed = System.nanoTime() + settings.pause.toNanos();
                }
                if (System.nanoTime() - nextTidy >= 0 && !isClosing()) {
                    tidy();
                    nextTidy = System.nanoTime() + settings.tidy.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            abandon();
        }
    }

    /** What to write next; empty when it is time to tidy, or when there is nothing more before the end. */
    private List<Entry> next(long nextTidy, long nextUnnamed) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                boolean hurry = closing || flushes > 0;
                boolean unnamedToo = !unnamed.entries.isEmpty() && (hurry || now - nextUnnamed >= 0);
                if (!named.entries.isEmpty() || unnamedToo) {
                    List<Entry> batch = new ArrayList<>(BATCH);
                    move(named.entries, batch);
                    if (unnamedToo) {
                        move(unnamed.entries, batch);
                    }
                    return batch;
                }
                if (closing || now - nextTidy >= 0) {
                    return List.of();
                }
                long until = unnamed.entries.isEmpty() ? nextTidy : Math.min(nextTidy, nextUnnamed);
                long ignored = changed.awaitNanos(until - now);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void move(Queue<Entry> from, List<Entry> to) {
        while (to.size() < BATCH && !from.isEmpty()) {
            to.add(from.remove());
        }
    }

    private void keep(List<Entry> batch) throws InterruptedException {
        List<KeptRecommendation> documents = new ArrayList<>(batch.size());
        for (Entry entry : batch) {
            try {
                documents.add(entry.form.get());
            } catch (RuntimeException defect) {
                listener.defect(defect);
                listener.notKept(1, RecordingListener.Reason.DEFECT);
            }
        }
        while (!saved(documents)) {
            if (isOver()) {
                listener.notKept(documents.size(), RecordingListener.Reason.STORE_GONE);
                release(batch);
                return;
            }
            pauseBeforeRetry();
        }
        listener.kept(documents.size());
        release(batch);
    }

    private boolean saved(List<KeptRecommendation> documents) {
        try {
            archive.save(documents);
            succeeded();
            return true;
        } catch (RuntimeException e) {
            failed(e);
            return false;
        }
    }

    private void tidy() {
        Instant now = clock.instant();
        try {
            archive.prune(retention, now);
            answers.forget(now.minus(IDEMPOTENCY));
            succeeded();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            listener.storeRecovered();
        }
    }

    private void failed(RuntimeException e) {
        if (!failing) {
            failing = true;
            listener.storeFailed(e);
        }
    }

    private void release(List<Entry> batch) {
        lock.lock();
        try {
            for (Entry entry : batch) {
                waiting.remove(entry.id);
                lane(entry.named).release(entry);
            }
            written.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends early when the recorder is closed, but never at once. */
    private void pauseBeforeRetry() throws InterruptedException {
        long deadline = System.nanoTime() + RETRY.toNanos();
        do {
            TimeUnit.MILLISECONDS.sleep(50);
        } while (!isClosing() && System.nanoTime() - deadline < 0);
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is closing, and has nothing more to do or no more time for it. */
    private boolean isOver() {
        lock.lock();
        try {
            return closing && (waiting.isEmpty() || System.nanoTime() - closingUntil >= 0);
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            if (!waiting.isEmpty()) {
                listener.notKept(waiting.size(), RecordingListener.Reason.STORE_GONE);
                waiting.clear();
            }
            written.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, and waits until everything is written or the time for that is over. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closing) {
                closing = true;
                closingUntil = System.nanoTime() + settings.farewell.toNanos();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!writer.join(settings.farewell.plus(RETRY))) {
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
