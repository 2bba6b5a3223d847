package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.amorsize.job.LeaseListener;
import io.amorsize.job.PartitionHandler;
import io.amorsize.job.PartitionHandler.Verdict;
import io.amorsize.recommendation.StoreUnavailable;

/** Lets the handler run partitions and judge dead holders, and writes down what comes of it. */
final class PartitionRuns {

    private final PartitionHandler handler;
    private final ReplicaName replica;
    private final LeaseTable table;
    private final RunningHandlers running;
    private final DeadWatch watch;
    private final LeaseListener listener;

    PartitionRuns(
            PartitionHandler handler,
            ReplicaName replica,
            LeaseTable table,
            RunningHandlers running,
            DeadWatch watch,
            LeaseListener listener) {
        this.handler = handler;
        this.replica = replica;
        this.table = table;
        this.running = running;
        this.watch = watch;
        this.listener = listener;
    }

    /** The task of db-scheduler. */
    Task<Void> task() {
        return Tasks.custom(LeaseTable.TASK, Void.class)
                .onFailure((complete, operations) -> failed(complete))
                .onDeadExecution((complete, operations) -> looksDead(complete.getExecution()))
                .execute((instance, context) -> run(context.getExecution()));
    }

    private CompletionHandler<Void> run(Execution execution) {
        Pick pick = Pick.of(execution);
        Verdict verdict = running.run(pick, () -> handler.run(pick.jobId(), pick.number(), replica.text()));
        return (complete, operations) -> {
            if (execution.consecutiveFailures > 0) {
                listener.recovered(pick.jobId(), pick.number());
            }
            end(pick, () -> follow(pick, verdict));
        };
    }

    private void failed(ExecutionComplete complete) {
        Pick pick = Pick.of(complete.getExecution());
        int failures = complete.getExecution().consecutiveFailures + 1;
        if (failures == 1) {
            complete.getCause().ifPresent(cause -> listener.failed(pick.jobId(), pick.number(), cause));
        }
        end(pick, () -> table.giveBack(pick, Backoff.after(failures), failures));
    }

    private void follow(Pick pick, Verdict verdict) {
        switch (verdict) {
            case Verdict.Over over -> table.remove(pick);
            case Verdict.Again again -> table.giveBack(pick, again.delay(), 0);
        }
    }

    /**
     * Writes until it is written: heartbeats go on, so that a holder that is done is not taken for dead because the
     * store was away. A service that stops tries once more.
     */
    private void end(Pick pick, Runnable writing) {
        try {
            boolean stopping = false;
            for (int failures = 1; !isWritten(writing) && !stopping; failures++) {
                stopping = running.awaitStop(Backoff.after(failures));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.gone(pick);
        }
    }

    private static boolean isWritten(Runnable writing) {
        try {
            writing.run();
            return true;
        } catch (StoreUnavailable e) {
            return false;
        }
    }

    private void looksDead(Execution execution) {
        if (watch.isDead(execution) && !running.contains(Pick.of(execution))) {
            died(Pick.of(execution));
        }
    }

    /** Judges a row whose holder died. What cannot be judged now looks dead again later. */
    void died(Pick pick) {
        try {
            if (table.takeOver(pick, replica)) {
                Verdict verdict = handler.died(pick.jobId(), pick.number());
                listener.takenOver(pick.jobId(), pick.number());
                follow(pick.next(), verdict);
            }
        } catch (RuntimeException e) {
            listener.failed(pick.jobId(), pick.number(), e);
        }
    }
}
