package io.amorsize.validation.realwork;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One run of all items, in the way that the model speaks of and the calibration measures: each worker takes the index
 * of the next chunk from one shared counter, does its items and leaves the outcome in a shared array. The workers are
 * started for the run and have ended when it returns. Used by one thread, once.
 */
final class WorkRun {

    private final IntToLongFunction item;
    private final int items;
    private final long chunkSize;
    private final int chunks;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLongArray outcomes;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private WorkRun(IntToLongFunction item, int items, long chunkSize) {
        this.item = item;
        this.items = items;
        this.chunkSize = chunkSize;
        chunks = Math.toIntExact((items + Math.min(chunkSize, items) - 1) / Math.min(chunkSize, items));
        outcomes = new AtomicLongArray(chunks);
    }

    /**
     * Does each item once.
     *
     * @param item does the item of an index; called by all workers at once
     * @param items number of items, at least 1
     * @return the sum of what the items gave
     * @throws InterruptedException if the caller is interrupted; the workers have ended by then
     * @throws RuntimeException what an item threw: no chunk is begun after it
     */
    static long of(IntToLongFunction item, int items, Way way) throws InterruptedException {
        if (!(way instanceof Way.Planned plan)) {
            return IntStream.range(0, items).parallel().mapToLong(item).sum();
        }
        WorkRun run = new WorkRun(item, items, plan.chunkSize());
        return switch (plan.executor()) {
            case CALLER -> range(item, 0, items);
            case PLATFORM_THREADS -> run.by(plan.workers(), Thread.ofPlatform());
            case VIRTUAL_THREADS -> run.by(plan.workers(), Thread.ofVirtual());
            case PROCESSES -> throw new IllegalArgumentException("processes cannot be started here");
        };
    }

    /** Does the items of a range on the calling thread and gives their sum. */
    static long range(IntToLongFunction item, int from, int to) {
        long sum = 0;
        for (int index = from; index < to; index++) {
            sum += item.applyAsLong(index);
        }
        return sum;
    }

    private long by(int workers, Thread.Builder builder) throws InterruptedException {
        List<Thread> threads = new ArrayList<>(workers);
        try {
            for (int worker = 0; worker < workers; worker++) {
                threads.add(builder.start(this::labour));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            next.set(chunks);
            awaitEnd(threads);
        }
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        long sum = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            sum += outcomes.getPlain(chunk);
        }
        return sum;
    }

    private void labour() {
        try {
            for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
                int from = (int) (chunk * chunkSize);
                outcomes.setRelease(chunk, range(item, from, (int) Math.min(items, from + chunkSize)));
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            next.set(chunks);
        }
    }

    /** Also after an interruption: the items may use what the caller takes away next. */
    private static void awaitEnd(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
