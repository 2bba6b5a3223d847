package io.amorsize.bench.jobs;

import io.amorsize.validation.Shown;
import io.amorsize.validation.Table;
import java.util.Locale;

/** How many items that do nothing can be run in a second, with their outcomes on the disk? */
final class ThroughputStudy implements Study {

    private static final long ITEMS = 1_000_000;
    private static final String JOB = "job, AUTO";
    private static final String ROWS = "batch insert, one row for each item";

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String title() {
        return "Items that do nothing";
    }

    @Override
    public String run(JobClient jobs, int rounds) throws Exception {
        int cpus = Runtime.getRuntime().availableProcessors();
        JobEnd[] last = new JobEnd[1];
        try (RowStore rows = new RowStore();
                BareItems bare = new BareItems(0)) {
            double cold = job(jobs, JobPlan.AUTO).seconds();
            Rounds ways = new Rounds()
                    .way(JOB, () -> {
                        last[0] = job(jobs, JobPlan.AUTO);
                        return last[0].seconds();
                    })
                    .way(
                            "job, FIXED " + cpus + " × 1,000",
                            () -> job(jobs, JobPlan.fixed(cpus, 1_000)).seconds())
                    .step(ROWS, () -> rows.insert(ITEMS))
                    .step("ExecutorService of " + cpus + ", nothing kept", () -> bare.onExecutor(ITEMS, cpus))
                    .step("parallel stream, nothing kept", () -> {
                        int ignored = bare.inParallelStream(ITEMS);
                    })
                    .run(rounds, true);
            Table table = new Table("way", "items/s, median", "least", "greatest", "to the batch insert, by round");
            for (String name : ways.names()) {
                table.row(
                        name,
                        rate(ways.seconds(name, 0.5)),
                        rate(ways.seconds(name, 1)),
                        rate(ways.seconds(name, 0)),
                        Shown.hundredths(ways.ratio(ROWS, name, 0.5)) + " ("
                                + Shown.hundredths(ways.ratio(ROWS, name, 0)) + " to "
                                + Shown.hundredths(ways.ratio(ROWS, name, 1)) + ")");
            }
            return table.markdown() + "\nThe first job of the process, not counted above: " + rate(cold)
                    + " items/s. Plan of the last: " + last[0].plan() + ".\n";
        }
    }

    private static JobEnd job(JobClient jobs, JobPlan plan) throws Exception {
        return jobs.succeeded(JobRequests.synthetic(0, 0, ITEMS, plan));
    }

    private static String rate(double seconds) {
        return String.format(Locale.ROOT, "%,.0f", ITEMS / seconds);
    }
}
