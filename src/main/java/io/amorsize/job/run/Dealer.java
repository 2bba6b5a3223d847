package io.amorsize.job.run;

import io.amorsize.job.work.Membership;
import io.amorsize.job.work.MemoryHold;
import io.amorsize.job.work.WorkSource;
import io.amorsize.optimizer.Executor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Deals the items of a job to the workers of the pool, in chunks, and takes back what they do not end. What the runner
 * of the items holds is given back when this was closed and no worker has a chunk.
 *
 * <p>Safe for use by many threads: workers ask for chunks and report, threads of partitions and of the writer say that
 * there may be work again. No lock is held while others are called.
 */
final class Dealer implements WorkSource {

    private final Services services;
    private final LiveJob live;
    private final Planning planning;
    private final ItemQueue queue;
    private final Bell bell;
    private final Outcomes outcomes;
    private final PlanNotes notes;
    private final Trier<?, ?> trier;
    private final Reminder reminder;
    private final Membership membership;
    private final AtomicBoolean planLate = new AtomicBoolean();

    // Guarded by this.
    /** Chunks that workers have. */
    private int dealt;

    private boolean closed;

    /** Joins the pool, which asks for nothing before the first {@link #nudge}. */
    Dealer(
            Services services,
            LiveJob live,
            Planning planning,
            ItemQueue queue,
            Bell bell,
            Outcomes outcomes,
            PlanNotes notes,
            Trier<?, ?> trier) {
        this.services = services;
        this.live = live;
        this.planning = planning;
        this.queue = queue;
        this.bell = bell;
        this.outcomes = outcomes;
        this.notes = notes;
        this.trier = trier;
        this.reminder = new Reminder(services, this::nudge);
        this.membership = services.pool().join(this);
    }

    // What the pool asks for.

    @Override
    public Optional<Piece> next() {
        if (services.writer().isFull() || !begin()) {
            return Optional.empty();
        }
        List<ItemTask> tasks = List.of();
        try {
            ItemQueue.Deal deal = queue.take(planning.setting(), now());
            if (deal.low()) {
                bell.ring();
            }
            tasks = deal.tasks();
            if (tasks.isEmpty()) {
                reminder.in(deal.nanosLeft());
            }
        } finally {
            if (tasks.isEmpty()) {
                returned();
            }
        }
        return tasks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chunk(this, live, planning, outcomes, trier, tasks));
    }

    /** A chunk is about to be dealt, unless no more are. Who stops the job and finds none dealt can rely on that. */
    private synchronized boolean begin() {
        if (closed || live.isStopping()) {
            return false;
        }
        dealt++;
        return true;
    }

    @Override
    public int workers() {
        return planning.setting().workers();
    }

    @Override
    public Executor executor() {
        return planning.setting().executor();
    }

    @Override
    public double cpuShare() {
        return planning.setting().cpuShare();
    }

    @Override
    public int weight() {
        return live.job().spec().priority();
    }

    // What chunks report.

    /** For durations. */
    long now() {
        return services.nanoTime().getAsLong();
    }

    /** A chunk is over: what has ended was handed over, and the rest given back. */
    void returned() {
        boolean quiet;
        boolean last;
        synchronized (this) {
            quiet = --dealt == 0;
            last = quiet && closed;
        }
        if (quiet && live.isStopping()) {
            bell.ring();
        }
        if (last) {
            trier.close();
        }
    }

    /** Plans anew. Takes milliseconds. */
    void plan() {
        notes.plan();
        nudge();
    }

    /** It is time to plan: who has the next chunk does it. */
    void planLater() {
        planLate.set(true);
        nudge();
    }

    /** Plans if it was put off. */
    void planIfLate() {
        if (planLate.getAndSet(false)) {
            plan();
        }
    }

    /** Takes back items that were dealt and not tried. */
    void giveBack(List<ItemTask> tasks) {
        queue.putBack(tasks);
        nudge();
    }

    /** An item that failed is to be tried again. */
    void retry(ItemTask task, double delaySeconds) {
        outcomes.retried();
        long delay = (long) (delaySeconds * 1e9);
        queue.retry(task, now() + delay);
        reminder.in(delay);
    }

    /** Memory for an item that is about to run; empty if others have too much of it now. */
    Optional<MemoryHold> takeMemory(long bytes) {
        Optional<MemoryHold> taken = membership.takeMemory(bytes);
        if (bytes > 0 && taken.isPresent()) {
            planning.holds(bytes, services.pool().memoryUse(this).budgetBytes());
        }
        return taken;
    }

    /** Counts how often targets said that they may take calls again: to be read before a target is asked. */
    long rooms() {
        return queue.rooms();
    }

    /**
     * An item whose target took no more calls.
     *
     * @param seen {@link #rooms} before the target was asked
     */
    void park(String target, ItemTask task, long seen) {
        if (!queue.park(target, task, seen)) {
            nudge();
        }
    }

    /**
     * An item whose target is broken.
     *
     * @param seen {@link #rooms} before the target was asked
     */
    void setAside(String target, ItemTask task, long seen) {
        if (!queue.setAside(target, task, seen, planning.setting(), now())) {
            nudge();
        }
    }

    /** Gives up the partitions of items with which something went wrong that must not: they are leased anew. */
    void drop(List<ItemTask> tasks) {
        queue.drop(tasks.stream().map(ItemTask::partition).collect(Collectors.toSet()));
        bell.ring();
    }

    // What others say.

    /** There may be work again. */
    void nudge() {
        membership.nudge();
    }

    /** A target may take calls again. */
    void unpark(String target) {
        if (queue.unpark(target)) {
            nudge();
        }
    }

    /** All items that wait for a target are to ask it again. */
    void unparkAll() {
        if (queue.unparkAll()) {
            nudge();
        }
    }

    /** Ends the items in flight. */
    void withdraw() {
        membership.withdraw();
    }

    /** Whether no worker has a chunk. */
    synchronized boolean isQuiet() {
        return dealt == 0;
    }

    /** Leaves the pool, and closes the runner once no worker uses it. */
    void close() {
        membership.leave();
        boolean unused;
        synchronized (this) {
            closed = true;
            unused = dealt == 0;
        }
        if (unused) {
            trier.close();
        }
    }
}
