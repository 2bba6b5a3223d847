package io.amorsize.validation.published;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Scaling;
import io.amorsize.validation.Asking;
import io.amorsize.validation.Chapter;
import io.amorsize.validation.Setup;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Study;
import io.amorsize.validation.Table;
import io.amorsize.validation.Tally;
import io.amorsize.validation.rule.ScalingFit;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Are published fits of the scalability law found again, and how far from them is the law behind an answer? */
public final class ParameterRecovery implements Study {

    private static final String FILE = "usl_classic.csv";

    private static final String TEXT = """
            ## Fits

            Least squares of throughput is what the rule "plain USL" does. The service weighs the same points in a law that also
            knows cores, and against what is usual, so its figures are not meant to be equal; they are shown so that a defect in
            either would be seen. It is told a machine of as many cores as the most workers of the data, so that nothing but the
            law bends the curve.
            """;

    private static final String SOURCES = """
            ## Sources

            - specsdm91 and raytracer: N. J. Gunther, Guerrilla Capacity Planning (2007); fits by the R package usl
              (github.com/smoeding/usl), printed in its documentation and tests.
            - cisco: B. Schwartz, Practical Scalability Analysis with the Universal Scalability Law; fit asserted in the tests of
              github.com/codahale/usl4j.
            - usl_r_unit_test: the noise-free curve in the tests of the R package usl.
            """;

    /**
     * A fit that somebody has printed.
     *
     * @param dataset name in the file
     * @param points how many of its first points were fitted
     * @param contention α as printed
     * @param coherency β as printed
     * @param rate γ as printed
     */
    private record Printed(String dataset, int points, String contention, String coherency, String rate) {}

    private static final List<Printed> PRINTED = List.of(
            new Printed("specsdm91", 7, "0.02773", "1.044e-4", "90.0"),
            new Printed("raytracer", 5, "0.028", "0.001", "21.059"),
            new Printed("raytracer", 6, "0.02444", "0.00163", "20.85605"),
            new Printed("cisco", 32, "0.02671591", "7.690945e-4", "995.6486"),
            new Printed("usl_r_unit_test", 6, "0.02", "0.02", "1"));

    /** How many of the first points the rest is to be told from. */
    private static final Map<String, List<Integer>> TOLD =
            Map.of("specsdm91", List.of(4, 5), "raytracer", List.of(4, 6, 8), "cisco", List.of(4, 8, 16));

    @Override
    public String name() {
        return "parameter-recovery";
    }

    @Override
    public Chapter run(Setup setup) throws IOException {
        String title = "Published fits of the scalability law";
        Optional<DataFile> file = DataFile.find(setup.publishedData(), FILE);
        if (file.isEmpty()) {
            return new Chapter(title, DataFile.missing(FILE), Map.of(), List.of());
        }
        Map<String, SortedMap<Integer, Double>> data = data(file.get());
        Table fits = new Table(
                "points", "fit", "contention α", "coherency β", "one worker γ", "largest difference", "rms of ln X");
        int exact = 0;
        double worst = 0;
        for (Printed printed : PRINTED) {
            SortedMap<Integer, Double> points = first(points(data, printed.dataset), printed.points);
            String subject = printed.points + " of " + printed.dataset;
            ScalingFit own = ScalingFit.of(points);
            double difference = difference(printed, own);
            exact += difference <= 0.5 ? 1 : 0;
            worst = difference <= 0.5 ? worst : Math.max(worst, relative(printed, own));
            fits.row(subject, "printed", printed.contention, printed.coherency, printed.rate, "", "");
            fits.row(
                    "",
                    "least squares here",
                    Shown.significant(own.contention()),
                    Shown.significant(own.coherency()),
                    Shown.significant(own.rate()),
                    difference <= 0.5
                            ? "none in the digits printed"
                            : Shown.significant(relative(printed, own)) + " of it",
                    Shown.thousandths(logarithmicError(points, own)));
            Scaling law = advice(points).scaling().orElseThrow();
            fits.row(
                    "",
                    "the service",
                    Shown.significant(law.contention()),
                    Shown.significant(law.coherency()),
                    "",
                    "",
                    Shown.thousandths(law.fitError()));
        }
        Table ahead = new Table(
                "told",
                "to be told",
                "least squares: median error",
                "the service: median error",
                "in its 90 % interval");
        Tally ownErrors = new Tally();
        Tally serviceErrors = new Tally();
        Tally covered = new Tally();
        for (String dataset : data.keySet()) {
            for (int told : TOLD.getOrDefault(dataset, List.of())) {
                Ahead rest = Ahead.of(dataset, points(data, dataset), told);
                ahead.row(
                        "first " + told + " of " + dataset,
                        Integer.toString(rest.own.size()),
                        Shown.percent(rest.own.median()),
                        Shown.percent(rest.service.median()),
                        Shown.hundredths(rest.covered.mean()));
                addAll(ownErrors, dataset, rest.own);
                addAll(serviceErrors, dataset, rest.service);
                addAll(covered, dataset, rest.covered);
            }
        }
        ahead.row(
                "all",
                Integer.toString(ownErrors.size()),
                Shown.percent(ownErrors.median()),
                Shown.percent(serviceErrors.median()),
                Shown.hundredths(covered.mean()) + " ± " + Shown.hundredths(covered.standardError()));
        String summary =
                "Least squares finds every printed digit of %d of %d fits again, and the others to %s of the figure. From the"
                                .formatted(exact, PRINTED.size(), Shown.significant(worst))
                        + " first points of three classic curves the service tells the rest with a median error of %s, least squares with %s.\n\n"
                                .formatted(Shown.percent(serviceErrors.median()), Shown.percent(ownErrors.median()));
        return new Chapter(
                title,
                summary + TEXT + "\n" + fits.markdown()
                        + "\n## Beyond the points\n\nFrom the first points, the speed-up at the others; the error is"
                        + " |ln(predicted/measured)|.\n\n" + ahead.markdown() + "\n" + SOURCES,
                Map.of(),
                List.of());
    }

    private static Map<String, SortedMap<Integer, Double>> data(DataFile file) {
        Map<String, SortedMap<Integer, Double>> data = new LinkedHashMap<>();
        for (DataFile.Row row : file.rows()) {
            data.computeIfAbsent(row.text("dataset"), name -> new TreeMap<>())
                    .put((int) row.number("n"), row.number("throughput"));
        }
        return data;
    }

    private static SortedMap<Integer, Double> points(Map<String, SortedMap<Integer, Double>> data, String dataset)
            throws IOException {
        SortedMap<Integer, Double> points = data.get(dataset);
        if (points == null) {
            throw new IOException(FILE + " has no " + dataset);
        }
        return points;
    }

    private static SortedMap<Integer, Double> first(SortedMap<Integer, Double> points, int count) {
        SortedMap<Integer, Double> first = new TreeMap<>();
        points.entrySet().stream().limit(count).forEach(point -> first.put(point.getKey(), point.getValue()));
        return first;
    }

    private static void addAll(Tally to, String dataset, Tally from) {
        for (double figure : from.sorted()) {
            to.add(dataset, figure);
        }
    }

    /** The largest distance of a figure from the printed one, in units of the last printed digit. */
    private static double difference(Printed printed, ScalingFit own) {
        return Math.max(
                difference(printed.contention, own.contention()),
                Math.max(difference(printed.coherency, own.coherency()), difference(printed.rate, own.rate())));
    }

    private static double difference(String printed, double own) {
        return Math.abs(own - Double.parseDouble(printed))
                / new BigDecimal(printed).ulp().doubleValue();
    }

    /** The largest distance of a figure from the printed one, as a share of it. */
    private static double relative(Printed printed, ScalingFit own) {
        return Math.max(
                relative(printed.contention, own.contention()),
                Math.max(relative(printed.coherency, own.coherency()), relative(printed.rate, own.rate())));
    }

    private static double relative(String printed, double own) {
        return Math.abs(own / Double.parseDouble(printed) - 1);
    }

    private static double logarithmicError(SortedMap<Integer, Double> points, ScalingFit fit) {
        double sum = 0;
        for (var point : points.entrySet()) {
            double miss = Math.log(point.getValue() / fit.throughput(point.getKey()));
            sum += miss * miss;
        }
        return Math.sqrt(sum / points.size());
    }

    private static Advice advice(SortedMap<Integer, Double> points) {
        return advice(points, points);
    }

    private static Advice advice(SortedMap<Integer, Double> told, SortedMap<Integer, Double> all) {
        Asking asking = new Asking(all.lastKey(), all.lastKey(), all.lastKey()).workerCandidates(all.keySet());
        told.forEach(asking::observed);
        return asking.advice();
    }

    /** Errors of both at the points that were not told, and whether the service's interval holds them. */
    private record Ahead(Tally own, Tally service, Tally covered) {

        static Ahead of(String dataset, SortedMap<Integer, Double> points, int told) {
            SortedMap<Integer, Double> first = first(points, told);
            ScalingFit fit = ScalingFit.of(first);
            Ahead ahead = new Ahead(new Tally(), new Tally(), new Tally());
            for (CurvePoint point : advice(first, points).curve()) {
                Double measured = points.get(point.workers());
                if (measured != null && !first.containsKey(point.workers())) {
                    double truth = measured / points.getOrDefault(1, Double.NaN);
                    ahead.own.add(dataset, Math.abs(Math.log(fit.throughput(point.workers()) / measured)));
                    ahead.service.add(dataset, Math.abs(Math.log(point.speedup() / truth)));
                    ahead.covered.addWhether(
                            dataset,
                            point.interval90().low() <= truth
                                    && truth <= point.interval90().high());
                }
            }
            return ahead;
        }
    }
}
