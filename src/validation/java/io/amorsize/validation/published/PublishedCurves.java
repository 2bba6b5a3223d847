package io.amorsize.validation.published;

import io.amorsize.cost.ScalingBeliefs;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.validation.Chapter;
import io.amorsize.validation.Setup;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Study;
import io.amorsize.validation.Table;
import io.amorsize.validation.Tally;
import io.amorsize.validation.Verdict;
import io.amorsize.validation.plot.BarPlot;
import io.amorsize.validation.plot.LinePlot;
import io.amorsize.validation.rule.Rule;
import io.amorsize.validation.rule.Rules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Does the model find the best worker count of programs that others have measured? */
public final class PublishedCurves implements Study {

    static final int MOST_PROBES = 3;

    private static final String PARSEC_TEXT = """
            Speed-ups of seven PARSEC 3 programs in up to six programming models on a Xeon (24 cores, 48 threads), a POWER8
            (20, 160) and a Xeon Phi (64, 256), read off the plots of De Sensi et al. The service is told a million items of
            10 ms, pure CPU work, the machine's counts and which worker counts were measured; then, one by one, the throughput at
            the count that its `nextProbe` names. A curve's own run with one worker is the unit, because some programs start more
            threads than that.
            """;

    private static final String SYSBENCH_TEXT = """
            Throughput of MySQL and MariaDB under 1 to 256 clients. The service is told the throughput of one client and a machine
            of 16 cores and 32 threads, because the source does not describe its machines; then what its `nextProbe` names. Curves
            without a reading of one client, or with fewer than five counts, are left out. The reading of one client is noisy
            in series22 to series24: two clients do up to 4 times as much.
            """;

    private static final String SOURCES = """
            ## Sources

            - PARSEC: D. De Sensi, T. De Matteis, M. Torquati, G. Mencagli, M. Danelutto, Bringing Parallel Patterns out of the
              Corner, ACM TACO 14(4), 2017; plots of github.com/ParaGroup/p3arsec, resolution 0.02.
            - sysbench: github.com/hgxl64/mariadb-benchmarks.
            - The rules, as [Rules](../../src/validation/java/io/amorsize/validation/rule/Rules.java) has them:
            """ + rulesList();

    @Override
    public String name() {
        return "published-curves";
    }

    @Override
    public Chapter run(Setup setup) throws IOException {
        Optional<DataFile> parsec = DataFile.find(setup.publishedData(), Curves.PARSEC_FILE);
        Optional<DataFile> sysbench = DataFile.find(setup.publishedData(), Curves.SYSBENCH_FILE);
        String title = "Published scaling curves";
        if (parsec.isEmpty() || sysbench.isEmpty()) {
            return new Chapter(
                    title,
                    DataFile.missing(parsec.isEmpty() ? Curves.PARSEC_FILE : Curves.SYSBENCH_FILE),
                    Map.of(),
                    List.of());
        }
        List<Curve> programs = Curves.parsec(parsec.get());
        List<Curve> services = Curves.sysbench(sysbench.get());
        setup.progress().accept("learns the priors with each benchmark left out");
        LearnedPriors priors = LearnedPriors.of(programs, services);
        Map<String, Optimizer> heldOut = priors.without().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> new Optimizer(new ScalingBeliefs(each.getValue()))));
        Optimizer inUse = new Optimizer();
        Answers ofParsec = Answers.to(programs, benchmark -> Objects.requireNonNull(heldOut.get(benchmark)), setup);
        Answers ofSysbench = Answers.to(services, benchmark -> Objects.requireNonNull(heldOut.get(benchmark)), setup);
        Answers parsecInSample = Answers.to(programs, benchmark -> inUse, setup);
        Answers sysbenchInSample = Answers.to(services, benchmark -> inUse, setup);
        Map<String, String> plots = new LinkedHashMap<>();
        plots.put("published-curves-parsec.svg", regretPlot("PARSEC: regret by runs made", ofParsec));
        plots.put("published-curves-sysbench.svg", regretPlot("sysbench: regret by runs made", ofSysbench));
        plots.put("published-curves-example.svg", examplePlot(ofParsec));
        String markdown = summary(ofParsec, ofSysbench)
                + section("PARSEC", PARSEC_TEXT, "published-curves-parsec.svg", ofParsec, parsecInSample)
                + "![Prediction and truth](published-curves-example.svg)\n\n"
                + section("sysbench", SYSBENCH_TEXT, "published-curves-sysbench.svg", ofSysbench, sysbenchInSample)
                + priors.markdown()
                + "\n"
                + SOURCES;
        List<Verdict> verdicts = new ArrayList<>(ofParsec.verdicts(name()));
        verdicts.addAll(ofSysbench.verdicts(name()));
        return new Chapter(title, markdown, plots, verdicts);
    }

    private static String rulesList() {
        StringBuilder list = new StringBuilder();
        for (Rule rule : Rules.all()) {
            list.append("  - ")
                    .append(rule.name())
                    .append(": ")
                    .append(rule.source())
                    .append('\n');
        }
        return list.toString();
    }

    private static String summary(Answers parsec, Answers sysbench) {
        return "Of %d PARSEC curves the plan loses %s of the time with no run made and %s after two that the service asked for; of"
                        .formatted(parsec.curves().size(), mean(parsec, 0), mean(parsec, 2))
                + " %d sysbench curves %s and %s. "
                        .formatted(sysbench.curves().size(), mean(sysbench, 0), mean(sysbench, 2))
                + "The 90 %% intervals of what was not run hold %s and %s of the true speed-ups after two.\n\n"
                        .formatted(
                                Shown.percent(
                                        parsec.curveCoverage(2, curve -> true).mean()),
                                Shown.percent(
                                        sysbench.curveCoverage(2, curve -> true).mean()));
    }

    private static String mean(Answers answers, int probes) {
        Tally regret = answers.regret(probes, curve -> true);
        return Shown.withError(regret.mean(), regret.standardError());
    }

    private static String section(String title, String text, String plot, Answers answers, Answers inSample) {
        return "## " + title + "\n\n" + text + "\n"
                + "![Regret](" + plot + ")\n\n"
                + accuracy(answers, inSample)
                + machines(answers)
                + rivals(answers);
    }

    private static String accuracy(Answers answers, Answers inSample) {
        Table table = new Table(
                "runs made",
                "n",
                "regret",
                "median",
                "p90",
                "regret it expected",
                "asks no more",
                "plan in interval",
                "curve in interval",
                "ln width",
                "median error",
                "in sample: regret",
                "curve in interval");
        for (int probes = 0; probes <= MOST_PROBES; probes++) {
            Tally regret = answers.regret(probes, curve -> true);
            Tally chosen = answers.chosenCoverage(probes, curve -> true);
            Tally curve = answers.curveCoverage(probes, each -> true);
            table.row(
                    Integer.toString(probes),
                    Integer.toString(regret.size()),
                    Shown.withError(regret.mean(), regret.standardError()),
                    Shown.thousandths(regret.median()),
                    Shown.thousandths(regret.p90()),
                    Shown.thousandths(answers.expectedRegret(probes).mean()),
                    Shown.percent(answers.satisfied(probes).mean()),
                    Shown.hundredths(chosen.mean()) + " ± " + Shown.hundredths(chosen.standardError()) + " of "
                            + chosen.size(),
                    Shown.hundredths(curve.mean()) + " ± " + Shown.hundredths(curve.standardError()) + " of "
                            + curve.size(),
                    Shown.hundredths(answers.width(probes).mean()),
                    Shown.percent(answers.error(probes).median()),
                    Shown.thousandths(inSample.regret(probes, each -> true).mean()),
                    Shown.hundredths(
                            inSample.curveCoverage(probes, each -> true).mean()));
        }
        return "Each answer is that of a service whose [priors](#learned-priors) were learned with the whole benchmark left out; beside it, in sample, what the service in use answers, which has learned from it. Where the service asks for no more runs its answer stays. Coverage is of the 90 % interval: of the plan where it is parallel, and of all counts that were not run. The"
                + " width is ln(high/low), the error |ln(predicted/true)| of the same counts.\n\n" + table.markdown()
                + "\n";
    }

    private static String machines(Answers answers) {
        List<String> machines = answers.machines();
        if (machines.size() < 2) {
            return "";
        }
        List<String> heading = new ArrayList<>(List.of("runs made"));
        for (String machine : machines) {
            heading.add(machine + ": n");
            heading.add("regret");
            heading.add("curve in interval");
        }
        Table table = new Table(heading.toArray(String[]::new));
        for (int probes = 0; probes <= MOST_PROBES; probes++) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(probes)));
            for (String machine : machines) {
                Predicate<Curve> here = curve -> curve.machine().equals(machine);
                Tally regret = answers.regret(probes, here);
                cells.add(Integer.toString(regret.size()));
                cells.add(Shown.withError(regret.mean(), regret.standardError()));
                cells.add(Shown.hundredths(answers.curveCoverage(probes, here).mean()));
            }
            table.row(cells.toArray(String[]::new));
        }
        return "By machine:\n\n" + table.markdown() + "\n";
    }

    private static String rivals(Answers answers) {
        Table table = new Table("rule", "runs made", "n", "regret", "median", "p90");
        List<Rival> ofMachines = Rival.ofMachines(answers.curves());
        List<Rival> rivals = new ArrayList<>(Rival.all());
        rivals.addAll(ofMachines);
        for (Rival rival : rivals) {
            Tally regret = answers.regretOf(rival.choice(), curve -> true);
            table.joined(
                    rival.name(),
                    Integer.toString(rival.runs()),
                    Integer.toString(regret.size()),
                    Shown.withError(regret.mean(), regret.standardError()),
                    Shown.thousandths(regret.median()),
                    Shown.thousandths(regret.p90()));
        }
        return "What others would have done, at the measured count nearest to what the rule says:\n\n"
                + table.markdown() + "\n"
                + "No rule that always takes the same count on a machine loses less than %s here: the best one, chosen in hindsight from these very curves, is %s.\n\n"
                        .formatted(
                                Shown.thousandths(
                                        answers.regretOf(ofMachines.getFirst().choice(), curve -> true)
                                                .mean()),
                                Rival.bestCounts(answers.curves()).entrySet().stream()
                                        .map(best -> best.getValue() + " on " + best.getKey())
                                        .collect(Collectors.joining(", ")));
    }

    private static String regretPlot(String title, Answers answers) {
        List<String> groups = new ArrayList<>();
        List<Tally> tallies = new ArrayList<>();
        for (int probes = 0; probes <= MOST_PROBES; probes++) {
            groups.add(probes == 1 ? "1 run" : probes + " runs");
            tallies.add(answers.regret(probes, curve -> true));
        }
        for (Rival rival : Rival.all()) {
            if (List.of("physical cores", "hardware threads", "best of 1, cores, threads", "plain USL on 1, 2, 4")
                    .contains(rival.name())) {
                groups.add(rival.name()
                        .replace("physical ", "")
                        .replace("hardware ", "")
                        .replace("cores, threads", "C, T"));
                tallies.add(answers.regretOf(rival.choice(), curve -> true));
            }
        }
        double[] means = tallies.stream().mapToDouble(Tally::mean).toArray();
        double[] errors = tallies.stream().mapToDouble(Tally::standardError).toArray();
        return new BarPlot(title, "mean regret", groups)
                .bars("mean regret, with its standard error", means, errors)
                .svg();
    }

    /** The curve whose regret with two runs is the median one: neither the best nor the worst case. */
    private static String examplePlot(Answers answers) {
        List<List<Probing.Step>> held = answers.steps().stream()
                .sorted((one, other) ->
                        Double.compare(one.get(2).regret(), other.get(2).regret()))
                .toList();
        List<Probing.Step> median = held.get(held.size() / 2);
        Curve curve = median.getFirst().curve();
        double[] workers = curve.speed().keySet().stream()
                .mapToDouble(Integer::doubleValue)
                .toArray();
        double[] truth =
                curve.speed().keySet().stream().mapToDouble(curve::speedup).toArray();
        List<CurvePoint> points = median.get(2).advice().curve();
        double[] at = points.stream().mapToDouble(CurvePoint::workers).toArray();
        return new LinePlot(curve.name() + ", two runs made", "workers", "speed-up")
                .logarithmicX()
                .band(
                        "90 % interval",
                        at,
                        points.stream().mapToDouble(p -> p.interval90().low()).toArray(),
                        points.stream().mapToDouble(p -> p.interval90().high()).toArray())
                .line(
                        "predicted",
                        at,
                        points.stream().mapToDouble(CurvePoint::speedup).toArray())
                .points("measured", workers, truth)
                .svg();
    }
}
