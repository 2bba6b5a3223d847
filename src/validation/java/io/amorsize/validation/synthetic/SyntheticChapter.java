package io.amorsize.validation.synthetic;

import io.amorsize.validation.Chapter;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Table;
import io.amorsize.validation.Tally;
import io.amorsize.validation.Verdict;
import io.amorsize.validation.plot.BarPlot;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes down what was found out about all scenarios. */
final class SyntheticChapter {

    /** A plan that takes longer than the serial run by more than this is a broken promise. */
    private static final double SLOWER = 1.02;

    private static final List<String> SHOWN_RIVALS = List.of("hardware threads", "Goetz", "Python Amorsize");

    private static final String REGRET_PLOT = "synthetic-regret.svg";
    private static final String COVERAGE_PLOT = "synthetic-coverage.svg";

    private final Findings findings;
    private final int runs;
    private final List<Verdict> verdicts;

    SyntheticChapter(Findings findings, int runs, List<Verdict> verdicts) {
        this.findings = findings;
        this.runs = runs;
        this.verdicts = verdicts;
    }

    Chapter chapter() {
        return new Chapter(
                "Invented workloads",
                summary() + method() + regret() + groups() + intervals() + reasons(),
                Map.of(REGRET_PLOT, regretPlot(), COVERAGE_PLOT, coveragePlot()),
                verdicts);
    }

    private String summary() {
        Tally description = findings.regrets(Inquiry.DESCRIPTION);
        Tally sample = findings.regrets(Inquiry.SAMPLE);
        String rival = bestRival();
        long slower = slower(Inquiry.DESCRIPTION) + slower(Inquiry.SAMPLE);
        int answers = findings.answers(Inquiry.DESCRIPTION).size()
                + findings.answers(Inquiry.SAMPLE).size();
        return """
                %d workloads on machines from half a CPU to 64, their truth from a simulation that shares no formula with the model.
                Mean regret is %s from a description and %s from 32 measured items; the best rival, %s, has %s,
                one worker a hardware thread %s. Of %d answers %s advised a pool that was more than 2 %% slower than the serial run.
                The 90 %% intervals held %s of the truths from a description, %s from measured items and %s after two probes.

                """.formatted(
                findings.size(),
                shown(description),
                shown(sample),
                rival,
                shown(findings.ruleRegrets(rival)),
                shown(findings.ruleRegrets("hardware threads")),
                answers,
                slower == 0 ? "none" : Long.toString(slower),
                Shown.percent(
                        findings.ofPools(Inquiry.DESCRIPTION, Answer::holds90).mean()),
                Shown.percent(findings.ofPools(Inquiry.SAMPLE, Answer::holds90).mean()),
                Shown.percent(
                        findings.ofPools(Inquiry.TWO_PROBES, Answer::holds90).mean()));
    }

    private String method() {
        return """
                ## How the truth is known

                A run is simulated event by event: the caller launches workers one after the other, each asks a dispatcher that serves
                one at a time, waits for replies and computes. Threads share cores and their second hardware threads fairly; a quota is
                spent by all threads together and filled up every 100 ms, and runs begin anywhere within such a period. Spawned
                processes and Node.js workers boot on the CPUs, side by side. Half of the workloads interfere with themselves: by the
                Universal Scalability Law, or because memory feeds only so many cores. Nobody is told that, nor what a pool really
                costs (between half and twice the preset), nor, for half of the machines and systems concerned, what a second hardware
                thread is worth and how many calls are accepted at once. Tests hold the simulation against schedules computed by hand,
                the machine-repairman model and the bounds of list scheduling.

                The %d scenarios fill the space of item law, number of items (10 to 1,000,000; up to 10,000 where items wait, because
                each wait is simulated), item time (100 ns to 10 s; from 100 µs where items wait), share of computing (1, 0.5, 0.05),
                machine, runtime, overheads and memory evenly (a seeded Latin hypercube). Each has %d runs with items of their own.
                The best plan is looked for on a grid of workers and chunk sizes, refined around its best, and among what was advised;
                TruthTest holds the search against trying every plan of small scenarios. It is chosen by %d other runs than those
                that judge, because the best of many on the very runs that count would owe some of its success to luck; so a regret
                can be below zero. No plan may take more than 85 %% of the memory or more calls at once than are said to be accepted.
                A rule whose plan does not fit into the memory at all is counted apart.

                Asked for is the fastest plan, with the machine stated: by mean and standard deviation of 20,000 earlier items, by 32
                items of the run measured at random, and by the description together with the runs that `nextProbe` asks for.

                """.formatted(findings.size(), runs, runs);
    }

    private String regret() {
        Table table = new Table(
                "asked",
                "regret, mean",
                "median",
                "p90",
                "max",
                "pool advised",
                "slower than serial",
                "worst, × serial",
                "out of memory");
        for (Inquiry inquiry : Inquiry.values()) {
            List<Answer> answers = findings.answers(inquiry);
            Tally tally = findings.regrets(inquiry);
            table.row(
                    "**Amorsize**, " + inquiry.label(),
                    shown(tally),
                    Shown.thousandths(tally.median()),
                    Shown.thousandths(tally.p90()),
                    Shown.thousandths(most(answers, Answer::regret)),
                    Shown.percent(share(answers, Answer::parallel)),
                    tenths(share(answers, answer -> answer.againstSerial() > SLOWER)),
                    Shown.significant(most(answers, Answer::againstSerial)),
                    "0 %");
        }
        for (String rule : findings.rules()) {
            List<RuleAnswer> answers = findings.ruleAnswers(rule);
            List<RuleAnswer> fitting = answers.stream().filter(RuleAnswer::fits).toList();
            Tally tally = findings.ruleRegrets(rule);
            table.row(
                    rule,
                    shown(tally),
                    Shown.thousandths(tally.median()),
                    Shown.thousandths(tally.p90()),
                    Shown.thousandths(most(fitting, RuleAnswer::regret)),
                    Shown.percent(share(answers, answer -> answer.split().workers() > 1)),
                    tenths(share(fitting, answer -> answer.againstSerial() > SLOWER)),
                    Shown.significant(most(fitting, RuleAnswer::againstSerial)),
                    tenths(share(answers, answer -> !answer.fits())));
        }
        return "## Regret\n\n" + table.markdown()
                + "\nA ± is one standard error over scenarios.\n\n![Regret by item time](" + REGRET_PLOT + ")\n\n";
    }

    private String groups() {
        StringBuilder text = new StringBuilder("## Where it is lost\n\n");
        for (Grouping grouping : Grouping.values()) {
            Table table = new Table(
                    grouping.heading(),
                    "n",
                    "description",
                    "32 items",
                    "1 probe",
                    "2 probes",
                    "Goetz",
                    "Python Amorsize",
                    "hardware threads");
            findings.by(grouping)
                    .forEach((name, group) -> table.row(
                            name,
                            Integer.toString(group.size()),
                            shown(group.regrets(Inquiry.DESCRIPTION)),
                            shown(group.regrets(Inquiry.SAMPLE)),
                            shown(group.regrets(Inquiry.ONE_PROBE)),
                            shown(group.regrets(Inquiry.TWO_PROBES)),
                            shown(group.ruleRegrets("Goetz")),
                            shown(group.ruleRegrets("Python Amorsize")),
                            shown(group.ruleRegrets("hardware threads"))));
            text.append(table.markdown()).append('\n');
        }
        return text.toString();
    }

    private String intervals() {
        Table table = new Table(
                "asked",
                "pools advised",
                "in 90 %",
                "in 50 %",
                "below 90 %",
                "above 90 %",
                "by a hair",
                "ln width of 90 %",
                "time in its 90 %",
                "ln width");
        for (Inquiry inquiry : Inquiry.values()) {
            table.row(
                    inquiry.label(),
                    Integer.toString(findings.widths(inquiry).size()),
                    shown(findings.ofPools(inquiry, Answer::holds90)),
                    shown(findings.ofPools(inquiry, Answer::holds50)),
                    shown(findings.ofPools(inquiry, Answer::below90)),
                    shown(findings.ofPools(inquiry, Answer::above90)),
                    shown(findings.ofPools(inquiry, Answer::missedByAHair)),
                    Shown.hundredths(findings.widths(inquiry).mean()),
                    shown(findings.ofPools(inquiry, Answer::holdsSeconds90)),
                    Shown.hundredths(findings.secondsWidths(inquiry).mean()));
        }
        StringBuilder text = new StringBuilder("## Intervals\n\n")
                .append(table.markdown())
                .append(
                        "\nEach run of each scenario is held against the interval of the answer that was given for it. By a hair:")
                .append(" missed by less than one percent.\n\n![Coverage by number of items](")
                .append(COVERAGE_PLOT)
                .append(")\n\n");
        for (Grouping grouping : Grouping.values()) {
            Table each = new Table(
                    grouping.heading() + ": share in the 90 % interval (ln width)",
                    "description",
                    "32 items",
                    "1 probe",
                    "2 probes");
            findings.by(grouping)
                    .forEach((name, group) -> each.row(
                            name,
                            covered(group, Inquiry.DESCRIPTION),
                            covered(group, Inquiry.SAMPLE),
                            covered(group, Inquiry.ONE_PROBE),
                            covered(group, Inquiry.TWO_PROBES)));
            text.append(each.markdown()).append('\n');
        }
        return text.toString();
    }

    private static String covered(Findings group, Inquiry inquiry) {
        Tally tally = group.ofPools(inquiry, Answer::holds90);
        return Shown.hundredths(tally.mean()) + " ± " + Shown.hundredths(tally.standardError()) + " ("
                + Shown.hundredths(group.widths(inquiry).mean()) + ")";
    }

    private String reasons() {
        Map<String, List<Verdict>> byReason = verdicts.stream()
                .filter(verdict -> !verdict.why().isEmpty())
                .collect(Collectors.groupingBy(verdict -> Diagnosis.withoutFigure(verdict.why())));
        double all = total(verdicts);
        Table table = new Table("reason", "scenarios", "share of all regret");
        byReason.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -total(entry.getValue())))
                .forEach(entry -> table.row(
                        entry.getKey(),
                        Integer.toString(entry.getValue().size()),
                        Shown.percent(total(entry.getValue()) / all)));
        return "## Why\n\nThe worst answer about each of the worst scenarios was asked for once more in worlds without one surprise"
                + " each. The surprise without which least of the regret is left, and less than half of it, is the reason.\n\n"
                + table.markdown();
    }

    private static double total(List<Verdict> some) {
        return some.stream().mapToDouble(Verdict::regret).sum();
    }

    private String regretPlot() {
        Map<String, Findings> bySize = findings.by(Grouping.ITEM_TIME);
        BarPlot plot = new BarPlot("Regret by item time", "mean regret", List.copyOf(bySize.keySet()));
        plot.bars(
                "description",
                figures(bySize, g -> g.regrets(Inquiry.DESCRIPTION).mean()),
                figures(bySize, g -> g.regrets(Inquiry.DESCRIPTION).standardError()));
        plot.bars(
                "32 items",
                figures(bySize, g -> g.regrets(Inquiry.SAMPLE).mean()),
                figures(bySize, g -> g.regrets(Inquiry.SAMPLE).standardError()));
        plot.bars(
                "2 probes",
                figures(bySize, g -> g.regrets(Inquiry.TWO_PROBES).mean()),
                figures(bySize, g -> g.regrets(Inquiry.TWO_PROBES).standardError()));
        for (String rival : SHOWN_RIVALS) {
            plot.bars(
                    rival,
                    figures(bySize, g -> g.ruleRegrets(rival).mean()),
                    figures(bySize, g -> g.ruleRegrets(rival).standardError()));
        }
        return plot.svg();
    }

    private String coveragePlot() {
        Map<String, Findings> byItems = findings.by(Grouping.ITEMS);
        BarPlot plot =
                new BarPlot("Truths in the 90 % interval, by number of items", "share", List.copyOf(byItems.keySet()));
        for (Inquiry inquiry : List.of(Inquiry.DESCRIPTION, Inquiry.SAMPLE, Inquiry.TWO_PROBES)) {
            plot.bars(
                    inquiry.label(),
                    figures(byItems, g -> g.ofPools(inquiry, Answer::holds90).mean()),
                    figures(byItems, g -> g.ofPools(inquiry, Answer::holds90).standardError()));
        }
        return plot.svg();
    }

    private static double[] figures(Map<String, Findings> groups, ToDoubleFunction<Findings> figure) {
        return groups.values().stream().mapToDouble(figure).toArray();
    }

    private static String shown(Tally tally) {
        return Shown.withError(tally.mean(), tally.standardError());
    }

    private static <T> double share(List<T> all, Predicate<T> holds) {
        return (double) all.stream().filter(holds).count() / all.size();
    }

    private static <T> double most(List<T> all, ToDoubleFunction<T> figure) {
        return all.stream().mapToDouble(figure).max().orElse(Double.NaN);
    }

    private static String tenths(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Answers to an inquiry, out of one for each scenario and run, whose pool breaks the first promise. */
    private long slower(Inquiry inquiry) {
        return findings.answers(inquiry).stream()
                .filter(answer -> answer.againstSerial() > SLOWER)
                .count();
    }

    private String bestRival() {
        return findings.rules().stream()
                .min(Comparator.comparingDouble(
                        rule -> findings.ruleRegrets(rule).mean()))
                .orElseThrow();
    }
}
