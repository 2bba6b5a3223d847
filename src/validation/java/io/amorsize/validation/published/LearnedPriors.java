package io.amorsize.validation.published;

import io.amorsize.cost.ScalingPrior;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The priors that the published curves teach, from all of them and from all but those of one benchmark.
 *
 * @param all from all benchmarks
 * @param without from all others, by the benchmark left out
 * @param work the benchmarks that work on a machine's CPUs; the others are services
 */
record LearnedPriors(ScalingPrior all, SortedMap<String, ScalingPrior> without, List<String> work) {

    private static final String TEXT = """
            What the service believes of a program before it has seen it running, fitted by
            [PriorFit](../../src/validation/java/io/amorsize/cost/PriorFit.java) to the curves of this page
            ([the model](../model.md#what-these-figures-were-learned-from) says what the figures mean; a spread is in brackets).
            The answers above rest on the lines that leave their own benchmark out, the columns "in sample" on those in use.
            """;

    static LearnedPriors of(List<Curve> parsec, List<Curve> sysbench) {
        CurveFit fit = new CurveFit(parsec, sysbench);
        ScalingPrior all = fit.all();
        SortedMap<String, ScalingPrior> without = new TreeMap<>();
        Stream.concat(parsec.stream(), sysbench.stream())
                .map(Curve::benchmark)
                .forEach(benchmark -> without.computeIfAbsent(benchmark, left -> fit.without(left, all)));
        return new LearnedPriors(
                all, without, parsec.stream().map(Curve::benchmark).distinct().toList());
    }

    String markdown() {
        return "## Learned priors\n\n" + TEXT + "\n" + table(true, this::work) + "\n" + table(false, this::service);
    }

    private String table(boolean ofWork, Function<ScalingPrior, List<String>> figures) {
        Table table = new Table((ofWork
                        ? List.of("work", "ln a", "ln b", "correlation", "g", "departs by 0.05, 0.15, 0.4")
                        : List.of(
                                "services",
                                "ln a",
                                "ln q",
                                "correlation",
                                "p = 1, 2, 4, 8",
                                "gradual",
                                "ln a",
                                "ln b",
                                "correlation",
                                "departs by 0.05, 0.15, 0.4"))
                .toArray(String[]::new));
        table.row(row("in use", figures.apply(ScalingPrior.LEARNED)));
        table.row(row("all benchmarks", figures.apply(all)));
        for (Map.Entry<String, ScalingPrior> each : without.entrySet()) {
            if (work.contains(each.getKey()) == ofWork) {
                table.row(row("without " + each.getKey(), figures.apply(each.getValue())));
            }
        }
        return table.markdown();
    }

    private static String[] row(String name, List<String> figures) {
        List<String> cells = new ArrayList<>(List.of(name));
        cells.addAll(figures);
        return cells.toArray(String[]::new);
    }

    private List<String> work(ScalingPrior prior) {
        List<String> cells = new ArrayList<>(law(prior.compute().law()));
        cells.add(belief(prior.compute().smtGain()));
        cells.add(chances(prior.compute().departures()));
        return cells;
    }

    private List<String> service(ScalingPrior prior) {
        List<String> cells = new ArrayList<>(law(prior.service().saturating()));
        cells.add(chances(prior.service().knees()));
        cells.add(Shown.hundredths(prior.service().gradualShare()));
        cells.addAll(law(prior.service().gradual()));
        cells.add(chances(prior.service().departures()));
        return cells;
    }

    private static List<String> law(ScalingPrior.Law law) {
        return List.of(belief(law.first()), belief(law.second()), Shown.hundredths(law.correlation()));
    }

    private static String belief(ScalingPrior.Belief belief) {
        return Shown.hundredths(belief.middle()) + " (" + Shown.hundredths(belief.spread()) + ")";
    }

    private static String chances(List<Double> chances) {
        return chances.stream().map(Shown::hundredths).collect(Collectors.joining(", "));
    }
}
