package io.amorsize.job.run;

import io.amorsize.job.Attempt;
import io.amorsize.job.DamagedJob;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.JobStore;
import io.amorsize.job.PartitionResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps outcomes in the store, on one thread, many in a transaction: while one is being committed the next gather. Safe
 * for use by many threads.
 *
 * <p>When the store does not answer, outcomes wait and it is asked again; those that add more see that it is full. The
 * thread outlives whatever is thrown, such as for want of memory: without it no outcome of any job would be kept again.
 */
public final class ResultWriter implements AutoCloseable {

    /** Heap that waiting outcomes may take, about. */
    private static final long MOST_BYTES = 32L << 20;

    /** Outcomes of a transaction: bounds how long others wait for the database. */
    private static final int MOST_IN_TRANSACTION = 50_000;

    private static final long BYTES_OF_OUTCOME = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Hears whether outcomes could be kept. Used by one thread. */
    public interface Listener {

        /** The store did not take them; they are offered again. */
        void outcomesNotKept(RuntimeException failure);

        /** The store took them. */
        void outcomesKept();

        /** Something was thrown that should not have been; what is not kept for that reason will be run again. */
        void writerFailed(Throwable failure);
    }

    /** A job whose outcomes are kept. Safe for use by many threads. */
    interface Source {

        /** Outcomes were kept, or left out because the lease has ended. */
        void recorded(PartitionRun partition, PartitionResults results, JobStore.Receipt receipt);

        /** The store will not take outcomes of the partition, however often it is asked, for such a reason. */
        void refused(PartitionRun partition, Throwable reason);

        /** So many outcomes that were handed over are done with, whatever became of them. */
        void settled(long outcomes);
    }

    private static final Comparator<ItemOutcome> BY_INDEX = Comparator.comparingLong(ItemOutcome::index);

    /**
     * Outcomes of one partition that were handed over together.
     *
     * @param urgent whether somebody waits for them: they are the last
     * @param bytes heap that they take, about
     */
    record Batch(
            Source job, PartitionRun partition, List<ItemOutcome> outcomes, long retries, boolean urgent, long bytes) {

        Batch(Source job, PartitionRun partition, List<ItemOutcome> outcomes, long retries, boolean urgent) {
            this(job, partition, outcomes, retries, urgent, bytes(outcomes));
        }

        private static long bytes(List<ItemOutcome> outcomes) {
            long bytes = 0;
            for (ItemOutcome outcome : outcomes) {
                bytes += BYTES_OF_OUTCOME;
                bytes += outcome.result().map(String::length).orElse(0);
                bytes += outcome.failure().map(Batch::bytes).orElse(0L);
            }
            return bytes;
        }

        private static long bytes(ItemOutcome.Failure failure) {
            long bytes = (long) failure.error().message().length()
                    + failure.error().stack().length();
            for (Attempt attempt : failure.history()) {
                bytes += BYTES_OF_OUTCOME + attempt.message().length();
            }
            return bytes;
        }
    }

    private final JobStore store;
    private final Listener listener;
    private final Duration firstPause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;

    // Guarded by the lock.
    private List<Batch> waiting = new ArrayList<>();
    private long outcomesWaiting;
    private boolean urgent;
    private boolean closing;

    /** Used by the thread of the writer only. */
    private final CommitRhythm rhythm = new CommitRhythm(System.nanoTime());

    private final AtomicLong bytes = new AtomicLong();

    /**
     * Starts the thread.
     *
     * @param listener told whether outcomes could be kept
     */
    public ResultWriter(JobStore store, Listener listener) {
        this(store, listener, FIRST_PAUSE);
    }

    /** @param firstPause before a store that did not answer is asked again for the first time */
    ResultWriter(JobStore store, Listener listener, Duration firstPause) {
        this.store = store;
        this.listener = listener;
        this.firstPause = firstPause;
        this.thread = Thread.ofPlatform().name("result-writer").daemon().start(this::write);
    }

    /** Hands over outcomes; does not wait. */
    void add(Batch batch) {
        lock.lock();
        try {
            boolean first = waiting.isEmpty();
            waiting.add(batch);
            outcomesWaiting += batch.outcomes.size();
            urgent |= batch.urgent;
            bytes.addAndGet(batch.bytes);
            if (first || urgent || outcomesWaiting >= CommitRhythm.MANY) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether so many outcomes wait that no more work should be begun. */
    boolean isFull() {
        return bytes.get() > MOST_BYTES;
    }

    /** Heap that waiting outcomes take, about, in bytes. */
    public long waitingBytes() {
        return bytes.get();
    }

    private void write() {
        boolean more = true;
        while (more) {
            try {
                List<Batch> batches = next();
                more = !batches.isEmpty() && settled(batches);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                more = false;
            } catch (RuntimeException | Error e) {
                report(e);
                more = rested();
            }
        }
    }

    /** Whether nothing is to be done about them any more; not if this was closed before. */
    private boolean settled(List<Batch> batches) throws InterruptedException {
        boolean kept = true;
        try {
            kept = keep(batches);
        } catch (RuntimeException | Error e) {
            report(e);
            // How far it came is not known: what was not kept is run again.
            batches.forEach(batch -> refuse(batch.job, batch.partition, e));
        }
        if (kept) {
            batches.forEach(this::release);
        }
        return kept;
    }

    /** Waits for some; empty when this was closed and none is left. */
    private List<Batch> next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closing) {
                changed.await();
            }
            gather();
            int batches = 0;
            int outcomes = 0;
            while (batches < waiting.size() && (batches == 0 || outcomes < MOST_IN_TRANSACTION)) {
                outcomes += waiting.get(batches++).outcomes.size();
            }
            List<Batch> taken = waiting.subList(0, batches);
            List<Batch> copy = List.copyOf(taken);
            taken.clear();
            outcomesWaiting -= outcomes;
            urgent &= !waiting.isEmpty();
            return copy;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for more to go into the same transaction. Holds the lock. */
    private void gather() throws InterruptedException {
        long since = System.nanoTime();
        long left = rhythm.nanosLeft(since, since, outcomesWaiting, urgent || closing);
        while (left > 0) {
            long ignored = changed.awaitNanos(left);
            left = rhythm.nanosLeft(System.nanoTime(), since, outcomesWaiting, urgent || closing);
        }
    }

    /** Whether they were kept, sooner or later; not if this was closed before. */
    private boolean keep(List<Batch> batches) throws InterruptedException {
        Map<PartitionRun, List<Batch>> byPartition = new LinkedHashMap<>();
        for (Batch batch : batches) {
            if (!batch.partition.lost()) {
                byPartition
                        .computeIfAbsent(batch.partition, partition -> new ArrayList<>())
                        .add(batch);
            }
        }
        return byPartition.isEmpty() || keep(byPartition);
    }

    private boolean keep(Map<PartitionRun, List<Batch>> byPartition) throws InterruptedException {
        List<PartitionResults> results =
                byPartition.values().stream().map(ResultWriter::together).toList();
        Optional<JobStore.Receipt> receipt;
        try {
            receipt = recorded(results);
        } catch (IllegalArgumentException | DamagedJob refused) {
            return keepApart(byPartition, refused);
        }
        if (receipt.isEmpty()) {
            return false;
        }
        int next = 0;
        for (Map.Entry<PartitionRun, List<Batch>> entry : byPartition.entrySet()) {
            tell(entry.getValue().getFirst().job, entry.getKey(), results.get(next++), receipt.get());
        }
        return true;
    }

    /** Finds out whose outcomes are wrong, or whose job is, so that they keep no others waiting. */
    private boolean keepApart(Map<PartitionRun, List<Batch>> byPartition, RuntimeException reason)
            throws InterruptedException {
        for (Map.Entry<PartitionRun, List<Batch>> entry : byPartition.entrySet()) {
            if (byPartition.size() == 1) {
                refuse(entry.getValue().getFirst().job, entry.getKey(), reason);
            } else if (!keep(Map.of(entry.getKey(), entry.getValue()))) {
                return false;
            }
        }
        return true;
    }

    private void tell(Source job, PartitionRun partition, PartitionResults results, JobStore.Receipt receipt) {
        try {
            job.recorded(partition, results, receipt);
        } catch (RuntimeException | Error e) {
            report(e);
            refuse(job, partition, e);
        }
    }

    /** The partition is lost here, hence leased anew, even if the job cannot be told. */
    private void refuse(Source job, PartitionRun partition, Throwable reason) {
        try {
            job.refused(partition, reason);
        } catch (RuntimeException | Error e) {
            partition.lose();
            report(e);
        }
    }

    /**
     * @throws IllegalArgumentException if the outcomes are at fault
     * @throws DamagedJob if what the store has of a job is
     */
    private Optional<JobStore.Receipt> recorded(List<PartitionResults> results) throws InterruptedException {
        Duration pause = firstPause;
        while (true) {
            try {
                long begun = System.nanoTime();
                JobStore.Receipt receipt = store.record(results);
                rhythm.committed(begun, System.nanoTime());
                listener.outcomesKept();
                return Optional.of(receipt);
            } catch (IllegalArgumentException | DamagedJob e) {
                listener.outcomesNotKept(e);
                throw e;
            } catch (RuntimeException e) {
                listener.outcomesNotKept(e);
            } catch (Error e) {
                // Such as too little memory, which may pass.
                listener.outcomesNotKept(new IllegalStateException("The outcomes could not be written.", e));
            }
            if (!waited(pause)) {
                return Optional.empty();
            }
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private void report(Throwable failure) {
        try {
            listener.writerFailed(failure);
        } catch (RuntimeException | Error e) {
            // There is nobody else to tell.
            Thread.onSpinWait();
        }
    }

    private static PartitionResults together(List<Batch> batches) {
        List<ItemOutcome> all = new ArrayList<>();
        long retries = 0;
        for (Batch batch : batches) {
            all.addAll(batch.outcomes);
            retries += batch.retries;
        }
        all.sort(BY_INDEX);
        return new PartitionResults(batches.getFirst().partition.lease(), all, retries);
    }

    /** Waits; false if this was closed meanwhile: a store that is gone must not hold up the end of the service. */
    private boolean waited(Duration pause) throws InterruptedException {
        long left = pause.toNanos();
        lock.lock();
        try {
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /** Waits before another attempt; false if this was closed meanwhile. */
    private boolean rested() {
        try {
            return waited(firstPause);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException | Error e) {
            return true;
        }
    }

    private void release(Batch batch) {
        bytes.addAndGet(-batch.bytes);
        try {
            batch.job.settled(batch.outcomes.size());
        } catch (RuntimeException | Error e) {
            report(e);
        }
    }

    /** Keeps what waits, if the store answers, and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
