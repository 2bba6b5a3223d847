package io.amorsize.job.run;

import io.amorsize.job.Attempt;
import io.amorsize.job.BoundType;
import io.amorsize.job.InvalidDocument;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.RetryPolicy;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.work.MemoryHold;
import io.amorsize.job.work.TargetGuards;
import io.amorsize.job.work.TargetGuards.Entry;
import io.amorsize.job.work.WorkerSlot;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tries items: asks for the target, runs the item within its time, and decides what a failure means. Safe for use by
 * many threads.
 *
 * @param <I> one item
 * @param <R> what comes of one item
 */
final class Trier<I extends Record, R extends Record> {

    /** What a try means for the worker. */
    enum Verdict {
        /** It goes on with the next item. */
        ON,
        /** There is no memory for the item now: it was not tried, and the worker gives it back with those after it. */
        NO_MEMORY,
        /** It was given up and must do nothing more. */
        GIVEN_UP
    }

    /** Workers that may die of an item before it is no longer tried. */
    private static final int MOST_DEATHS = 2;

    /** For so long items wait for a target that is left alone; then they are rejected. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final double LONGEST_RETRY_SECONDS = 3_600;
    private static final int SHORT_MESSAGE = 200;
    private static final double NANOS = 1e9;

    /** Of an item that calls nothing. */
    private static final TargetGuards.Call NO_CALL = new TargetGuards.Call() {
        @Override
        public void succeeded() {}

        @Override
        public void failed() {}

        @Override
        public boolean refused() {
            return false;
        }

        @Override
        public void ignored() {}
    };

    private final Services services;
    private final Job job;
    private final Planning planning;
    private final BoundType<I, R> type;
    private final ItemRunner<I, R> runner;
    private final long timeoutNanos;
    private final Optional<Duration> timeout;
    private final AtomicInteger running = new AtomicInteger();

    /** Since when a target has been left alone without a success between. */
    private final Map<String, Long> brokenSince = new ConcurrentHashMap<>();

    Trier(Services services, Job job, Planning planning, BoundType<I, R> type, ItemRunner<I, R> runner) {
        this.services = services;
        this.job = job;
        this.planning = planning;
        this.type = type;
        this.runner = runner;
        double seconds = job.spec().itemTimeoutSeconds().orElse(Double.POSITIVE_INFINITY);
        this.timeoutNanos = (long) Math.min(Long.MAX_VALUE, seconds * NANOS);
        this.timeout = timeoutNanos == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(timeoutNanos));
    }

    /** Items being tried. */
    int running() {
        return running.get();
    }

    /** Gives back what the runner holds; no item is being tried. */
    void close() {
        runner.close();
    }

    /** Tries an item; its outcome, if there is one, goes to the chunk. */
    Verdict attempt(ItemTask task, WorkerSlot slot, Chunk chunk) {
        I item;
        Optional<String> target;
        try {
            item = job.source() instanceof ItemSource.Range
                    ? type.itemOfRange(Long.parseLong(task.input().json()))
                    : type.item(task.input());
            target =
                    Objects.requireNonNull(runner.target(item), "The job type names no target, not even an empty one.");
        } catch (InvalidDocument | RuntimeException | Error e) {
            end(task, OutcomeStatus.ERROR, ItemErrors.of(ItemError.Reason.REJECTED_INPUT, e, false), 0, chunk);
            return Verdict.ON;
        }
        if (target.isEmpty()) {
            return attempt(task, item, NO_CALL, slot, chunk);
        }
        long rooms = chunk.rooms();
        return switch (services.guards().enter(target.get())) {
            case Entry.Admitted admitted ->
                attempt(task, item, new Answering(target.get(), admitted.call()), slot, chunk);
            case Entry.Full ignored -> {
                chunk.park(target.get(), task, rooms);
                yield Verdict.ON;
            }
            case Entry.Broken ignored -> {
                leaveAlone(target.get(), task, rooms, chunk);
                yield Verdict.ON;
            }
        };
    }

    /** A call whose target is not broken any more once it answers. */
    private final class Answering implements TargetGuards.Call {

        private final String target;
        private final TargetGuards.Call call;

        Answering(String target, TargetGuards.Call call) {
            this.target = target;
            this.call = call;
        }

        @Override
        public void succeeded() {
            brokenSince.remove(target);
            call.succeeded();
        }

        @Override
        public void failed() {
            call.failed();
        }

        @Override
        public boolean refused() {
            return call.refused();
        }

        @Override
        public void ignored() {
            call.ignored();
        }
    }

    private void leaveAlone(String target, ItemTask task, long rooms, Chunk chunk) {
        long now = services.nanoTime().getAsLong();
        long since = brokenSince.computeIfAbsent(target, unseen -> now);
        if (now - since < PATIENCE_NANOS) {
            chunk.setAside(target, task, rooms);
            return;
        }
        String message = target + " kept failing and was left alone for " + TimeUnit.NANOSECONDS.toSeconds(now - since)
                + " s. The item was not sent.";
        end(
                task,
                OutcomeStatus.REJECTED,
                ItemErrors.of(ItemError.Reason.TARGET_UNAVAILABLE, "TARGET_UNAVAILABLE", message, true),
                0,
                chunk);
    }

    private Verdict attempt(ItemTask task, I item, TargetGuards.Call call, WorkerSlot slot, Chunk chunk) {
        task.beginTry();
        running.incrementAndGet();
        Context context = new Context(job.id(), task, timeout);
        long started = services.nanoTime().getAsLong();
        AtomicReference<MemoryHold> memory = new AtomicReference<>(MemoryHold.NONE);
        slot.begin(timeoutNanos, () -> {
            memory.get().abandon();
            chunk.abandoned(() -> abandoned(task, call, started, chunk));
        });
        Optional<String> result = Optional.empty();
        @Nullable Throwable failure = null;
        boolean tried = true;
        try {
            Optional<MemoryHold> taken = chunk.takeMemory(runner.memoryBytes(item));
            tried = taken.isPresent();
            if (tried) {
                memory.set(taken.get());
                result = Optional.of(type.result(runner.run(item, context)));
            }
        } catch (Throwable thrown) {
            failure = thrown;
        }
        WorkerSlot.End end = slot.end();
        memory.get().giveBack();
        if (end == WorkerSlot.End.GIVEN_UP) {
            return Verdict.GIVEN_UP;
        }
        running.decrementAndGet();
        if (!tried) {
            call.ignored();
            task.takeBackTry();
            return Verdict.NO_MEMORY;
        }
        double seconds = (services.nanoTime().getAsLong() - started) / NANOS;
        if (end != WorkerSlot.End.WITHDRAWN) {
            chunk.tried(seconds, context.cpuSeconds(), result.isPresent());
        }
        if (result.isPresent()) {
            call.succeeded();
            chunk.ended(
                    new Outcomes.Ended(
                            task.partition(), ItemOutcome.ok(task.index(), task.attempts(), seconds, result.get())),
                    seconds);
            return Verdict.ON;
        }
        switch (end) {
            case WITHDRAWN -> withdrawn(task, call, chunk);
            case TIMED_OUT -> timedOut(task, call, seconds, chunk);
            case IN_TIME, GIVEN_UP -> failed(task, call, Objects.requireNonNull(failure), seconds, chunk);
        }
        return Verdict.ON;
    }

    /** The thread of a try does not come back, another one says. */
    private void abandoned(ItemTask task, TargetGuards.Call call, long started, Chunk chunk) {
        running.decrementAndGet();
        long nanos = services.nanoTime().getAsLong() - started;
        if (nanos >= timeoutNanos) {
            if (planning.failed(nanos / NANOS)) {
                chunk.planLater();
            }
            timedOut(task, call, nanos / NANOS, chunk);
        } else {
            withdrawn(task, call, chunk);
        }
    }

    private void withdrawn(ItemTask task, TargetGuards.Call call, Chunk chunk) {
        call.ignored();
        task.takeBackTry();
        chunk.giveBack(task);
    }

    private void timedOut(ItemTask task, TargetGuards.Call call, double seconds, Chunk chunk) {
        call.failed();
        failed(
                task,
                new TimeoutException("The try took longer than " + timeoutNanos / NANOS + " s."),
                ItemError.Reason.TIMEOUT,
                OutcomeStatus.TIMEOUT,
                seconds,
                false,
                chunk);
    }

    private void failed(ItemTask task, TargetGuards.Call call, Throwable failure, double seconds, Chunk chunk) {
        boolean died = false;
        boolean soon = false;
        if (failure instanceof ItemFailure known) {
            switch (known.kind()) {
                case TARGET -> call.failed();
                case BUSY -> soon = call.refused();
                case PERMANENT -> call.succeeded();
                case TRANSIENT, WORKER_DIED -> call.ignored();
            }
            died = known.kind() == ItemFailure.Kind.WORKER_DIED && task.countDeath() >= MOST_DEATHS;
        } else {
            call.ignored();
        }
        if (died) {
            task.remember(remembered(failure, seconds));
            end(task, OutcomeStatus.ERROR, ItemErrors.of(ItemError.Reason.WORKER_DIED, failure, false), seconds, chunk);
        } else {
            ItemError.Reason reason = task.attempts() > 1
                            && ItemErrors.retryable(failure, job.spec().retry())
                    ? ItemError.Reason.RETRIES_EXHAUSTED
                    : ItemError.Reason.EXCEPTION;
            failed(task, failure, reason, OutcomeStatus.ERROR, seconds, soon, chunk);
        }
    }

    /**
     * @param soon whether the target only had too many calls: the limit of its calls spreads those of its items, once it
     *     knows that. Who is refused again waits as others do
     */
    private void failed(
            ItemTask task,
            Throwable failure,
            ItemError.Reason reason,
            OutcomeStatus status,
            double seconds,
            boolean soon,
            Chunk chunk) {
        task.remember(remembered(failure, seconds));
        RetryPolicy policy = job.spec().retry();
        boolean retryable = ItemErrors.retryable(failure, policy);
        if (retryable && task.attempts() < policy.maxAttempts()) {
            double draw = soon && task.attempts() == 1 ? 0 : services.draws().getAsDouble();
            double backoff = policy.delaySeconds(task.attempts(), draw);
            double asked = failure instanceof ItemFailure known
                    ? known.retryAfter()
                            .map(wait -> wait.getSeconds() + wait.getNano() / NANOS)
                            .orElse(0.0)
                    : 0;
            chunk.retry(task, Math.min(LONGEST_RETRY_SECONDS, Math.max(backoff, asked)));
        } else {
            end(task, status, ItemErrors.of(reason, failure, retryable), seconds, chunk);
        }
    }

    private Attempt remembered(Throwable failure, double seconds) {
        return new Attempt(
                services.clock().instant().minusNanos((long) (seconds * NANOS)),
                seconds,
                ItemErrors.errorClass(failure),
                ItemErrors.cut(ItemErrors.message(failure), SHORT_MESSAGE));
    }

    private void end(ItemTask task, OutcomeStatus status, ItemError error, double seconds, Chunk chunk) {
        chunk.ended(
                new Outcomes.Ended(
                        task.partition(),
                        new ItemOutcome(
                                task.index(),
                                status,
                                task.attempts(),
                                seconds,
                                Optional.empty(),
                                Optional.of(new ItemOutcome.Failure(error, task.history())))),
                seconds);
    }
}
