package io.amorsize.validation.published;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Futures;
import io.amorsize.validation.Asking;
import io.amorsize.validation.Chapter;
import io.amorsize.validation.Setup;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Study;
import io.amorsize.validation.Table;
import io.amorsize.validation.Tally;
import io.amorsize.validation.plot.BarPlot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Does a run take as long as the model says, and does its interval say how sure that is? */
public final class Makespan implements Study {

    private static final List<Integer> SAMPLES = List.of(16, 32, 128);
    private static final List<Integer> WORKERS = List.of(4, 16);
    private static final int DRAWN_ITEMS = 1000;
    private static final long SEED = 16_1969;
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    private static final String TEXT = """
            ## From measured items

            The service is told the number of items and a random sample of them, which wait on systems that accept as many calls as
            there are workers, so that nothing but the items decides; the truth is a run of all items by as many workers with the
            chunk size that it says (hand-overs cost nothing). Light tails are those with a coefficient of variation of at
            most 1.2. The answer tells the interval of the speed-up; that of the time is read from the futures behind it. Width is
            ln(high/low) of the 90 %% interval, bias the mean of ln(predicted/true), loss the mean pinball loss of the two ends in
            ln, (ρ₅ + ρ₉₅)/2: the smaller the better, too wide and too narrow both cost.
            """.replace("%%", "%");

    private static final String SOURCES = """
            ## Sources

            """ + ItemSets.SOURCES + """
            - Java executors: github.com/Manjago/concurrency-course, ten repetitions on 8 logical CPUs.
            """;

    /** What is tallied for one size of sample and one kind of tail. */
    private record Score(
            Tally timeCovered,
            Tally timeWidth,
            Tally timeBias,
            Tally timeLoss,
            Tally speedupCovered,
            Tally speedupWidth,
            Tally speedupLoss) {

        static Score empty() {
            return new Score(new Tally(), new Tally(), new Tally(), new Tally(), new Tally(), new Tally(), new Tally());
        }

        void addTime(String items, double low, double middle, double high, double truth) {
            timeCovered.addWhether(items, low <= truth && truth <= high);
            timeWidth.add(items, Math.log(high / low));
            timeBias.add(items, Math.log(middle / truth));
            timeLoss.add(items, loss(low, high, truth));
        }

        void addSpeedup(String items, CurvePoint point, double truth) {
            double low = point.interval90().low();
            double high = point.interval90().high();
            speedupCovered.addWhether(items, low <= truth && truth <= high);
            speedupWidth.add(items, Math.log(high / low));
            speedupLoss.add(items, loss(low, high, truth));
        }

        private static double loss(double low, double high, double truth) {
            return (pinball(Math.log(truth / low), LOW) + pinball(Math.log(truth / high), HIGH)) / 2;
        }
    }

    /** The loss of a quantile that the truth exceeds by {@code excess} (R. Koenker, G. Bassett, Econometrica 46, 1978). */
    static double pinball(double excess, double p) {
        return excess >= 0 ? p * excess : (p - 1) * excess;
    }

    private final int repetitions;

    /** With twenty samples of each kind. */
    public Makespan() {
        this(20);
    }

    /** @param repetitions samples of each kind, at least 1 */
    Makespan(int repetitions) {
        this.repetitions = repetitions;
    }

    @Override
    public String name() {
        return "makespan";
    }

    @Override
    public Chapter run(Setup setup) throws IOException {
        List<ItemSet> measured = ItemSets.measured(setup);
        List<ItemSet> sets = new ArrayList<>(measured);
        sets.addAll(ItemSets.drawn(DRAWN_ITEMS));
        Map<Integer, Score> light = scores();
        Map<Integer, Score> heavy = scores();
        Table each = new Table("items", "n", "time: held", "width", "bias", "speed-up: held", "width");
        for (ItemSet items : sets) {
            Score own = Score.empty();
            for (int size : SAMPLES) {
                if (size < items.size()) {
                    Score score = (items.isHeavy() ? heavy : light).getOrDefault(size, own);
                    judge(items, size, List.of(own, score));
                }
            }
            each.row(
                    items.size() + ", " + items.name() + (items.isHeavy() ? " (heavy)" : ""),
                    Integer.toString(own.timeCovered.size()),
                    Shown.hundredths(own.timeCovered.mean()),
                    Shown.hundredths(own.timeWidth.mean()),
                    Shown.hundredths(own.timeBias.mean()),
                    Shown.hundredths(own.speedupCovered.mean()),
                    Shown.hundredths(own.speedupWidth.mean()));
            setup.progress().accept(items.name());
        }
        Optional<ExecutorSweep> sweep = ExecutorSweep.find(setup);
        String markdown = summary(light, heavy, sweep)
                + sweep.map(ExecutorSweep::markdown)
                        .orElse("## Java executors\n\n" + DataFile.missing(ExecutorSweep.FILE) + "\n")
                + TEXT
                + "\n" + sets.size() + " sets of items, "
                + (measured.isEmpty()
                        ? "all of them drawn: the files of measured items were not there"
                        : measured.size() + " of them measured")
                + "; 4 and 16 workers; " + repetitions + " samples each.\n\n![Coverage](makespan-coverage.svg)\n\n"
                + "The time of the run:\n\n"
                + times(light, heavy)
                + "\nThe speed-up:\n\n"
                + speedups(light, heavy)
                + "\nAll sizes of samples together:\n\n"
                + each.markdown()
                + "\n"
                + SOURCES;
        return new Chapter("Times of runs", markdown, Map.of("makespan-coverage.svg", plot(light, heavy)), List.of());
    }

    private static Map<Integer, Score> scores() {
        Map<Integer, Score> scores = new LinkedHashMap<>();
        SAMPLES.forEach(size -> scores.put(size, Score.empty()));
        return scores;
    }

    private void judge(ItemSet items, int size, List<Score> scores) {
        Schedule schedule = new Schedule(items.seconds());
        SplittableRandom random = new SplittableRandom(SEED + size);
        for (int workers : WORKERS) {
            for (int repetition = 0; repetition < repetitions; repetition++) {
                Asking asking = new Asking(workers, workers, workers)
                        .items(items.size())
                        .samples(items.sample(size, random))
                        .cpuShare(0)
                        .downstreamConcurrency(workers)
                        .workerStart(0)
                        .dispatch(0)
                        .workerCandidates(List.of(workers));
                CurvePoint point = pointFor(asking.advice(), workers);
                double truth = schedule.seconds(workers, point.chunkSize(), 0);
                double[] futures = Futures.seconds(asking.request(), workers);
                for (Score score : scores) {
                    score.addTime(
                            items.name(),
                            Futures.quantile(futures, LOW),
                            point.seconds().orElseThrow(),
                            Futures.quantile(futures, HIGH),
                            truth);
                    score.addSpeedup(items.name(), point, schedule.serialSeconds() / truth);
                }
            }
        }
    }

    static CurvePoint pointFor(Advice advice, int workers) {
        return advice.curve().stream()
                .filter(point -> point.workers() == workers)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing was said about " + workers + " workers"));
    }

    private static String summary(Map<Integer, Score> light, Map<Integer, Score> heavy, Optional<ExecutorSweep> sweep) {
        Score some = light.getOrDefault(32, Score.empty());
        Score others = heavy.getOrDefault(32, Score.empty());
        return sweep.map(pools ->
                                "Pools of known waiting work take as long as predicted, with a median error of %s %%; from "
                                        .formatted(Shown.hundredths(100 * pools.medianError())))
                        .orElse("From ")
                + "32 measured items the 90 %% interval of the time holds %s of the runs with light and %s with heavy tails."
                        .formatted(Shown.percent(some.timeCovered.mean()), Shown.percent(others.timeCovered.mean()))
                + "\n\n";
    }

    private static String times(Map<Integer, Score> light, Map<Integer, Score> heavy) {
        Table table = new Table("sample", "n", "held by the 90 % interval", "width", "bias", "loss");
        rows(table, "light tails", light, true);
        rows(table, "heavy tails", heavy, true);
        return table.markdown();
    }

    private static String speedups(Map<Integer, Score> light, Map<Integer, Score> heavy) {
        Table table = new Table("sample", "n", "held by the 90 % interval", "width", "loss");
        rows(table, "light tails", light, false);
        rows(table, "heavy tails", heavy, false);
        return table.markdown();
    }

    private static void rows(Table table, String kind, Map<Integer, Score> scores, boolean time) {
        scores.forEach((size, score) -> {
            Tally covered = time ? score.timeCovered : score.speedupCovered;
            Tally width = time ? score.timeWidth : score.speedupWidth;
            Tally loss = time ? score.timeLoss : score.speedupLoss;
            String sample = size + " items, " + kind;
            String held = Shown.hundredths(covered.mean()) + " ± " + Shown.hundredths(covered.standardError());
            String n = Integer.toString(covered.size());
            if (time) {
                table.row(
                        sample,
                        n,
                        held,
                        Shown.hundredths(width.mean()),
                        Shown.thousandths(score.timeBias.mean()),
                        Shown.thousandths(loss.mean()));
            } else {
                table.row(sample, n, held, Shown.hundredths(width.mean()), Shown.thousandths(loss.mean()));
            }
        });
    }

    private static String plot(Map<Integer, Score> light, Map<Integer, Score> heavy) {
        List<String> groups = SAMPLES.stream().map(size -> size + " items").toList();
        BarPlot plot = new BarPlot("Runs that the 90 % interval of the time holds", "share", groups).target(0.9);
        bars(plot, "light tails", light);
        bars(plot, "heavy tails", heavy);
        return plot.svg();
    }

    private static void bars(BarPlot plot, String name, Map<Integer, Score> scores) {
        plot.bars(
                name,
                scores.values().stream()
                        .mapToDouble(score -> score.timeCovered.mean())
                        .toArray(),
                scores.values().stream()
                        .mapToDouble(score -> score.timeCovered.standardError())
                        .toArray());
    }
}
