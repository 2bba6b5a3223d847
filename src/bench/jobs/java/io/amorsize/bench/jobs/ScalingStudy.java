package io.amorsize.bench.jobs;

import io.amorsize.validation.Shown;
import io.amorsize.validation.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Is a job whose plan is left to the service ever slower than with one worker? */
final class ScalingStudy implements Study {

    private static final double[] ITEM_SECONDS = {0, 1e-5, 1e-4, 1e-3, 1e-2};
    private static final long[] ITEMS = {10, 1_000, 100_000};

    /** Longer jobs are left out, or the sweep would take hours. */
    private static final double LONGEST_SECONDS = 1.2;

    /** What a sleep takes besides what was asked for, about. */
    private static final double SLEEP_SECONDS = 1e-4;

    /** So long one worker keeps a chunk: it pays little for chunks. */
    private static final double CHUNK_SECONDS = 0.01;

    private static final int MOST_IN_CHUNK = 1_000;

    private static final String ONE = "FIXED 1";
    private static final String AGAIN = "FIXED 1 again";
    private static final String TWO = "FIXED 2";
    private static final String AUTO = "AUTO";

    private enum Kind {
        CPU(1, 0),
        SLEEP(0, 1),
        MIXED(0.5, 0.5);

        private final double cpu;
        private final double sleep;

        Kind(double cpu, double sleep) {
            this.cpu = cpu;
            this.sleep = sleep;
        }
    }

    private final DoubleSupplier serviceCpu;

    /** @param serviceCpu CPU time that the service has taken so far, in seconds */
    ScalingStudy(DoubleSupplier serviceCpu) {
        this.serviceCpu = serviceCpu;
    }

    /** @param others parameters, each after a comma, and what they mean */
    private record Shape(Kind kind, double itemSeconds, long items, String others, String meaning) {

        String request(JobPlan plan) {
            return JobRequests.synthetic(kind.cpu * itemSeconds, kind.sleep * itemSeconds, others, items, plan);
        }

        JobPlan fixed(int workers) {
            double wanted = itemSeconds == 0 ? MOST_IN_CHUNK : CHUNK_SECONDS / itemSeconds;
            return JobPlan.fixed(workers, (long)
                    Math.clamp(Math.min(wanted, items / (double) workers), 1, MOST_IN_CHUNK));
        }

        double serialSeconds() {
            return items * (itemSeconds + (kind.sleep > 0 ? SLEEP_SECONDS : 0));
        }

        String words() {
            String time = itemSeconds == 0
                    ? "no-op"
                    : Shown.significant(itemSeconds * 1e6) + " µs "
                            + kind.name().toLowerCase(Locale.ROOT);
            return String.format(Locale.ROOT, "%,d × %s%s", items, time, meaning);
        }
    }

    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public String title() {
        return "Never slower than one worker";
    }

    @Override
    public String run(JobClient jobs, int rounds) throws Exception {
        Table table = new Table(
                "job",
                "FIXED 1, ms",
                "FIXED 1 again / FIXED 1",
                "AUTO / FIXED 1",
                "least AUTO / least FIXED 1",
                "AUTO / FIXED 2",
                "CPU time of the service, AUTO / FIXED 1",
                "workers × chunk of AUTO, after so many items");
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        List<String> slower = new ArrayList<>();
        for (Shape shape : shapes()) {
            JobEnd[] last = new JobEnd[1];
            double[] cpu = new double[2];
            Rounds ways = new Rounds()
                    .way(
                            ONE,
                            () -> spending(
                                    cpu,
                                    0,
                                    () -> jobs.succeeded(shape.request(shape.fixed(1)))
                                            .seconds()))
                    .way(
                            AGAIN,
                            () -> jobs.succeeded(shape.request(shape.fixed(1))).seconds())
                    .way(
                            TWO,
                            () -> jobs.succeeded(shape.request(shape.fixed(2))).seconds())
                    .way(
                            AUTO,
                            () -> spending(cpu, 1, () -> {
                                last[0] = jobs.succeeded(shape.request(JobPlan.AUTO));
                                return last[0].seconds();
                            }));
            int times = shape.serialSeconds() < 0.1 ? 3 * rounds : rounds;
            Rounds ignored = ways.run(times, true);
            double noise = ways.ratio(AGAIN, ONE, 0.5);
            least = Math.min(least, noise);
            greatest = Math.max(greatest, noise);
            double ratio = ways.ratio(AUTO, ONE, 0.5);
            if (ratio > 1.02) {
                slower.add(shape.words() + " " + Shown.hundredths(ratio));
            }
            System.err.println(shape.words() + ": " + spread(ways, AGAIN, ONE) + ", " + spread(ways, AUTO, ONE) + ", "
                    + last[0].plan());
            table.row(
                    shape.words(),
                    Shown.significant(1e3 * ways.seconds(ONE, 0.5)),
                    spread(ways, AGAIN, ONE),
                    spread(ways, AUTO, ONE),
                    Shown.hundredths(ways.seconds(AUTO, 0) / Math.min(ways.seconds(ONE, 0), ways.seconds(AGAIN, 0))),
                    spread(ways, AUTO, TWO),
                    cpu[0] > 0 ? Shown.hundredths(cpu[1] / cpu[0]) : "–",
                    last[0].plan());
        }
        return table.markdown() + "\nThe same plan a second time: " + Shown.hundredths(least) + " to "
                + Shown.hundredths(greatest) + " of the first. AUTO above 1.02 of FIXED 1: "
                + (slower.isEmpty() ? "none" : String.join("; ", slower)) + ".\n";
    }

    /** Adds the CPU time that the service takes meanwhile; of all rounds together, because it is told in hundredths. */
    private double spending(double[] cpu, int way, Timed timed) throws Exception {
        double before = serviceCpu.getAsDouble();
        double seconds = timed.run();
        cpu[way] += serviceCpu.getAsDouble() - before;
        return seconds;
    }

    private static String spread(Rounds ways, String name, String other) {
        return Shown.hundredths(ways.ratio(name, other, 0.5)) + " (" + Shown.hundredths(ways.ratio(name, other, 0.25))
                + " to " + Shown.hundredths(ways.ratio(name, other, 0.75)) + ")";
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (double itemSeconds : ITEM_SECONDS) {
            for (long items : ITEMS) {
                for (Kind kind : itemSeconds == 0 ? new Kind[] {Kind.CPU} : Kind.values()) {
                    Shape shape = new Shape(kind, itemSeconds, items, "", "");
                    if (shape.serialSeconds() <= LONGEST_SECONDS) {
                        shapes.add(shape);
                    }
                }
            }
        }
        shapes.add(new Shape(Kind.CPU, 1e-3, 1, "", ""));
        shapes.add(new Shape(Kind.SLEEP, 1e-3, 1, "", ""));
        shapes.add(new Shape(
                Kind.CPU,
                1e-3,
                500,
                ",\"distribution\":\"PARETO\",\"variation\":2",
                ", heavy tail (Pareto, variation 2)"));
        shapes.add(new Shape(
                Kind.CPU, 1e-4, 5_000, ",\"distribution\":\"BIMODAL\",\"variation\":2", ", few large (variation 2)"));
        shapes.add(new Shape(Kind.CPU, 0, 10_000, ",\"resultBytes\":10000", ", results of 10 kB"));
        return shapes;
    }
}
