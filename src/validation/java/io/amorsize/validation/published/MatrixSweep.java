package io.amorsize.validation.published;

import io.amorsize.optimizer.Advice;
import io.amorsize.validation.Asking;
import io.amorsize.validation.Setup;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Table;
import io.amorsize.validation.Tally;
import io.amorsize.validation.Verdict;
import io.amorsize.validation.rule.Advised;
import io.amorsize.validation.rule.Question;
import io.amorsize.validation.rule.Rule;
import io.amorsize.validation.rule.Rules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sparse matrix–vector products in OpenMP, an item a row, measured with every thread count and several chunk sizes: times
 * between the chunk sizes that were measured are interpolated.
 */
final class MatrixSweep {

    static final String FILE = "spmv_openmp_sweep_a.csv";

    private static final int CORES = 64;
    private static final double VARIATION = 0.3;
    private static final double DISPATCH_SECONDS = 1e-7;

    private static final String TEXT = """
            ## Sparse matrices

            Rows of sparse matrices are multiplied by 1 to 64 threads that take chunks of 1 to 10,000 rows from a shared counter
            (OpenMP's dynamic schedule; medians of ten runs). The service is told the number of rows, the mean time of a row in
            the serial run with a spread of 30 %, 64 cores, and that the threads run already; of hand-overs it knows only its
            published figures. Between the chunk sizes that were measured, times are interpolated in logarithms. Two things
            it cannot know: the loops are bound by memory, so that the number of workers is a matter of luck without a run,
            and long rows stand beside each other.
            """;

    /** Times of one matrix. */
    private static final class Matrix {

        private final String name;
        private final long rows;
        private final SortedMap<Integer, SortedMap<Long, Double>> byThreads = new TreeMap<>();
        private double serialSeconds;

        Matrix(String name, long rows) {
            this.name = name;
            this.rows = rows;
        }

        /** Seconds by chunk size of the measured thread count that is nearest by ratio, the lower of two. */
        SortedMap<Long, Double> chunks(int threads) {
            return nearest(byThreads, threads).getValue();
        }

        /**
         * Seconds at the nearest measured thread count, between measured chunk sizes linear in logarithms; one worker runs
         * without hand-overs.
         */
        double seconds(int threads, long chunk) {
            if (threads == 1) {
                return serialSeconds;
            }
            SortedMap<Long, Double> measured = chunks(threads);
            long inside = Math.clamp(chunk, measured.firstKey(), measured.lastKey());
            long above = measured.tailMap(inside).firstKey();
            long below = above == inside ? inside : measured.headMap(inside).lastKey();
            double share = above == below ? 0 : Math.log((double) inside / below) / Math.log((double) above / below);
            return Math.pow(at(measured, below), 1 - share) * Math.pow(at(measured, above), share);
        }

        private static double at(SortedMap<Long, Double> measured, long chunk) {
            return measured.getOrDefault(chunk, Double.NaN);
        }

        private static <K extends Number, V> Map.Entry<K, V> nearest(SortedMap<K, V> measured, long wanted) {
            return measured.entrySet().stream()
                    .min(Comparator.comparingDouble(
                            entry -> Math.abs(Math.log(entry.getKey().doubleValue() / wanted))))
                    .orElseThrow();
        }

        double best(int threads) {
            return threads == 1
                    ? serialSeconds
                    : chunks(threads).values().stream()
                            .mapToDouble(Double::doubleValue)
                            .min()
                            .orElseThrow();
        }

        double best() {
            return byThreads.keySet().stream().mapToDouble(this::best).min().orElseThrow();
        }

        int bestThreads() {
            return byThreads.keySet().stream()
                    .filter(threads -> best(threads) == best())
                    .findFirst()
                    .orElseThrow();
        }

        Asking asking() {
            return new Asking(CORES, CORES, CORES)
                    .items(rows)
                    .itemTime(serialSeconds / rows, VARIATION * serialSeconds / rows)
                    .cpuShare(1)
                    .workerStart(0);
        }

        Question question(int cores) {
            return new Question(
                    rows,
                    serialSeconds / rows,
                    VARIATION,
                    1,
                    cores,
                    cores,
                    cores,
                    DISPATCH_SECONDS,
                    0,
                    new TreeMap<>(),
                    List.of());
        }
    }

    private final Map<String, Tally> given = new LinkedHashMap<>();
    private final Map<String, Tally> both = new LinkedHashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    private final int matrices;

    private MatrixSweep(DataFile file) {
        List<Matrix> read = read(file);
        matrices = read.size();
        read.forEach(this::judge);
    }

    /** Judges the sweep; empty if it is not there. */
    static Optional<MatrixSweep> find(Setup setup) throws IOException {
        return DataFile.find(setup.publishedData(), FILE).map(MatrixSweep::new);
    }

    private static List<Matrix> read(DataFile file) {
        Map<String, Matrix> matrices = new LinkedHashMap<>();
        for (DataFile.Row row : file.rows()) {
            Matrix matrix =
                    matrices.computeIfAbsent(row.text("matrix"), name -> new Matrix(name, (long) row.number("rows")));
            double seconds = row.number("median_ms") / 1000;
            if (row.text("schedule").equals("seq")) {
                matrix.serialSeconds = seconds;
            } else if (row.text("schedule").equals("dynamic")) {
                matrix.byThreads
                        .computeIfAbsent((int) row.number("threads"), count -> new TreeMap<>())
                        .put((long) row.number("chunk"), seconds);
            }
        }
        return List.copyOf(matrices.values());
    }

    private void judge(Matrix matrix) {
        for (int threads : matrix.byThreads.keySet()) {
            if (threads > 1) {
                Advice advice =
                        matrix.asking().workerCandidates(List.of(threads)).advice();
                long chunk = ChunkChoice.chunkFor(advice, threads);
                double regret = 1 - matrix.best(threads) / matrix.seconds(threads, chunk);
                add(given, ChunkChoice.SERVICE, matrix, regret);
                verdicts.add(new Verdict(
                        "chunk-choice",
                        matrix.name + ", " + matrix.rows + " rows, with " + threads + " threads",
                        "chunks of " + chunk,
                        "chunks of "
                                + matrix.chunks(threads).entrySet().stream()
                                        .min(Map.Entry.comparingByValue())
                                        .orElseThrow()
                                        .getKey(),
                        regret,
                        "The mean row takes " + Shown.significant(1e9 * matrix.serialSeconds / matrix.rows) + " ns."));
                for (Rule rule : Rules.all()) {
                    long ruled = rule.advise(matrix.question(threads)).chunkSize();
                    if (!rule.name().equals("sequential")) {
                        add(given, rule.name(), matrix, 1 - matrix.best(threads) / matrix.seconds(threads, ruled));
                    }
                }
            }
        }
        Advice free =
                matrix.asking().workerCandidates(matrix.byThreads.keySet()).advice();
        double regret = 1
                - matrix.best()
                        / matrix.seconds(free.plan().workers(), free.plan().chunkSize());
        add(both, ChunkChoice.SERVICE, matrix, regret);
        verdicts.add(new Verdict(
                "chunk-choice",
                matrix.name + ", " + matrix.rows + " rows, with 1 to 64 threads",
                free.plan().workers() + " threads, chunks of " + free.plan().chunkSize() + ", decision "
                        + free.decision(),
                matrix.bestThreads() + " threads",
                regret,
                free.limit().explanation()));
        for (Rule rule : Rules.all()) {
            Advised advised = rule.advise(matrix.question(CORES));
            add(both, rule.name(), matrix, 1 - matrix.best() / matrix.seconds(advised.workers(), advised.chunkSize()));
        }
    }

    private static void add(Map<String, Tally> tallies, String rule, Matrix matrix, double regret) {
        tallies.computeIfAbsent(rule, name -> new Tally()).add(matrix.name, regret);
    }

    /** Regret of the service's chunk sizes with the number of workers given. */
    Tally given() {
        return given.getOrDefault(ChunkChoice.SERVICE, new Tally());
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    String markdown() {
        Table table = new Table("rule", "chunk size: n", "regret", "median", "p90", "both: n", "regret");
        for (String rule : both.keySet()) {
            Tally one = given.getOrDefault(rule, new Tally());
            Tally two = both.getOrDefault(rule, new Tally());
            table.joined(
                    rule,
                    Integer.toString(one.size()),
                    Shown.withError(one.mean(), one.standardError()),
                    Shown.thousandths(one.median()),
                    Shown.thousandths(one.p90()),
                    Integer.toString(two.size()),
                    Shown.withError(two.mean(), two.standardError()));
        }
        return TEXT + "\nMatrices: " + matrices + ".\n\n" + table.markdown() + "\n";
    }
}
