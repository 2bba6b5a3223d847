package io.amorsize.job.run;

import io.amorsize.job.JobState;
import io.amorsize.job.JobView;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Somebody who wants to hear how a job goes on. Safe for use by many threads. */
final class Watch {

    private final String jobId;
    private final Consumer<JobView> listener;
    private @Nullable JobView last;

    Watch(String jobId, Consumer<JobView> listener) {
        this.jobId = jobId;
        this.listener = listener;
    }

    String jobId() {
        return jobId;
    }

    /** Tells as {@link #tell} does; false if the listener threw, which is as good as not listening. */
    boolean told(JobView view) {
        try {
            tell(view);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Tells how the job is, unless that was told before, or its end: who looked before that may come after it. */
    synchronized void tell(JobView view) {
        boolean over = last != null && last.job().state() instanceof JobState.Ended;
        if (!over && !view.equals(last)) {
            last = view;
            listener.accept(view);
        }
    }
}
