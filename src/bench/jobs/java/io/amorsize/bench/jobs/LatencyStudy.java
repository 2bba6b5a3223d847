package io.amorsize.bench.jobs;

import io.amorsize.validation.Shown;
import io.amorsize.validation.Statistics;
import io.amorsize.validation.Table;
import java.nio.charset.StandardCharsets;

/** How long does a job of one item that does nothing take, over HTTP? */
final class LatencyStudy implements Study {

    private static final int WARM_UP = 100;
    private static final int JOBS_OF_A_ROUND = 40;

    /** Asked for about every half millisecond. */
    private static final int OFTEN = Integer.MAX_VALUE;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "A job of one item";
    }

    @Override
    public String run(JobClient jobs, int rounds) throws Exception {
        String request = JobRequests.synthetic(0, 0, 1, JobPlan.AUTO);
        int count = rounds * JOBS_OF_A_ROUND;
        double[] accepted = new double[count];
        double[] answered = new double[count];
        for (int job = -WARM_UP; job < count; job++) {
            long sent = System.nanoTime();
            String id = jobs.submit(request);
            long taken = System.nanoTime();
            var ended = jobs.awaited(id, OFTEN);
            String result = new String(jobs.results(id), StandardCharsets.UTF_8);
            long read = System.nanoTime();
            if (!result.contains("\"OK\"")) {
                throw new IllegalStateException("It has no result: " + result + " " + ended);
            }
            if (job >= 0) {
                accepted[job] = (taken - sent) / 1e6;
                answered[job] = (read - sent) / 1e6;
            }
        }
        Table table = new Table("of " + count + " jobs, one after the other", "median, ms", "95 %", "99 %", "greatest");
        row(table, "POST /v1/jobs until its answer", accepted);
        row(table, "from POST until the result is read", answered);
        return table.markdown();
    }

    private static void row(Table table, String name, double[] millis) {
        table.row(
                name,
                Shown.significant(Statistics.quantile(millis, 0.5)),
                Shown.significant(Statistics.quantile(millis, 0.95)),
                Shown.significant(Statistics.quantile(millis, 0.99)),
                Shown.significant(Statistics.quantile(millis, 1)));
    }
}
