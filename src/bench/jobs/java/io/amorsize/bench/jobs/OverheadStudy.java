package io.amorsize.bench.jobs;

import io.amorsize.validation.Shown;
import io.amorsize.validation.Statistics;
import io.amorsize.validation.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * What does a job cost beside a bare executor, for items of 1 ms of CPU time? Of two lengths, because what a job costs once
 * – to be accepted, leased and ended – is much of a short one. Elapsed times are those of a machine that others may use;
 * CPU time beyond that of the items says what is spent whatever others do.
 */
final class OverheadStudy implements Study {

    private static final double ITEM_SECONDS = 0.001;
    private static final long SHORT = 1_000;
    private static final long LONG = 8_000;
    /**
     * Jobs until the compiler of the JVM has done its work, which would count as CPU time of items: it compiles what runs
     * once for each item, and what runs once for each job or transaction, only when that has been called thousands of
     * times.
     */
    private static final int WARM_UP = 100;

    private static final long WARM_UP_ITEMS = 1_000;

    private static final String EXECUTOR = "ExecutorService";

    private final DoubleSupplier serviceCpu;

    /** @param serviceCpu CPU time that the service has taken so far, in seconds */
    OverheadStudy(DoubleSupplier serviceCpu) {
        this.serviceCpu = serviceCpu;
    }

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
        for (int job = 0; job < WARM_UP; job++) {
            JobEnd ignored = jobs.succeeded(JobRequests.synthetic(ITEM_SECONDS / 10, 0, WARM_UP_ITEMS, JobPlan.AUTO));
            for (int chunk = 1; chunk < 5; chunk++) {
                ignored = jobs.succeeded(JobRequests.synthetic(0, 0, WARM_UP_ITEMS, JobPlan.fixed(2, chunk)));
            }
        }
        Table table = new Table(
                "workers",
                "items",
                "way",
                "s, median",
                "least",
                "greatest",
                "to the executor, by round",
                "least to the executor's least",
                "elapsed beyond the time of the items, by workers",
                "CPU time beyond that of the items");
        Table costs = new Table("workers", "way", "once, ms", "per item, of its time");
        for (int workers = 1; workers <= Runtime.getRuntime().availableProcessors(); workers++) {
            Rounds few = compare(table, jobs, rounds, workers, SHORT);
            Rounds many = compare(table, jobs, rounds, workers, LONG);
            for (String way : few.names()) {
                if (!way.startsWith(EXECUTOR)) {
                    cost(costs, workers, way, few, many);
                }
            }
        }
        return table.markdown()
                + "\nWhat a job takes longer than the executor, as a cost that it has once and one of each item that both"
                + " lengths have in common:\n\n" + costs.markdown();
    }

    private static void cost(Table costs, int workers, String way, Rounds few, Rounds many) {
        double beyondFew = few.secondsBeyond(way, EXECUTOR);
        double perItem = (many.secondsBeyond(way, EXECUTOR) - beyondFew) / (LONG - SHORT);
        costs.row(
                Integer.toString(workers),
                way,
                String.format(Locale.ROOT, "%.0f", 1e3 * (beyondFew - perItem * SHORT)),
                String.format(Locale.ROOT, "%.1f %%", 100 * perItem * workers / ITEM_SECONDS));
    }

    private Rounds compare(Table table, JobClient jobs, int rounds, int workers, long items) throws Exception {
        try (BareItems bare = new BareItems(ITEM_SECONDS)) {
            DoubleSupplier ownCpu = ProcessCpu.of(ProcessHandle.current());
            List<CpuOf> ways = new ArrayList<>();
            Timed alone = () -> {
                long started = System.nanoTime();
                bare.onExecutor(items, workers);
                return (System.nanoTime() - started) / 1e9;
            };
            ways.add(new CpuOf(EXECUTOR, items, alone, ownCpu, List.of()));
            ways.add(new CpuOf(EXECUTOR + " again", items, alone, ownCpu, List.of()));
            for (int chunk : new int[] {1, 16}) {
                ways.add(job("job, FIXED, chunks of " + chunk, jobs, items, JobPlan.fixed(workers, chunk)));
            }
            if (workers == Runtime.getRuntime().availableProcessors()) {
                ways.add(job("job, AUTO", jobs, items, JobPlan.AUTO));
            }
            Rounds times = new Rounds();
            for (CpuOf way : ways) {
                Rounds ignored = times.way(way.name, way);
            }
            Rounds ran = times.run(rounds, true);
            for (CpuOf way : ways) {
                table.row(
                        Integer.toString(workers),
                        String.format(Locale.ROOT, "%,d", items),
                        way.name,
                        Shown.thousandths(times.seconds(way.name, 0.5)),
                        Shown.thousandths(times.seconds(way.name, 0)),
                        Shown.thousandths(times.seconds(way.name, 1)),
                        Shown.hundredths(times.ratio(way.name, EXECUTOR, 0.5)) + " ("
                                + Shown.hundredths(times.ratio(way.name, EXECUTOR, 0)) + " to "
                                + Shown.hundredths(times.ratio(way.name, EXECUTOR, 1)) + ")",
                        Shown.thousandths(times.seconds(way.name, 0) / times.seconds(EXECUTOR, 0)),
                        way.jobs.isEmpty() ? "–" : percent(beyondItems(way.jobs, workers)),
                        percent(way.shares()));
            }
            return ran;
        }
    }

    private CpuOf job(String name, JobClient jobs, long items, JobPlan plan) {
        String request = JobRequests.synthetic(ITEM_SECONDS, 0, items, plan);
        List<JobEnd> ended = new ArrayList<>();
        Timed timed = () -> {
            JobEnd end = jobs.succeeded(request);
            ended.add(end);
            return end.seconds();
        };
        return new CpuOf(name, items, timed, serviceCpu, plan.equals(JobPlan.AUTO) ? List.of() : ended);
    }

    /** A way, and the CPU time that each of its runs takes. */
    private static final class CpuOf implements Timed {

        private final String name;
        private final long items;
        private final Timed timed;
        private final DoubleSupplier cpu;
        private final List<JobEnd> jobs;
        private final List<Double> shares = new ArrayList<>();

        /** @param jobs those that it ran, to be added to by {@code timed} */
        CpuOf(String name, long items, Timed timed, DoubleSupplier cpu, List<JobEnd> jobs) {
            this.name = name;
            this.items = items;
            this.timed = timed;
            this.cpu = cpu;
            this.jobs = jobs;
        }

        @Override
        public double run() throws Exception {
            double before = cpu.getAsDouble();
            double seconds = timed.run();
            shares.add((cpu.getAsDouble() - before) / (items * ITEM_SECONDS) - 1);
            return seconds;
        }

        /** Of the runs that are counted: the first is not. */
        private double[] shares() {
            return shares.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** What the workers of a job did not spend in items: others that slow items down slow down both. */
    private static double[] beyondItems(List<JobEnd> jobs, int workers) {
        return jobs.stream()
                .skip(1)
                .mapToDouble(job -> job.seconds() * workers / job.busySeconds() - 1)
                .toArray();
    }

    private static String percent(double[] shares) {
        return String.format(
                Locale.ROOT,
                "%.1f %% (%.1f to %.1f)",
                100 * Statistics.quantile(shares, 0.5),
                100 * Statistics.quantile(shares, 0),
                100 * Statistics.quantile(shares, 1));
    }
}
