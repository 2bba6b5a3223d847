package io.amorsize.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Corrects a forecast by runs that were really made.
 *
 * <p>Each draw j of the scaling law predicts ln T at the observed plans; what is left, y = ln T(observed) - f(j), is a
 * {@link Residual} whose smooth part has one of a few standard deviations τ(l), because some programs follow their law
 * and others do not. Pairs of draw and τ are weighted by
 *
 * <pre>w(j, l) ∝ p(l) |K(l)|^(-1/2) exp(-y' K(l)⁻¹ y / 2),</pre>
 *
 * resampled, and the residual of each is predicted at every candidate (kriging). Sources: {@link Residual}; M. C. Kennedy
 * and A. O'Hagan, "Bayesian Calibration of Computer Models", JRSS B 63 (2001).
 */
public final class ObservationPosterior {

    /** Futures in the corrected forecast. */
    private static final int FUTURES = 128;

    private static final int LEVELS = ScalingPrior.DEPARTURES.size();

    /** How far the time of a service on one call departs from what many calls let one expect: caches, warm-up, pipelining. */
    static final double SERVICE_ALONE = 0.3;

    /** Caches of several cores may make workers a little faster than alone, but not more. */
    private static final double MOST_EFFICIENCY = 1.1;

    static final double LEAST_NOISE = 0.04;

    /** With fewer effective draws than this the posterior is that of a handful of programs, all of them poor fits perhaps. */
    private static final double LEAST_EFFECTIVE = 32;

    /** Beyond this spread a run says little, whatever its items. */
    private static final double MOST_ITEM_NOISE = 0.5;

    static final double FREE_SCALE = 10;
    static final double KNOWN_SCALE = 0.1;
    private static final int MOST_RANK = 12;
    private static final double[][] NORMAL = normals();

    private final RunModel model;
    private final List<ObservedPlan> observed;
    private final boolean scaleFree;
    private final boolean anyProgram;

    /**
     * One plan that was run, perhaps several times.
     *
     * @param workers workers, at least 1
     * @param chunkSize items per chunk, at least 1; 0 if unknown
     * @param logSeconds mean of ln time of the whole workload, in ln seconds
     * @param noise standard deviation of that mean, at least 0
     */
    public record ObservedPlan(int workers, long chunkSize, double logSeconds, double noise) {}

    /** The law as the observations leave it. */
    public record Fit(double contention, double coherency, double error, boolean service) {}

    /**
     * A posterior.
     *
     * @param model the cost model
     * @param observed the runs, distinct plans, at least one
     * @param scaleFree whether nothing but these runs says how long an item takes
     * @param anyProgram whether the program may be something else than work on this machine's CPUs
     */
    public ObservationPosterior(RunModel model, List<ObservedPlan> observed, boolean scaleFree, boolean anyProgram) {
        this.model = model;
        this.observed = List.copyOf(observed);
        this.scaleFree = scaleFree;
        this.anyProgram = anyProgram;
    }

    private static double[][] normals() {
        Noise noise = new Noise(20260101);
        double[][] table = new double[MOST_RANK][FUTURES];
        for (double[] row : table) {
            for (int i = 0; i < row.length; i++) {
                row[i] = noise.normal();
            }
        }
        return table;
    }

    /** A corrected forecast with the law behind it. */
    public record Result(Forecast forecast, Fit fit) {}

    /**
     * The forecast after these runs.
     *
     * @param candidates the candidates, ascending by workers
     * @param simulated a forecast of the same candidates from measured items, or null to use the formula
     */
    public Result update(List<Candidate> candidates, @Nullable Forecast simulated) {
        List<Candidate> plans = observedCandidates();
        Residual[] residuals = residuals(plans);
        ScalingDraws draws = model.beliefs().many();
        double[][] departures = departures(plans, draws);
        double[] weights = weights(draws, departures, residuals);
        if (effectiveSize(weights) < LEAST_EFFECTIVE) {
            draws = model.beliefs().most();
            departures = departures(plans, draws);
            weights = weights(draws, departures, residuals);
        }
        int[] picked = resample(weights);
        List<Candidate> columns = new ArrayList<>(candidates);
        columns.add(model.serial());
        double[][] crossCorrelation = Residual.correlation(columns, plans);
        double[][] correlation = Residual.correlation(columns, columns);
        Residual.Prediction[] predictions = new Residual.Prediction[residuals.length];
        double[][] seconds = new double[columns.size()][FUTURES];
        double[] shift = new double[columns.size()];
        ItemDraws items =
                ItemDraws.many(model.inputs().itemTime(), model.inputs().items());
        Tally tally = new Tally(model.inputs().capacity().threads());
        for (int s = 0; s < FUTURES; s++) {
            int j = picked[s] / LEVELS;
            int kind = kind(draws, j, picked[s] % LEVELS);
            Residual.Prediction prediction = predictions[kind];
            if (prediction == null) {
                prediction = residuals[kind].predict(columns, crossCorrelation, correlation, MOST_RANK);
                predictions[kind] = prediction;
            }
            prediction.draw(departures[j], NORMAL, s, shift);
            for (int c = 0; c < shift.length; c++) {
                double base = simulated == null
                        ? seconds(columns.get(c), draws, j, items, s)
                        : simulatedSeconds(simulated, c, columns.get(c), draws, j);
                seconds[c][s] = base * Math.exp(shift[c]);
            }
            tally.add(draws, j, isService(draws, j), departures[j]);
        }
        double[] serial = seconds[candidates.size()];
        for (int c = 0; c < candidates.size(); c++) {
            int workers = candidates.get(c).workers();
            if (workers == 1) {
                seconds[c] = serial;
            } else if (!anyProgram) {
                keepBelow(MOST_EFFICIENCY * workers, seconds[c], serial);
            }
        }
        return new Result(
                new Forecast(candidates, Arrays.copyOf(seconds, candidates.size()), serial),
                tally.fit(observed.size()));
    }

    /** What the runs took beyond each draw of the law, in ln seconds: array {@code [draw][run]}. */
    private double[][] departures(List<Candidate> plans, ScalingDraws draws) {
        ItemDraws expected = model.expectedItems();
        double[][] departures = new double[draws.size()][plans.size()];
        for (int j = 0; j < departures.length; j++) {
            for (int i = 0; i < plans.size(); i++) {
                departures[j][i] =
                        observed.get(i).logSeconds() - Math.log(seconds(plans.get(i), draws, j, expected, 0));
            }
        }
        return departures;
    }

    /** One residual per standard deviation, for programs on this machine's CPUs and then for services. */
    private Residual[] residuals(List<Candidate> plans) {
        double[] noise = new double[observed.size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Math.hypot(Math.max(LEAST_NOISE, observed.get(i).noise()), itemNoise(plans.get(i)));
        }
        Residual[] residuals = new Residual[(anyProgram ? 2 : 1) * LEVELS];
        for (int kind = 0; kind < residuals.length; kind++) {
            residuals[kind] = new Residual(
                    new Residual.Scales(
                            scaleFree ? FREE_SCALE : KNOWN_SCALE,
                            ScalingPrior.DEPARTURES.get(kind % LEVELS),
                            kind < LEVELS ? 0 : SERVICE_ALONE),
                    plans,
                    noise);
        }
        return residuals;
    }

    /** By how much ln time varies because no two runs of a plan have the same items, or draw them in the same order. */
    private double itemNoise(Candidate plan) {
        double total =
                model.inputs().itemTime().variation() / Math.sqrt(model.inputs().items());
        double lead =
                ItemDraws.LEAD_SPREAD * plan.time().leadItems() / plan.time().meanItems();
        return Math.min(MOST_ITEM_NOISE, Math.hypot(total, lead));
    }

    private int kind(ScalingDraws draws, int draw, int level) {
        return level + (isService(draws, draw) ? LEVELS : 0);
    }

    /** Ln of the prior chances of the departures, for programs on this machine's CPUs and then for services. */
    private double[] logChances() {
        ScalingPrior prior = model.beliefs().prior();
        double[] chances = new double[2 * LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            chances[level] = Math.log(prior.compute().departures().get(level));
            chances[level + LEVELS] = Math.log(prior.service().departures().get(level));
        }
        return chances;
    }

    /** Array of weights, the greatest of which is 1: draw {@code i / LEVELS} with departure {@code i % LEVELS}. */
    private double[] weights(ScalingDraws draws, double[][] departures, Residual[] residuals) {
        double[] weight = new double[departures.length * LEVELS];
        double[] logChance = logChances();
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weight.length; i++) {
            int draw = i / LEVELS;
            int kind = kind(draws, draw, i % LEVELS);
            weight[i] = logChance[kind] + residuals[kind].logLikelihood(departures[draw]);
            greatest = Math.max(greatest, weight[i]);
        }
        for (int i = 0; i < weight.length; i++) {
            weight[i] = Math.exp(weight[i] - greatest);
        }
        return weight;
    }

    /** So many draws of equal weight would tell as much: (Σw)² / Σw² (L. Kish, "Survey Sampling" (1965)). */
    private static double effectiveSize(double[] weight) {
        double sum = 0;
        double squares = 0;
        for (double one : weight) {
            sum += one;
            squares += one * one;
        }
        return sum * sum / squares;
    }

    /** Sums what the picked draws say about the law. */
    private static final class Tally {

        private final int threads;
        private double contention;
        private double coherency;
        private double squaredError;
        private int services;

        Tally(int threads) {
            this.threads = threads;
        }

        void add(ScalingDraws draws, int draw, boolean service, double[] departures) {
            contention += service ? draws.service(draw).equivalentContention() : draws.contention(draw);
            coherency += service ? draws.service(draw).equivalentCoherency() : draws.coherency(draw) / threads;
            services += service ? 1 : 0;
            squaredError += squaredDeviation(departures);
        }

        Fit fit(int runs) {
            return new Fit(
                    contention / FUTURES,
                    coherency / FUTURES,
                    Math.sqrt(squaredError / FUTURES / runs),
                    services > FUTURES / 2);
        }
    }

    private List<Candidate> observedCandidates() {
        List<Candidate> plans = new ArrayList<>(observed.size());
        for (ObservedPlan plan : observed) {
            plans.add(
                    plan.chunkSize() > 0
                            ? model.with(plan.workers(), plan.chunkSize())
                            : model.withBestChunk(plan.workers()));
        }
        return plans;
    }

    private boolean isService(ScalingDraws draws, int draw) {
        return anyProgram && draws.isService(draw);
    }

    private double seconds(Candidate candidate, ScalingDraws draws, int j, ItemDraws items, int run) {
        if (!isService(draws, j)) {
            return candidate.workers() == 1
                    ? model.serialSeconds(draws, j, items, run)
                    : model.seconds(candidate, draws, j, items, run);
        }
        double stretch = draws.service(j).stretch(candidate.workers());
        return candidate.time().seconds(items.mean(run) * stretch) + candidate.dearerPoolSeconds(draws, j);
    }

    /** The simulated time of a candidate, or of the serial run if {@code c} is beyond them, under another law. */
    private double simulatedSeconds(Forecast simulated, int c, Candidate plan, ScalingDraws draws, int j) {
        ScalingDraws few = model.beliefs().few();
        int future = j % simulated.futures();
        double before =
                c < simulated.candidates().size() ? simulated.seconds(c, future) : simulated.serialSeconds(future);
        double overhead = plan.overheadSeconds(few, future);
        double ratio = plan.stretch().of(draws, j) / plan.stretch().of(few, future);
        return plan.overheadSeconds(draws, j) + Math.max(0, before - overhead) * ratio;
    }

    /** Evenly spaced picks from the cumulated weights: systematic resampling. */
    private static int[] resample(double[] weight) {
        double total = 0;
        for (double one : weight) {
            total += one;
        }
        int[] picked = new int[FUTURES];
        double step = total / FUTURES;
        double reached = weight[0];
        int j = 0;
        for (int s = 0; s < FUTURES; s++) {
            double target = (s + 0.5) * step;
            while (reached < target && j < weight.length - 1) {
                reached += weight[++j];
            }
            picked[s] = j;
        }
        return picked;
    }

    /** Raises times that mean a greater speed-up than this. */
    private static void keepBelow(double speedup, double[] seconds, double[] serial) {
        for (int s = 0; s < seconds.length; s++) {
            seconds[s] = Math.max(seconds[s], serial[s] / speedup);
        }
    }

    private static double squaredDeviation(double[] residual) {
        double mean = 0;
        for (double value : residual) {
            mean += value / residual.length;
        }
        double sum = 0;
        for (double value : residual) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }
}
