package io.amorsize.observability;

import io.amorsize.job.LeaseListener;
import io.amorsize.job.run.ResultWriter;
import io.amorsize.job.work.Allowance;
import io.amorsize.job.work.PoolListener;
import io.amorsize.job.work.ResourceGovernor;
import io.amorsize.job.work.WorkSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Logs what goes wrong, and right again, below the jobs: workers, leases and recurring work. */
public final class EngineLog implements LeaseListener, PoolListener, ResourceGovernor.Listener, ResultWriter.Listener {

    private static final Logger LOG = Logger.getLogger(EngineLog.class);

    private final AtomicBoolean storeGone = new AtomicBoolean();

    @Override
    public void takenOver(String jobId, long number) {
        LOG.info(of("Partition taken over.", jobId, number));
    }

    @Override
    public void lost(String jobId, long number) {
        LOG.warn(of("Partition lost to another replica.", jobId, number));
    }

    @Override
    public void failed(String jobId, long number, Throwable failure) {
        LOG.error(of("Partition could not be run; it is tried again.", jobId, number), failure);
    }

    @Override
    public void recovered(String jobId, long number) {
        LOG.info(of("Partition could be run again.", jobId, number));
    }

    @Override
    public void choreFailed(String chore, Throwable failure) {
        LOG.error(LogLine.of("Recurring work failed; it is tried again.").with(LogKey.CHORE, chore), failure);
    }

    @Override
    public void choreRecovered(String chore) {
        LOG.info(LogLine.of("Recurring work succeeded again.").with(LogKey.CHORE, chore));
    }

    @Override
    public void leasingFailed() {
        LOG.warn(LogLine.of("No partitions can be leased. Look at the readiness check store."));
    }

    @Override
    public void leasingRecovered() {
        LOG.info(LogLine.of("Partitions can be leased again."));
    }

    @Override
    public void failed(WorkSource source, Throwable error) {
        LOG.error(LogLine.of("A chunk could not be run; its partition is taken anew."), error);
    }

    @Override
    public void gaveUp(WorkSource source, String thread) {
        LOG.warn(LogLine.of("A worker did not end in time and was given up.").with(LogKey.THREAD, thread));
    }

    @Override
    public void cameBack(WorkSource source, String thread) {
        LOG.info(LogLine.of("A worker that was given up came back.").with(LogKey.THREAD, thread));
    }

    @Override
    public void noThread(Throwable error) {
        LOG.error(LogLine.of("The system gave no thread; it is asked again."), error);
    }

    @Override
    public void changed(Allowance before, Allowance now) {
        LOG.info(LogLine.of("Workers may use another share of the CPUs.")
                .with(LogKey.CPU_SHARE, now.cpuShare())
                .with(LogKey.WHY, now.cause()));
    }

    @Override
    public void outcomesNotKept(RuntimeException failure) {
        if (storeGone.compareAndSet(false, true)) {
            LOG.error(LogLine.of("Outcomes could not be kept; they wait."), failure);
        }
    }

    @Override
    public void outcomesKept() {
        if (storeGone.compareAndSet(true, false)) {
            LOG.info(LogLine.of("Outcomes can be kept again."));
        }
    }

    @Override
    public void writerFailed(Throwable failure) {
        LOG.error(LogLine.of("The writer of outcomes failed and goes on; what was not kept is run again."), failure);
    }

    private static LogLine of(String message, String jobId, long number) {
        return LogLine.of(message).with(LogKey.JOB_ID, jobId).with(LogKey.PARTITION, number);
    }
}
