package io.amorsize.api.job;

import io.amorsize.api.http.Cursor;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.Jobs;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the results of a job in the order of its items, up to the first item that has none. */
final class Results {

    private static final int BATCH_ITEMS = 1_000;
    private static final long BATCH_BYTES = 1 << 20;

    private final Jobs jobs;
    private final Job job;

    /** @param job as it was before the results are read */
    Results(Jobs jobs, Job job) {
        this.jobs = jobs;
        this.job = job;
    }

    /** Whether every item has its result, now and for good. */
    boolean areComplete() {
        return job.state() instanceof JobState.Ended;
    }

    /** A page of at most so many from an item on. */
    ResultBody.PageBody page(long from, int most) {
        List<ItemOutcome> outcomes = unbroken(from, most);
        long next = from + outcomes.size();
        boolean complete = areComplete() && next >= job.items();
        return new ResultBody.PageBody(
                outcomes.stream().map(ResultBody::of).toList(),
                complete,
                complete ? null : Cursor.RESULTS.after(Long.toString(next)));
    }

    /** Writes all from an item on, a line each. */
    void writeLines(long from, OutputStream out) throws IOException {
        long next = from;
        for (List<ItemOutcome> batch = unbroken(next, BATCH_ITEMS);
                !batch.isEmpty();
                batch = unbroken(next, BATCH_ITEMS)) {
            for (ItemOutcome outcome : batch) {
                out.write(ResultBody.of(outcome).line());
                out.write('\n');
            }
            next += batch.size();
        }
    }

    private List<ItemOutcome> unbroken(long from, int most) {
        List<ItemOutcome> unbroken = new ArrayList<>();
        for (ItemOutcome outcome : jobs.outcomes(job.id(), from, most, BATCH_BYTES)) {
            if (outcome.index() != from + unbroken.size()) {
                break;
            }
            unbroken.add(outcome);
        }
        return unbroken;
    }
}
