package io.amorsize.job.run;

import io.amorsize.job.work.WorkSource;
import io.amorsize.job.work.WorkerSlot;
import java.util.ArrayList;
import java.util.List;
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

    private final JobRun run;
    private final Trier<?, ?> trier;
    private final List<ItemTask> tasks;

    private List<JobRun.Ended> ended = new ArrayList<>();
    private int next;
    private long items;
    private double busySeconds;
    private long handedOverNanos;

    Chunk(JobRun run, Trier<?, ?> trier, List<ItemTask> tasks) {
        this.run = run;
        this.trier = trier;
        this.tasks = tasks;
    }

    @Override
    public void run(WorkerSlot slot) {
        handedOverNanos = run.now();
        boolean plan = false;
        try {
            plan = runItems(slot);
        } catch (RuntimeException | Error e) {
            // Nobody knows how far it came: the partitions are taken anew, without what was not recorded.
            run.drop(tasks);
            run.returned();
            throw e;
        }
        if (plan) {
            run.plan();
        }
    }

    /** Whether it is time to plan. */
    private boolean runItems(WorkerSlot slot) {
        boolean plan = false;
        while (next < tasks.size() && !run.isStopping() && (next == 0 || !slot.shouldYield())) {
            ItemTask task = tasks.get(next++);
            if (!task.partition().lost()) {
                Trier.Verdict verdict = trier.attempt(task, slot, this);
                if (verdict == Trier.Verdict.GIVEN_UP) {
                    return false;
                }
                plan |= verdict == Trier.Verdict.PLAN;
            }
            if (run.now() - handedOverNanos > HAND_OVER_NANOS) {
                handOver();
            }
        }
        plan |= finish();
        return plan;
    }

    /** An item of the chunk has an outcome. */
    void ended(JobRun.Ended outcome, double seconds) {
        ended.add(outcome);
        items++;
        busySeconds += seconds;
    }

    /** The worker was given up: what has ended is handed over and the rest goes back. */
    void abandoned() {
        boolean planLater = finish();
        if (planLater) {
            run.nudge();
        }
    }

    private boolean finish() {
        handOver();
        if (next < tasks.size()) {
            run.giveBack(tasks.subList(next, tasks.size()));
        }
        run.returned();
        return run.planning().ran(items, busySeconds);
    }

    private void handOver() {
        handedOverNanos = run.now();
        if (!ended.isEmpty()) {
            run.ended(ended);
            ended = new ArrayList<>();
        }
    }
}
