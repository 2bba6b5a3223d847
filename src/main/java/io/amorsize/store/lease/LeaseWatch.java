package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Execution;
import io.amorsize.job.LeaseListener;
import io.amorsize.recommendation.StoreUnavailable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Notices what db-scheduler notices: leases that are lost, and a store that does not answer. */
final class LeaseWatch extends AbstractSchedulerListener {

    private final LeaseTable table;
    private final RunningHandlers running;
    private final DeadWatch watch;
    private final LeaseListener listener;
    private final boolean shared;
    private final Runnable nudge;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * @param shared whether others may take what is held here
     * @param nudge makes it look for due work
     */
    LeaseWatch(
            LeaseTable table,
            RunningHandlers running,
            DeadWatch watch,
            LeaseListener listener,
            boolean shared,
            Runnable nudge) {
        this.table = table;
        this.running = running;
        this.watch = watch;
        this.listener = listener;
        this.shared = shared;
        this.nudge = nudge;
    }

    @Override
    public void onExecutionFailedHeartbeat(CurrentlyExecuting executing) {
        Execution execution = executing.getExecution();
        Pick pick = Pick.of(execution);
        if (isLost(pick, executing) && running.leave(pick)) {
            listener.lost(pick.jobId(), pick.number());
        }
    }

    /** A store that does not answer says nothing about the lease, until it is so old that another may have it. */
    private boolean isLost(Pick pick, CurrentlyExecuting executing) {
        try {
            return !table.holds(pick);
        } catch (StoreUnavailable e) {
            return shared && executing.getHeartbeatState().getFractionDead() >= 1;
        }
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
        if (type == SchedulerEventType.UNEXPECTED_ERROR && failing.compareAndSet(false, true)) {
            listener.leasingFailed();
        }
        if (type == SchedulerEventType.RAN_DETECT_DEAD) {
            watch.looked();
            if (failing.compareAndSet(true, false)) {
                listener.leasingRecovered();
            }
            bringBack();
            // Its way to wait compares moments: a clock that is set back would make it wait for as long.
            nudge.run();
        }
    }

    private void bringBack() {
        try {
            table.bringBack();
        } catch (StoreUnavailable e) {
            // The next look does it.
            return;
        }
    }
}
