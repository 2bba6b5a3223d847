package io.amorsize.bench.jobs;

import io.amorsize.validation.Shown;
import io.amorsize.validation.Table;
import java.util.Locale;

/** What does a job cost beside a bare executor, for items of 1 ms of CPU time? */
final class OverheadStudy implements Study {

    private static final double ITEM_SECONDS = 0.001;
    private static final long ITEMS = 3_000;

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String title() {
        return "Beside a bare executor";
    }

    @Override
    public String run(JobClient jobs, int rounds) throws Exception {
        Table table = new Table("workers", "way", "s, median", "least", "greatest", "more than the executor, by round");
        for (int workers = 1; workers <= Runtime.getRuntime().availableProcessors(); workers++) {
            compare(table, jobs, rounds, workers);
        }
        return table.markdown();
    }

    private static void compare(Table table, JobClient jobs, int rounds, int workers) throws Exception {
        String executor = "ExecutorService";
        try (BareItems bare = new BareItems(ITEM_SECONDS)) {
            Rounds ways = new Rounds()
                    .step(executor, () -> bare.onExecutor(ITEMS, workers))
                    .step(executor + " again", () -> bare.onExecutor(ITEMS, workers));
            for (int chunk : new int[] {1, 16}) {
                ways.way(
                        "job, FIXED, chunks of " + chunk,
                        () -> jobs.succeeded(
                                        JobRequests.synthetic(ITEM_SECONDS, 0, ITEMS, JobPlan.fixed(workers, chunk)))
                                .seconds());
            }
            if (workers == Runtime.getRuntime().availableProcessors()) {
                ways.way(
                        "job, AUTO",
                        () -> jobs.succeeded(JobRequests.synthetic(ITEM_SECONDS, 0, ITEMS, JobPlan.AUTO))
                                .seconds());
            }
            ways.run(rounds, true);
            for (String name : ways.names()) {
                table.row(
                        Integer.toString(workers),
                        name,
                        Shown.thousandths(ways.seconds(name, 0.5)),
                        Shown.thousandths(ways.seconds(name, 0)),
                        Shown.thousandths(ways.seconds(name, 1)),
                        more(ways.ratio(name, executor, 0.5)) + " (" + more(ways.ratio(name, executor, 0)) + " to "
                                + more(ways.ratio(name, executor, 1)) + ")");
            }
        }
    }

    private static String more(double ratio) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * (ratio - 1));
    }
}
