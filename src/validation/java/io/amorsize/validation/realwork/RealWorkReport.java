package io.amorsize.validation.realwork;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.Plan;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Statistics;
import io.amorsize.validation.Table;
import io.amorsize.validation.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Writes down what the trials showed. */
final class RealWorkReport {

    /** Other processes that use no more CPUs than this do not count. */
    private static final double IDLE = 0.05;

    private static final String PREDICTED = "real-work-predicted.svg";

    private final Calibration calibration;
    private final List<Trial> trials;
    private final List<PythonTrial> python;

    /**
     * @param trials at least one
     * @param python what was run in Python; empty if there is no Python with joblib
     */
    RealWorkReport(Calibration calibration, List<Trial> trials, List<PythonTrial> python) {
        this.calibration = calibration;
        this.trials = List.copyOf(trials);
        this.python = List.copyOf(python);
    }

    String markdown() {
        return String.join(
                "\n",
                summary(),
                METHOD,
                "## By what was asked for\n",
                byRequest().markdown(),
                SECOND,
                "## By kind of work, runtime AUTO\n",
                byKind().markdown(),
                BLIND,
                "## Beside rival rules\n",
                byRule().markdown(),
                RIVALS,
                "## Each workload, runtime AUTO\n",
                "![real speed-up by predicted speed-up](" + PREDICTED + ")\n",
                eachWorkload().markdown(),
                "## Python and joblib\n",
                pythonText(),
                "## The machine as it was measured\n",
                machine().markdown());
    }

    Map<String, String> plots() {
        double[] predicted =
                figures(first(), answer -> answer.advice().estimate().speedup().value());
        double[] real = figures(first(), Answer::speedup);
        LinePlot plot = new LinePlot("Real work: speed-up predicted and real", "predicted", "real")
                .logarithmicX()
                .logarithmicY();
        double most = Math.max(
                2,
                IntStream.range(0, real.length)
                        .mapToDouble(i -> Math.max(predicted[i], real[i]))
                        .max()
                        .orElseThrow());
        plot.line("as predicted", new double[] {1, most}, new double[] {1, most})
                .points("workload", predicted, real);
        return Map.of(PREDICTED, plot.svg());
    }

    private static final String METHOD = """
            Each workload is really run on this machine, and nothing about it is told but what its caller could have measured:
            up to 64 items, a quarter of them at most, timed one by one on the calling thread once it is warm (several together
            where one takes less than 2.5 µs, by their mean). The machine is detected and calibrated as the service does it. The
            advised plan is then followed by workers that are started for the run and take chunk by chunk from a shared counter.
            A sweep over worker counts, chunk sizes and kinds of threads looks for the best plan; the best two of each kind of
            thread, the serial run and all advised plans are then run ten times more in turns, rival rules five times, and only
            these readings count. *Noise* is half the interquartile range of the readings of the best plan or of the serial run,
            whichever is more, as a share of their median; a regret no larger than it counts as 0. *Slower* are plans that take
            more than 2 % and the noise longer than the serial run. *Held* says how many real speed-ups lie in the 90 % interval
            of those that were predicted, with the 95 % confidence interval of that share. Each run's result is checked.
            """;

    private static final String SECOND = """
            With one run seen, the same request is asked again with the elapsed time of one run by the first advice.
            """;

    private static final String BLIND = """
            Items that compete for a lock or a counter look, one by one, like any others: no adviser can know before it has seen a
            run with several workers.
            """;

    private static final String RIVALS = """
            Rules say nothing of kinds of threads and get platform threads, started for the run as those of the advice; they are
            told the same sample. The last line is the JDK's own parallel stream with its pool that is always there: the only one
            that pays for no start.
            """;

    private static final String NO_PYTHON = """
            There was no `python3` with joblib on this machine: this part was left out.
            """;

    private static final String PYTHON = """
            Items are measured in Python and advice is asked for forked processes. The advised pool is started, used, closed and
            joined within the time, as is `multiprocessing.Pool().map` with its default chunks. joblib (`n_jobs=-1`, its default
            automatic batches) has its processes ready; *first call* is in a program that has to start them. Medians in ms.
            """;

    private String summary() {
        List<Answer> first = first();
        return "Advice on " + trials.size() + " real Java workloads, each really run, lost "
                + Shown.percent(mean(first, Answer::regret)) + " of the time on average and "
                + Shown.percent(most(first, Answer::regret)) + " at worst beyond the noise, which was "
                + Shown.percent(mean(first, Answer::noise)) + " on average; it was slower than the serial run in "
                + count(first, Answer::slower) + " of them. The 90 % interval held the real speed-up in "
                + count(first, answer -> answer.predicts() && answer.covered()) + " of "
                + count(first, Answer::predicts) + "." + company() + "\n";
    }

    /** Whether others used the machine meanwhile: then these are not the figures of an idle one. */
    private String company() {
        double others = otherCpus();
        return others < IDLE
                ? ""
                : " The machine was not idle: others kept " + Shown.hundredths(others) + " CPUs of it busy.";
    }

    private double otherCpus() {
        return trials.stream()
                .mapToDouble(trial -> trial.host().otherCpus())
                .average()
                .orElseThrow();
    }

    private Table byRequest() {
        Table table = new Table(
                "asked for",
                "regret, mean",
                "worst",
                "mean with noise",
                "noise, mean",
                "slower than serial",
                "held",
                "share held");
        for (int a = 0; a < trials.getFirst().answers().size(); a++) {
            int at = a;
            row(table, trials.getFirst().answers().get(a).asked(), answers(trial -> true, at));
        }
        return table;
    }

    private Table byKind() {
        Table table = new Table(
                "work",
                "regret, mean",
                "worst",
                "mean with noise",
                "noise, mean",
                "slower than serial",
                "held",
                "share held");
        for (WorkKind kind : WorkKind.values()) {
            List<Answer> answers = answers(trial -> trial.kind() == kind, 0);
            if (!answers.isEmpty()) {
                row(table, kind.words(), answers);
            }
        }
        return table;
    }

    private static void row(Table table, String name, List<Answer> answers) {
        int held = count(answers, answer -> answer.predicts() && answer.covered());
        int predicted = count(answers, Answer::predicts);
        String share = "–";
        if (predicted > 0) {
            Statistics.Share interval = Statistics.binomial(held, predicted);
            share = Shown.percent(interval.low()) + " to " + Shown.percent(interval.high());
        }
        table.row(
                name,
                Shown.thousandths(mean(answers, Answer::regret)),
                Shown.thousandths(most(answers, Answer::regret)),
                Shown.thousandths(mean(answers, Answer::rawRegret)),
                Shown.thousandths(mean(answers, Answer::noise)),
                count(answers, Answer::slower) + " of " + answers.size(),
                held + " of " + predicted,
                share);
    }

    private Table byRule() {
        Table table = new Table("rule", "regret, mean", "worst", "slower than serial", "time against the advice");
        List<Answer> first = first();
        table.row(
                "this service",
                Shown.thousandths(mean(first, Answer::regret)),
                Shown.thousandths(most(first, Answer::regret)),
                Integer.toString(count(first, Answer::slower)),
                Shown.hundredths(1));
        for (int r = 0; r < trials.getFirst().rivals().size(); r++) {
            List<Answer> answers = new ArrayList<>();
            double logs = 0;
            for (Trial trial : trials) {
                Rival rival = trial.rivals().get(r);
                answers.add(trial.answer().insteadBy(rival));
                logs += Math.log(rival.seconds() / trial.answer().chosenSeconds());
            }
            table.row(
                    trials.getFirst().rivals().get(r).name(),
                    Shown.thousandths(mean(answers, Answer::regret)),
                    Shown.thousandths(most(answers, Answer::regret)),
                    Integer.toString(count(answers, Answer::slower)),
                    Shown.hundredths(Math.exp(logs / trials.size())));
        }
        return table;
    }

    private Table eachWorkload() {
        Table table = new Table(
                "workload",
                "an item",
                "advised",
                "best",
                "serial, ms",
                "speed-up",
                "90 % interval",
                "best speed-up",
                "regret",
                "noise");
        for (Trial trial : trials) {
            Answer answer = trial.answer();
            Interval interval = answer.advice().estimate().speedup().interval90();
            table.row(
                    trial.workload().name(),
                    trial.workload().about(),
                    answer.chosen().words(),
                    answer.best().words(),
                    Shown.significant(1e3 * answer.serialSeconds()),
                    Shown.hundredths(answer.speedup()),
                    answer.predicts()
                            ? Shown.hundredths(interval.low()) + " to " + Shown.hundredths(interval.high())
                                    + (answer.covered() ? "" : ", missed")
                            : "–",
                    Shown.hundredths(answer.serialSeconds() / answer.bestSeconds()),
                    Shown.thousandths(answer.rawRegret()),
                    Shown.thousandths(answer.noise()));
        }
        return table;
    }

    private String pythonText() {
        if (python.isEmpty()) {
            return NO_PYTHON;
        }
        Table table = new Table(
                "workload",
                "an item",
                "advised",
                "serial",
                "by the advice",
                "`Pool().map`",
                "joblib",
                "joblib, first call",
                "speed-up",
                "90 % interval");
        for (PythonTrial trial : python) {
            Plan plan = trial.advice().plan();
            Interval interval = trial.advice().estimate().speedup().interval90();
            table.row(
                    trial.name(),
                    trial.about(),
                    plan.workers() == 1 ? "serial" : plan.workers() + " processes × " + plan.chunkSize(),
                    millis(trial.median(PythonTrial.SERIAL)),
                    millis(trial.median(PythonTrial.ADVISED)),
                    millis(trial.median(PythonTrial.POOL)),
                    millis(trial.median(PythonTrial.JOBLIB)),
                    millis(trial.median(PythonTrial.JOBLIB_COLD)),
                    Shown.hundredths(trial.median(PythonTrial.SERIAL) / trial.median(PythonTrial.ADVISED)),
                    plan.workers() == 1
                            ? "–"
                            : Shown.hundredths(interval.low()) + " to " + Shown.hundredths(interval.high()));
        }
        return PYTHON + "\n" + table.markdown();
    }

    private static String millis(double seconds) {
        return Shown.significant(1e3 * seconds);
    }

    private Table machine() {
        Table table = new Table("figure", "used", "measured", "spread");
        calibration
                .dispatchSeconds()
                .forEach(of -> row(table, "hand-over among " + of.workers() + ", ns", of.reading(), 1e9));
        row(table, "start of a platform thread, µs", calibration.threadStartSeconds(), 1e6);
        row(table, "start of a virtual thread, µs", calibration.virtualThreadStartSeconds(), 1e6);
        row(table, "wait of a platform thread, CPU µs", calibration.threadWaitSeconds(), 1e6);
        row(table, "wait of a virtual thread, CPU µs", calibration.virtualThreadWaitSeconds(), 1e6);
        calibration
                .memoryBandwidth()
                .forEach(of -> row(table, "memory read by " + of.workers() + ", GB/s", of.reading(), 1e-9));
        row(table, "gain of a second hardware thread", calibration.smtGain(), 1);
        table.row("CPUs kept busy by others, mean", Shown.hundredths(otherCpus()), "", "");
        return table;
    }

    private static void row(Table table, String figure, Reading reading, double scale) {
        table.row(
                figure,
                Shown.significant(scale * reading.value()) + (reading.trusted() ? "" : " (prior)"),
                reading.measured().isPresent()
                        ? Shown.significant(scale * reading.measured().getAsDouble())
                        : "–",
                Shown.hundredths(reading.spread()));
    }

    private List<Answer> first() {
        return answers(trial -> true, 0);
    }

    private List<Answer> answers(Predicate<Trial> which, int at) {
        return trials.stream()
                .filter(which)
                .map(trial -> trial.answers().get(at))
                .toList();
    }

    private static double[] figures(List<Answer> answers, ToDoubleFunction<Answer> figure) {
        return answers.stream().mapToDouble(figure).toArray();
    }

    private static double mean(List<Answer> answers, ToDoubleFunction<Answer> figure) {
        return Statistics.mean(figures(answers, figure));
    }

    private static double most(List<Answer> answers, ToDoubleFunction<Answer> figure) {
        return Statistics.quantile(figures(answers, figure), 1);
    }

    private static int count(List<Answer> answers, Predicate<Answer> which) {
        return (int) answers.stream().filter(which).count();
    }
}
