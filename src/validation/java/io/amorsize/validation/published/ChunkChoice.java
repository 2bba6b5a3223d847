package io.amorsize.validation.published;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.validation.Asking;
import io.amorsize.validation.Chapter;
import io.amorsize.validation.Setup;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Statistics;
import io.amorsize.validation.Study;
import io.amorsize.validation.Table;
import io.amorsize.validation.Tally;
import io.amorsize.validation.Verdict;
import io.amorsize.validation.plot.BarPlot;
import io.amorsize.validation.rule.Advised;
import io.amorsize.validation.rule.Question;
import io.amorsize.validation.rule.Rule;
import io.amorsize.validation.rule.Rules;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Does the model find a good chunk size from a few measured items? */
public final class ChunkChoice implements Study {

    static final String SERVICE = "the service";

    private static final int SAMPLE = 32;
    private static final List<Integer> WORKERS = List.of(4, 16);
    private static final List<Double> OVERHEADS = List.of(0.001, 0.03, 0.3);
    private static final long SEED = 32_1985;

    private static final String TEXT = """
            ## Known items

            The time of every item is known, so every chunk size can be tried on all of them: with P workers, a dispatcher that
            serves one worker at a time, and nothing else. The service and the rules are told the number of items, %d of them drawn
            at random, the cost of a hand-over, and a machine of P cores. Regret is against the best of all chunk sizes
            on this very order of the items, which no one can know beforehand, so that 0 is out of reach. joblib's rule takes single
            items, because most of these items take longer than the 0.2 s that it aims at.
            """.formatted(SAMPLE);

    private static final String SOURCES = """
            ## Sources

            """ + ItemSets.SOURCES + """
            - Sparse matrix–vector products: github.com/AndreaBoarini/PARCO-Computing-2026-244129, matrices of SuiteSparse.
            """;

    /** Regrets by rule, and within it by overhead. */
    private static final class Regrets {

        private final Map<String, Map<Double, Tally>> byRule = new LinkedHashMap<>();
        private final Map<String, Tally> overall = new LinkedHashMap<>();
        private final Map<String, Tally> heavy = new LinkedHashMap<>();
        private final Map<Integer, Map<Double, Tally>> ofServiceByWorkers = new TreeMap<>();

        void add(String rule, Case setting, double regret) {
            double overhead = setting.overhead;
            ItemSet items = setting.items;
            if (rule.equals(SERVICE)) {
                ofServiceByWorkers
                        .computeIfAbsent(setting.workers, workers -> new TreeMap<>())
                        .computeIfAbsent(overhead, share -> new Tally())
                        .add(items.name(), regret);
            }
            byRule.computeIfAbsent(rule, name -> new TreeMap<>())
                    .computeIfAbsent(overhead, name -> new Tally())
                    .add(items.name(), regret);
            overall.computeIfAbsent(rule, name -> new Tally()).add(items.name(), regret);
            if (items.isHeavy()) {
                heavy.computeIfAbsent(rule, name -> new Tally()).add(items.name(), regret);
            }
        }

        Tally of(String rule) {
            return overall.getOrDefault(rule, new Tally());
        }

        Tally of(String rule, double overhead) {
            return byRule.getOrDefault(rule, Map.of()).getOrDefault(overhead, new Tally());
        }

        /** The service's regret by P and overhead. */
        String byWorkers() {
            List<String> heading = new ArrayList<>(List.of("the service"));
            OVERHEADS.forEach(overhead -> heading.add(handOver(overhead)));
            Table table = new Table(heading.toArray(String[]::new));
            ofServiceByWorkers.forEach((workers, tallies) -> {
                List<String> cells = new ArrayList<>(List.of("P = " + workers));
                tallies.values().forEach(tally -> cells.add(Shown.withError(tally.mean(), tally.standardError())));
                table.row(cells.toArray(String[]::new));
            });
            return table.markdown();
        }

        String table() {
            List<String> heading = new ArrayList<>(List.of("rule"));
            OVERHEADS.forEach(overhead -> heading.add(handOver(overhead)));
            heading.addAll(List.of("all", "n", "median", "p90", "heavy tails"));
            Table table = new Table(heading.toArray(String[]::new));
            for (String rule : overall.keySet()) {
                List<String> cells = new ArrayList<>();
                for (double overhead : OVERHEADS) {
                    cells.add(Shown.thousandths(of(rule, overhead).mean()));
                }
                Tally all = of(rule);
                cells.add(Shown.withError(all.mean(), all.standardError()));
                cells.add(Integer.toString(all.size()));
                cells.add(Shown.thousandths(all.median()));
                cells.add(Shown.thousandths(all.p90()));
                cells.add(
                        Shown.thousandths(heavy.getOrDefault(rule, new Tally()).mean()));
                table.joined(rule, cells.toArray(String[]::new));
            }
            return table.markdown();
        }
    }

    private final int repetitions;
    private final List<Integer> drawnItems;

    /** With five samples of each set, and sets of 200 and of 2,000 drawn items. */
    public ChunkChoice() {
        this(5, List.of(200, 2000));
    }

    /**
     * @param repetitions samples of each set, at least 1
     * @param drawnItems sizes of the drawn sets
     */
    ChunkChoice(int repetitions, List<Integer> drawnItems) {
        this.repetitions = repetitions;
        this.drawnItems = List.copyOf(drawnItems);
    }

    @Override
    public String name() {
        return "chunk-choice";
    }

    @Override
    public Chapter run(Setup setup) throws IOException {
        Regrets given = new Regrets();
        Regrets both = new Regrets();
        List<Verdict> verdicts = new ArrayList<>();
        List<ItemSet> measured = ItemSets.measured(setup);
        List<ItemSet> sets = new ArrayList<>(measured);
        drawnItems.forEach(items -> sets.addAll(ItemSets.drawn(items)));
        for (ItemSet items : sets) {
            for (int workers : WORKERS) {
                for (double overhead : OVERHEADS) {
                    judge(new Case(items, workers, overhead), given, both, verdicts);
                }
            }
            setup.progress().accept(items.name() + ", " + items.size() + " items");
        }
        Optional<MatrixSweep> sweep = MatrixSweep.find(setup);
        Map<String, String> plots = Map.of("chunk-choice.svg", plot(given));
        String markdown = summary(given, both, sweep)
                + TEXT
                + "\n" + sets.size() + " sets of items, "
                + (measured.isEmpty()
                        ? "all of them drawn: the files of measured items were not there"
                        : measured.size() + " of them measured")
                + "; P is 4 or 16, a hand-over costs 0.1 %, 3 % or 30 % of a mean item; "
                + repetitions + " samples each.\n\n![Regret](chunk-choice.svg)\n\n"
                + "Chunk size alone, with P workers:\n\n"
                + given.table()
                + "\n"
                + given.byWorkers()
                + "\nWorkers and chunk size, with at most P workers:\n\n"
                + both.table()
                + "\n"
                + sweep.map(MatrixSweep::markdown)
                        .orElse("## Sparse matrices\n\n" + DataFile.missing(MatrixSweep.FILE) + "\n")
                + SOURCES;
        sweep.ifPresent(matrices -> verdicts.addAll(matrices.verdicts()));
        return new Chapter("Chunk sizes", markdown, plots, verdicts);
    }

    private static String summary(Regrets given, Regrets both, Optional<MatrixSweep> sweep) {
        Tally alone = given.of(SERVICE);
        Tally together = both.of(SERVICE);
        return "From %d measured items the chunk size loses %s of the time against the best of all, workers and chunk size together"
                        .formatted(SAMPLE, Shown.withError(alone.mean(), alone.standardError()))
                + " %s".formatted(Shown.withError(together.mean(), together.standardError()))
                + sweep.map(matrices -> "; on published loops over sparse matrices the chunk size loses "
                                + Shown.withError(
                                        matrices.given().mean(),
                                        matrices.given().standardError()))
                        .orElse("")
                + ".\n\n";
    }

    private static String handOver(double overhead) {
        return "hand-over " + percent(overhead) + " %";
    }

    private static String percent(double overhead) {
        return BigDecimal.valueOf(100 * overhead)
                .setScale(1, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String plot(Regrets given) {
        List<String> groups =
                OVERHEADS.stream().map(overhead -> handOver(overhead)).toList();
        BarPlot plot =
                new BarPlot("Regret of the chunk size, from " + SAMPLE + " measured items", "mean regret", groups);
        for (String rule : List.of(SERVICE, "Kruskal–Weiss", "N/(4P)", "physical cores")) {
            plot.bars(
                    rule.equals("physical cores") ? "chunks of 1" : rule,
                    OVERHEADS.stream()
                            .mapToDouble(overhead -> given.of(rule, overhead).mean())
                            .toArray(),
                    OVERHEADS.stream()
                            .mapToDouble(overhead -> given.of(rule, overhead).standardError())
                            .toArray());
        }
        return plot.svg();
    }

    /**
     * One setting.
     *
     * @param overhead cost of a hand-over in mean items
     */
    private record Case(ItemSet items, int workers, double overhead) {

        double dispatchSeconds() {
            return overhead * items.mean();
        }

        String inWords() {
            return "%d items, %s, at most %d workers, a hand-over of %s %% of an item"
                    .formatted(items.size(), items.name(), workers, percent(overhead));
        }

        Asking asking(double[] sample) {
            return new Asking(workers, workers, workers)
                    .items(items.size())
                    .samples(sample)
                    .cpuShare(1)
                    .workerStart(0)
                    .dispatch(dispatchSeconds());
        }

        Question question(double[] sample) {
            double mean = Statistics.mean(sample);
            List<Double> samples = new ArrayList<>();
            for (double seconds : sample) {
                samples.add(seconds);
            }
            return new Question(
                    items.size(),
                    mean,
                    Statistics.deviation(sample) / mean,
                    1,
                    workers,
                    workers,
                    workers,
                    dispatchSeconds(),
                    0,
                    new TreeMap<>(),
                    samples);
        }
    }

    private void judge(Case setting, Regrets given, Regrets both, List<Verdict> verdicts) {
        Schedule schedule = new Schedule(setting.items.seconds());
        double dispatch = setting.dispatchSeconds();
        int workers = setting.workers;
        Schedule.Plan bestChunk = schedule.bestFor(workers, dispatch);
        Schedule.Plan best = schedule.best(workers, dispatch);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int repetition = 0; repetition < repetitions; repetition++) {
            double[] sample = setting.items.sample(Math.min(SAMPLE, setting.items.size()), random);
            Advice onlyChunk =
                    setting.asking(sample).workerCandidates(List.of(workers)).advice();
            long chunk = chunkFor(onlyChunk, workers);
            double loss = 1 - bestChunk.seconds() / schedule.seconds(workers, chunk, dispatch);
            given.add(SERVICE, setting, loss);
            verdicts.add(new Verdict(
                    name(),
                    setting.inWords() + ", the number of workers given",
                    "chunks of " + chunk,
                    bestChunk.inWords(),
                    loss,
                    ""));
            Advice free = setting.asking(sample).advice();
            int chosen = free.plan().workers();
            loss = 1 - best.seconds() / schedule.secondsOf(chosen, free.plan().chunkSize(), dispatch);
            both.add(SERVICE, setting, loss);
            verdicts.add(new Verdict(
                    name(),
                    setting.inWords(),
                    new Schedule.Plan(chosen, free.plan().chunkSize(), 0).inWords() + ", decision " + free.decision(),
                    best.inWords(),
                    loss,
                    free.limit().explanation()));
            Question question = setting.question(sample);
            given.add(
                    "N/P",
                    setting,
                    1
                            - bestChunk.seconds()
                                    / schedule.seconds(workers, Math.ceilDiv(setting.items.size(), workers), dispatch));
            for (Rule rule : Rules.all()) {
                Advised advised = rule.advise(question);
                if (!rule.name().equals("sequential")) {
                    given.add(
                            rule.name(),
                            setting,
                            1 - bestChunk.seconds() / schedule.seconds(workers, advised.chunkSize(), dispatch));
                }
                both.add(
                        rule.name(),
                        setting,
                        1 - best.seconds() / schedule.secondsOf(advised.workers(), advised.chunkSize(), dispatch));
            }
        }
    }

    /** The chunk that goes with a worker count, whether it is advised or not. */
    static long chunkFor(Advice advice, int workers) {
        return advice.curve().stream()
                .filter(point -> point.workers() == workers)
                .mapToLong(CurvePoint::chunkSize)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing was said about " + workers + " workers"));
    }
}
