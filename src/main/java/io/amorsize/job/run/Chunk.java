package io.amorsize.job.run;

import io.amorsize.job.work.MemoryHold;
import io.amorsize.job.work.WorkSource;
import io.amorsize.job.work.WorkerSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Items that one worker runs one after the other. What has ended is handed over at the end of the chunk, or before if
 * the chunk takes long.
 *
 * <p>Used by the thread of the worker; when that is given up, by the thread that gives it up, while the other is in the
 * code of an item.
 */
final class Chunk implements WorkSource.Piece {

    private static final long HAND_OVER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Dealer dealer;
    private final LiveJob live;
    private final Planning planning;
    private final Outcomes outcomes;
    private final Trier<?, ?> trier;
    private final List<ItemTask> tasks;

    private List<Outcomes.Ended> ended = new ArrayList<>();
    private Optional<ItemTimer> timer = Optional.empty();
    private boolean plan;
    private int next;
    private long items;
    private double busySeconds;
    private long handedOverNanos;

    Chunk(Dealer dealer, LiveJob live, Planning planning, Outcomes outcomes, Trier<?, ?> trier, List<ItemTask> tasks) {
        this.dealer = dealer;
        this.live = live;
        this.planning = planning;
        this.outcomes = outcomes;
        this.trier = trier;
        this.tasks = tasks;
    }

    @Override
    public void run(WorkerSlot slot) {
        handedOverNanos = dealer.now();
        dealer.planIfLate();
        if (planning.measures(Thread.currentThread().isVirtual())) {
            Setting with = planning.setting();
            timer = Optional.of(new ItemTimer(
                    dealer::now, (seconds, cpuShare) -> plan |= planning.measured(with, seconds, cpuShare)));
        }
        try {
            runItems(slot);
        } catch (RuntimeException | Error e) {
            letGo();
            throw e;
        }
        if (plan) {
            dealer.plan();
        }
    }

    private void runItems(WorkerSlot slot) {
        while (next < tasks.size() && !live.isStopping() && (next == 0 || !slot.shouldYield())) {
            ItemTask task = tasks.get(next++);
            if (!task.partition().lost()) {
                Trier.Verdict verdict = trier.attempt(task, slot, this);
                if (verdict == Trier.Verdict.GIVEN_UP) {
                    plan = false;
                    return;
                }
                if (verdict == Trier.Verdict.NO_MEMORY) {
                    next--;
                    break;
                }
                timer.ifPresent(ItemTimer::pause);
            }
            if (dealer.now() - handedOverNanos > HAND_OVER_NANOS) {
                handOver();
            }
        }
        timer.ifPresent(ItemTimer::stop);
        plan |= finish();
    }

    /**
     * An item of the chunk was tried.
     *
     * @param seconds wall time of the try
     * @param elsewhere CPU time that it spent on other threads, in seconds
     * @param succeeded whether it came to its end
     */
    void tried(double seconds, double elsewhere, boolean succeeded) {
        timer.ifPresent(running -> running.tried(seconds, elsewhere, succeeded));
        if (!succeeded) {
            plan |= planning.failed(seconds);
        }
    }

    /** An item of the chunk has an outcome. */
    void ended(Outcomes.Ended outcome, double seconds) {
        ended.add(outcome);
        items++;
        busySeconds += seconds;
    }

    /** A try was cut short by no fault of the item, which is to be run all the same. */
    void giveBack(ItemTask task) {
        dealer.giveBack(List.of(task));
    }

    /** An item of the chunk failed and is to be tried again. */
    void retry(ItemTask task, double delaySeconds) {
        dealer.retry(task, delaySeconds);
    }

    /** Memory for an item that is about to run; empty if others have too much of it now. */
    Optional<MemoryHold> takeMemory(long bytes) {
        return dealer.takeMemory(bytes);
    }

    /** Counts how often targets said that they may take calls again: to be read before a target is asked. */
    long rooms() {
        return dealer.rooms();
    }

    /**
     * The target of an item took no more calls.
     *
     * @param seen {@link #rooms} before the target was asked
     */
    void park(String target, ItemTask task, long seen) {
        dealer.park(target, task, seen);
    }

    /** The target of an item is broken: the item waits, and keeps none of other targets waiting. */
    void setAside(String target, ItemTask task, long seen) {
        dealer.setAside(target, task, seen);
    }

    /** It is time to plan, and who found out must not take the time for it. */
    void planLater() {
        dealer.planLater();
    }

    /**
     * The worker was given up: what has ended is handed over and the rest goes back.
     *
     * @param judgement says what becomes of the item under way
     */
    void abandoned(Runnable judgement) {
        boolean planLater;
        try {
            judgement.run();
            planLater = finish();
        } catch (RuntimeException | Error e) {
            letGo();
            throw e;
        }
        if (planLater) {
            planLater();
        }
    }

    /** Nobody knows how far it came: the partitions are taken anew, without what was not recorded. */
    private void letGo() {
        dealer.drop(tasks);
        dealer.returned();
    }

    /** Ends the chunk; whether it is time to plan. It is returned last, when nothing can fail any more. */
    private boolean finish() {
        handOver();
        if (next < tasks.size()) {
            dealer.giveBack(tasks.subList(next, tasks.size()));
        }
        boolean late = planning.ran(items, busySeconds);
        dealer.returned();
        return late;
    }

    private void handOver() {
        handedOverNanos = dealer.now();
        if (!ended.isEmpty()) {
            outcomes.ended(ended);
            ended = new ArrayList<>();
        }
    }
}
