package io.amorsize.bench.jobs;

import io.amorsize.validation.Shown;
import io.amorsize.validation.Statistics;
import io.amorsize.validation.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * What does a job cost beside a bare executor, for items of 1 ms of CPU time? Elapsed times are those of a machine that
 * others may use; CPU time beyond that of the items says what is spent whatever others do.
 */
final class OverheadStudy implements Study {

    private static final double ITEM_SECONDS = 0.001;
    private static final long ITEMS = 1_000;
    /** Jobs until the compiler of the JVM has done its work, which would count as CPU time of items. */
    private static final int WARM_UP = 3;

    private static final long WARM_UP_ITEMS = 100_000;

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
            JobEnd ignored = jobs.succeeded(JobRequests.synthetic(0, 0, WARM_UP_ITEMS, JobPlan.fixed(2, 1)));
        }
        Table table = new Table(
                "workers",
                "way",
                "s, median",
                "least",
                "greatest",
                "to the executor, by round",
                "least to the executor's least",
                "elapsed beyond the time of the items, by workers",
                "CPU time beyond that of the items");
        for (int workers = 1; workers <= Runtime.getRuntime().availableProcessors(); workers++) {
            compare(table, jobs, rounds, workers);
        }
        return table.markdown();
    }

    private void compare(Table table, JobClient jobs, int rounds, int workers) throws Exception {
        try (BareItems bare = new BareItems(ITEM_SECONDS)) {
            DoubleSupplier ownCpu = ProcessCpu.of(ProcessHandle.current());
            List<CpuOf> ways = new ArrayList<>();
            Timed alone = () -> {
                long started = System.nanoTime();
                bare.onExecutor(ITEMS, workers);
                return (System.nanoTime() - started) / 1e9;
            };
            ways.add(new CpuOf(EXECUTOR, alone, ownCpu, List.of()));
            ways.add(new CpuOf(EXECUTOR + " again", alone, ownCpu, List.of()));
            for (int chunk : new int[] {1, 16}) {
                ways.add(job("job, FIXED, chunks of " + chunk, jobs, JobPlan.fixed(workers, chunk)));
            }
            if (workers == Runtime.getRuntime().availableProcessors()) {
                ways.add(job("job, AUTO", jobs, JobPlan.AUTO));
            }
            Rounds times = new Rounds();
            for (CpuOf way : ways) {
                Rounds ignored = times.way(way.name, way);
            }
            Rounds ignored = times.run(rounds, true);
            for (CpuOf way : ways) {
                table.row(
                        Integer.toString(workers),
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
        }
    }

    private CpuOf job(String name, JobClient jobs, JobPlan plan) {
        String request = JobRequests.synthetic(ITEM_SECONDS, 0, ITEMS, plan);
        List<JobEnd> ended = new ArrayList<>();
        Timed timed = () -> {
            JobEnd end = jobs.succeeded(request);
            ended.add(end);
            return end.seconds();
        };
        return new CpuOf(name, timed, serviceCpu, plan.equals(JobPlan.AUTO) ? List.of() : ended);
    }

    /** A way, and the CPU time that each of its runs takes. */
    private static final class CpuOf implements Timed {

        private final String name;
        private final Timed timed;
        private final DoubleSupplier cpu;
        private final List<JobEnd> jobs;
        private final List<Double> shares = new ArrayList<>();

        /** @param jobs those that it ran, to be added to by {@code timed} */
        CpuOf(String name, Timed timed, DoubleSupplier cpu, List<JobEnd> jobs) {
            this.name = name;
            this.timed = timed;
            this.cpu = cpu;
            this.jobs = jobs;
        }

        @Override
        public double run() throws Exception {
            double before = cpu.getAsDouble();
            double seconds = timed.run();
            shares.add((cpu.getAsDouble() - before) / (ITEMS * ITEM_SECONDS) - 1);
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
