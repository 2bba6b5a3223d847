package io.amorsize.validation.published;

import io.amorsize.optimizer.CurvePoint;
import io.amorsize.validation.Asking;
import io.amorsize.validation.Setup;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Statistics;
import io.amorsize.validation.Table;
import io.amorsize.workload.ExecutionRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A published sweep of Java pools over sleeping tasks, of which everything is known: 24 clients ask for 5 reports each, one after
 * the other; a report is a task of 1.5 s and one of 3 s, run side by side.
 */
final class ExecutorSweep {

    static final String FILE = "java_executors_sweep.csv";

    private static final int CLIENTS = 24;
    private static final int REPORTS = 5 * CLIENTS;
    private static final double SHORT_SECONDS = 1.5;
    private static final double LONG_SECONDS = 3;

    /** At most two tasks a client are under way: a larger pool keeps no task waiting. */
    private static final int MOST_TASKS = 2 * CLIENTS;

    private static final String TEXT = """
            ## Java executors

            24 clients ask a pool for 5 reports each, one after the other; a report is a sleep of 1.5 s and one of 3 s, side by side.
            The service is told 240 items that wait, their times, and the size of the pool. In pools of 48 threads and more no task
            waits for a thread, and the clients are what limits the run: there the items are the 120 reports of 3 s, and the
            workers the 24 clients. Times are medians of ten runs.
            """;

    private final Table table =
            new Table("pool", "n", "measured", "spread", "predicted", "error", "in the 90 % interval");
    private final List<Double> errors = new ArrayList<>();

    private ExecutorSweep(DataFile file) {
        Map<Integer, List<Double>> byPool = new TreeMap<>();
        for (DataFile.Row row : file.rows()) {
            if (row.text("mode").equals("sleep") && row.text("executor").equals("fixed")) {
                byPool.computeIfAbsent((int) row.number("pool_size"), size -> new ArrayList<>())
                        .add(row.number("makespan_ms") / 1000);
            }
        }
        byPool.forEach(this::judge);
    }

    /** Judges the sweep; empty if it is not there. */
    static Optional<ExecutorSweep> find(Setup setup) throws IOException {
        return DataFile.find(setup.publishedData(), FILE).map(ExecutorSweep::new);
    }

    private void judge(int pool, List<Double> runs) {
        double[] seconds = runs.stream().mapToDouble(Double::doubleValue).toArray();
        double measured = Statistics.quantile(seconds, 0.5);
        boolean clientsLimit = pool >= MOST_TASKS;
        int workers = clientsLimit ? CLIENTS : pool;
        double[] items = new double[clientsLimit ? REPORTS : 2 * REPORTS];
        Arrays.setAll(items, i -> clientsLimit || i % 2 == 1 ? LONG_SECONDS : SHORT_SECONDS);
        CurvePoint point = Makespan.pointFor(
                new Asking(8, 4, 8)
                        .items(items.length)
                        .samples(items)
                        .cpuShare(0)
                        .downstreamConcurrency(workers)
                        .runtime(ExecutionRuntime.JVM_THREADS)
                        .workerCandidates(List.of(workers))
                        .advice(),
                workers);
        double predicted = point.seconds().orElseThrow();
        double speedup = Arrays.stream(items).sum() / measured;
        errors.add(Math.abs(predicted / measured - 1));
        table.row(
                pool + " threads",
                Integer.toString(seconds.length),
                Shown.hundredths(measured) + " s",
                Shown.hundredths(Statistics.quantile(seconds, 0)) + " to "
                        + Shown.hundredths(Statistics.quantile(seconds, 1)),
                Shown.hundredths(predicted) + " s",
                Shown.hundredths(100 * (predicted / measured - 1)) + " %",
                point.interval90().low() <= speedup
                                && speedup <= point.interval90().high()
                        ? "yes"
                        : "no");
    }

    /** The median over the pools of |predicted/measured − 1|. */
    double medianError() {
        return Statistics.quantile(
                errors.stream().mapToDouble(Double::doubleValue).toArray(), 0.5);
    }

    String markdown() {
        return TEXT + "\n" + table.markdown() + "\nMedian error: " + Shown.hundredths(100 * medianError()) + " %.\n\n";
    }
}
