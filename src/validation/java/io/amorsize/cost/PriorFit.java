package io.amorsize.cost;

import io.amorsize.cost.ScalingPrior.Belief;
import io.amorsize.cost.ScalingPrior.Compute;
import io.amorsize.cost.ScalingPrior.Law;
import io.amorsize.cost.ScalingPrior.Service;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;

/**
 * Learns a {@link ScalingPrior} from thread sweeps that others have measured: the prior under which they are likeliest, with
 * each program's own parameters integrated out (empirical Bayes; H. Robbins, "An Empirical Bayes Approach to Statistics",
 * Third Berkeley Symposium (1956)).
 *
 * <p>The likelihood of a sweep under each of many draws from a wide prior is that of the {@link Residual} which the service
 * itself puts between law and runs. The prior is found by expectation maximisation (A. P. Dempster, N. M. Laird and D. B.
 * Rubin, JRSS B 39 (1977)) with these draws as importance samples, so leaving a benchmark out costs no new likelihoods. Each
 * benchmark counts as one, however many variants of it were measured, and the wide prior as one more, because a handful of
 * benchmarks cannot show how different others are. Deterministic. The arrays are not changed once they are filled.
 */
public final class PriorFit {

    /** Far wider than what is learned. */
    private static final ScalingPrior WIDE = new ScalingPrior(
            new Compute(new Law(new Belief(-4, 2.5), new Belief(-5.5, 3.5), 0), new Belief(0.5, 0.2), even(3)),
            new Service(
                    0.25,
                    new Law(new Belief(-7, 2.5), new Belief(3, 1.5), 0),
                    even(ScalingPrior.KNEES),
                    new Law(new Belief(-3, 2.5), new Belief(-8, 3), 0),
                    even(3)));

    private static final ScalingDraws DRAWS = new ScalingDraws(WIDE, 4096);

    private static final int ROUNDS = 40;
    private final List<Sweep> sweeps;
    private final double[][][] logLikelihood;

    /**
     * A published sweep.
     *
     * @param benchmark the whole benchmark it belongs to
     * @param model what a run costs, apart from how the program scales
     * @param workers the counts, ascending
     * @param logSeconds ln time by count, up to a constant
     */
    public record Sweep(String benchmark, RunModel model, List<Integer> workers, List<Double> logSeconds) {
        public Sweep {
            workers = List.copyOf(workers);
            logSeconds = List.copyOf(logSeconds);
        }
    }

    private PriorFit(List<Sweep> sweeps, boolean services) {
        this.sweeps = List.copyOf(sweeps);
        this.logLikelihood = sweeps.stream()
                .map(sweep -> services ? asService(sweep) : asWork(sweep))
                .toArray(double[][][]::new);
    }

    /** For programs that work on a machine's CPUs. */
    public static PriorFit ofWork(List<Sweep> sweeps) {
        return new PriorFit(sweeps, false);
    }

    /** For services. */
    public static PriorFit ofServices(List<Sweep> sweeps) {
        return new PriorFit(sweeps, true);
    }

    private static List<Double> even(int chances) {
        return Collections.nCopies(chances, 1.0 / chances);
    }

    private static double[][] asWork(Sweep sweep) {
        List<Candidate> plans = plans(sweep);
        ItemDraws expected = sweep.model().expectedItems();
        return likelihood(
                sweep,
                plans,
                ObservationPosterior.KNOWN_SCALE,
                0,
                (plan, draw) -> plan.workers() == 1
                        ? sweep.model().serialSeconds(DRAWS, draw, expected, 0)
                        : sweep.model().seconds(plan, DRAWS, draw, expected, 0));
    }

    private static double[][] asService(Sweep sweep) {
        return likelihood(
                sweep,
                plans(sweep),
                ObservationPosterior.FREE_SCALE,
                ObservationPosterior.SERVICE_ALONE,
                (plan, draw) -> DRAWS.service(draw).stretch(plan.workers()) / plan.workers());
    }

    private static List<Candidate> plans(Sweep sweep) {
        return sweep.workers().stream().map(sweep.model()::withBestChunk).toList();
    }

    private interface Time {
        double seconds(Candidate plan, int draw);
    }

    /** Array {@code [draw][departure]}. */
    private static double[][] likelihood(Sweep sweep, List<Candidate> plans, double scale, double alone, Time time) {
        double[] noise = new double[plans.size()];
        Arrays.fill(noise, ObservationPosterior.LEAST_NOISE);
        List<Residual> residuals = ScalingPrior.DEPARTURES.stream()
                .map(departure -> new Residual(new Residual.Scales(scale, departure, alone), plans, noise))
                .toList();
        double[][] table = new double[DRAWS.size()][residuals.size()];
        double[] departures = new double[plans.size()];
        for (int draw = 0; draw < table.length; draw++) {
            for (int i = 0; i < departures.length; i++) {
                departures[i] = sweep.logSeconds().get(i) - Math.log(time.seconds(plans.get(i), draw));
            }
            for (int level = 0; level < residuals.size(); level++) {
                table[draw][level] = residuals.get(level).logLikelihood(departures);
            }
        }
        return table;
    }

    /** Whether there is a sweep of this benchmark. */
    public boolean knows(String benchmark) {
        return sweeps.stream().anyMatch(sweep -> sweep.benchmark().equals(benchmark));
    }

    /** What the sweeps of these benchmarks say of programs that work on a machine's CPUs. */
    public Compute work(Predicate<String> benchmarks) {
        Compute prior = WIDE.compute();
        for (int round = 0; round < ROUNDS; round++) {
            Compute now = prior;
            double[][] weight = responsibilities(
                    benchmarks, now.departures(), draw -> logDensity(now, draw) - logDensity(WIDE.compute(), draw));
            double[] ofDraw = sums(weight);
            prior = new Compute(
                    law(ofDraw, draw -> DRAWS.contention(draw) > 0, DRAWS::contention, DRAWS::coherency),
                    belief(ofDraw, draw -> true, DRAWS::smtGain),
                    departures(weight));
        }
        return prior;
    }

    /** What the sweeps of these benchmarks say of services. */
    public Service service(Predicate<String> benchmarks) {
        Service prior = WIDE.service();
        for (int round = 0; round < ROUNDS; round++) {
            Service now = prior;
            double[][] weight = responsibilities(
                    benchmarks, now.departures(), draw -> logDensity(now, draw) - logDensity(WIDE.service(), draw));
            double[] ofDraw = sums(weight);
            double[] knees = new double[ScalingPrior.KNEES];
            double gradual = 0;
            double all = 0;
            for (int draw = 0; draw < ofDraw.length; draw++) {
                all += ofDraw[draw];
                if (DRAWS.service(draw).isGradual()) {
                    gradual += ofDraw[draw];
                } else {
                    knees[DRAWS.service(draw).doublings()] += ofDraw[draw];
                }
            }
            prior = new Service(
                    gradual / all,
                    law(
                            ofDraw,
                            draw -> !DRAWS.service(draw).isGradual(),
                            draw -> DRAWS.service(draw).contention(),
                            draw -> DRAWS.service(draw).saturation()),
                    chances(knees),
                    law(
                            ofDraw,
                            draw -> DRAWS.service(draw).isGradual(),
                            draw -> DRAWS.service(draw).contention(),
                            draw -> DRAWS.service(draw).coherency()),
                    departures(weight));
        }
        return prior;
    }

    private static double logDensity(Compute prior, int draw) {
        double law = DRAWS.contention(draw) > 0
                ? logDensity(prior.law(), Math.log(DRAWS.contention(draw)), Math.log(DRAWS.coherency(draw)))
                : 0;
        return law + logDensity(prior.smtGain(), DRAWS.smtGain(draw));
    }

    private static double logDensity(Service prior, int draw) {
        ServiceLaw service = DRAWS.service(draw);
        return service.isGradual()
                ? Math.log(prior.gradualShare())
                        + logDensity(prior.gradual(), Math.log(service.contention()), Math.log(service.coherency()))
                : Math.log(1 - prior.gradualShare())
                        + Math.log(prior.knees().get(service.doublings()))
                        + logDensity(
                                prior.saturating(), Math.log(service.contention()), Math.log(service.saturation()));
    }

    private static double logDensity(Belief belief, double value) {
        double z = (value - belief.middle()) / belief.spread();
        return -0.5 * z * z - Math.log(belief.spread());
    }

    private static double logDensity(Law law, double first, double second) {
        double z = (first - law.first().middle()) / law.first().spread();
        double open = Math.sqrt(1 - law.correlation() * law.correlation());
        Belief rest = new Belief(
                law.second().middle() + law.correlation() * law.second().spread() * z,
                law.second().spread() * open);
        return logDensity(law.first(), first) + logDensity(rest, second);
    }

    /** How far each draw and departure accounts for the sweeps, in benchmarks: array {@code [draw][departure]}. */
    private double[][] responsibilities(
            Predicate<String> benchmarks, List<Double> departures, IntToDoubleFunction logImportance) {
        double[] importance = new double[DRAWS.size()];
        Arrays.setAll(importance, logImportance);
        double[][] total = new double[DRAWS.size()][departures.size()];
        // The draws come from the wide prior: evenly shared, they are a benchmark that says what it says.
        Arrays.stream(total).forEach(row -> Arrays.fill(row, 1.0 / (DRAWS.size() * row.length)));
        double[][] own = new double[DRAWS.size()][departures.size()];
        for (int i = 0; i < sweeps.size(); i++) {
            String benchmark = sweeps.get(i).benchmark();
            if (benchmarks.test(benchmark)) {
                double best = Double.NEGATIVE_INFINITY;
                for (int draw = 0; draw < own.length; draw++) {
                    for (int level = 0; level < departures.size(); level++) {
                        own[draw][level] =
                                logLikelihood[i][draw][level] + importance[draw] + Math.log(departures.get(level));
                        best = Math.max(best, own[draw][level]);
                    }
                }
                double sum = 0;
                for (double[] row : own) {
                    for (int level = 0; level < row.length; level++) {
                        row[level] = Math.exp(row[level] - best);
                        sum += row[level];
                    }
                }
                double share = 1 / (sum * variants(benchmark));
                for (int draw = 0; draw < own.length; draw++) {
                    for (int level = 0; level < departures.size(); level++) {
                        total[draw][level] += share * own[draw][level];
                    }
                }
            }
        }
        return total;
    }

    private long variants(String benchmark) {
        return sweeps.stream()
                .filter(sweep -> sweep.benchmark().equals(benchmark))
                .count();
    }

    private static double[] sums(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    }

    private static List<Double> departures(double[][] weight) {
        double[] counts = new double[ScalingPrior.DEPARTURES.size()];
        for (double[] row : weight) {
            for (int level = 0; level < row.length; level++) {
                counts[level] += row[level];
            }
        }
        return chances(counts);
    }

    private static List<Double> chances(double[] counts) {
        double all = Arrays.stream(counts).sum();
        return Arrays.stream(counts).mapToObj(count -> count / all).toList();
    }

    private interface Which {
        boolean test(int draw);
    }

    private static Belief belief(double[] weight, Which which, IntToDoubleFunction value) {
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int draw = 0; draw < weight.length; draw++) {
            if (which.test(draw)) {
                double x = value.applyAsDouble(draw);
                sum += weight[draw];
                first += weight[draw] * x;
                second += weight[draw] * x * x;
            }
        }
        double mean = first / sum;
        return new Belief(mean, Math.sqrt(second / sum - mean * mean));
    }

    private static Law law(double[] weight, Which which, IntToDoubleFunction one, IntToDoubleFunction other) {
        IntToDoubleFunction logOne = draw -> Math.log(one.applyAsDouble(draw));
        IntToDoubleFunction logOther = draw -> Math.log(other.applyAsDouble(draw));
        Belief first = belief(weight, which, logOne);
        Belief second = belief(weight, which, logOther);
        double sum = 0;
        double product = 0;
        for (int draw = 0; draw < weight.length; draw++) {
            if (which.test(draw)) {
                sum += weight[draw];
                product += weight[draw]
                        * (logOne.applyAsDouble(draw) - first.middle())
                        * (logOther.applyAsDouble(draw) - second.middle());
            }
        }
        return new Law(first, second, product / sum / (first.spread() * second.spread()));
    }
}
