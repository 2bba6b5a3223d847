package io.amorsize.cost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Corrects a forecast by runs that were really made.
 *
 * <p>Each draw j of the scaling law predicts ln T at the observed plans; what is left, y = ln T(observed) - f(j), is
 * modelled as a common scale error, a smooth residual over ln n (and ln k) and noise:
 *
 * <pre>K = s² 11' + τ² exp(-(Δ ln n)² / 2ℓ² - (Δ ln k)² / 2ℓk²) + σ² I,   weight(j) ∝ exp(-y' K⁻¹ y / 2)</pre>
 *
 * Draws are resampled by weight and the residual is predicted at every candidate (kriging). Sources: C. E. Rasmussen and
 * C. K. I. Williams, "Gaussian Processes for Machine Learning" (2006), equations 2.23–2.26; M. C. Kennedy and A. O'Hagan,
 * "Bayesian Calibration of Computer Models", JRSS B 63 (2001).
 */
public final class ObservationPosterior {

    /** Futures in the corrected forecast. */
    private static final int FUTURES = 128;

    private static final double RESIDUAL = 0.12;
    private static final double LENGTH_WORKERS = 0.6;
    private static final double LENGTH_CHUNK = 2;
    private static final double LEAST_NOISE = 0.04;
    private static final double FREE_SCALE = 10;
    private static final double KNOWN_SCALE = 0.1;
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
        int m = observed.size();
        ScalingDraws draws = ScalingDraws.MANY;
        List<Candidate> plans = observedCandidates();
        double[][] inverse = LinearAlgebra.inverse(covariance(plans, plans, true));
        double[][] residual = new double[draws.size()][m];
        double[] logWeight = new double[draws.size()];
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < draws.size(); j++) {
            for (int i = 0; i < m; i++) {
                residual[j][i] = observed.get(i).logSeconds() - Math.log(seconds(plans.get(i), draws, j));
            }
            logWeight[j] = -0.5 * LinearAlgebra.quadratic(inverse, residual[j]);
            best = Math.max(best, logWeight[j]);
        }
        int[] picked = resample(logWeight, best);
        List<Candidate> columns = new ArrayList<>(candidates);
        columns.add(model.serial());
        double[][] cross = covariance(columns, plans, false);
        double[][] root = LinearAlgebra.root(posteriorCovariance(columns, cross, inverse), MOST_RANK);
        double[][] seconds = new double[candidates.size()][FUTURES];
        double[] serial = new double[FUTURES];
        double[] solved = new double[m];
        double contention = 0;
        double coherency = 0;
        int services = 0;
        double squaredError = 0;
        for (int s = 0; s < FUTURES; s++) {
            int j = picked[s];
            LinearAlgebra.multiply(inverse, residual[j], solved);
            for (int c = 0; c < columns.size(); c++) {
                double shift = LinearAlgebra.dot(cross[c], solved);
                double[] spread = root[c];
                for (int rank = 0; rank < spread.length; rank++) {
                    shift += spread[rank] * NORMAL[rank][s];
                }
                double base = simulated == null
                        ? seconds(columns.get(c), draws, j)
                        : simulatedSeconds(simulated, c, columns.get(c), draws, j);
                (c < candidates.size() ? seconds[c] : serial)[s] = base * Math.exp(shift);
            }
            boolean service = isService(j);
            contention += service ? draws.serviceContention(j) : draws.contention(j);
            coherency += service
                    ? draws.serviceCoherency(j)
                    : draws.coherency(j) / model.inputs().capacity().threads();
            services += service ? 1 : 0;
            squaredError += squaredDeviation(residual[j]);
        }
        for (int c = 0; c < candidates.size(); c++) {
            if (candidates.get(c).workers() == 1) {
                System.arraycopy(serial, 0, seconds[c], 0, FUTURES);
            }
        }
        Fit fit = new Fit(
                contention / FUTURES,
                coherency / FUTURES,
                Math.sqrt(squaredError / FUTURES / m),
                services > FUTURES / 2);
        return new Result(new Forecast(candidates, seconds, serial), fit);
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

    private boolean isService(int draw) {
        return anyProgram && (draw & 1) == 1;
    }

    private double seconds(Candidate candidate, ScalingDraws draws, int j) {
        if (!isService(j)) {
            return candidate.workers() == 1 ? model.serialSeconds(draws, j) : model.seconds(candidate, draws, j);
        }
        double n = candidate.workers();
        double law = 1 + (n - 1) * (draws.serviceContention(j) + draws.serviceCoherency(j) * n);
        return candidate.time().seconds(model.inputs().itemTime().mean() * law);
    }

    /** The simulated time of a candidate, or of the serial run if {@code c} is beyond them, under another law. */
    private double simulatedSeconds(Forecast simulated, int c, Candidate plan, ScalingDraws draws, int j) {
        ScalingDraws few = ScalingDraws.FEW;
        int future = j % simulated.futures();
        double before =
                c < simulated.candidates().size() ? simulated.seconds(c, future) : simulated.serialSeconds(future);
        double overhead = plan.overheadSeconds();
        double ratio = plan.stretch().of(draws, j) / plan.stretch().of(few, future);
        return overhead + Math.max(0, before - overhead) * ratio;
    }

    private int[] resample(double[] logWeight, double best) {
        double total = 0;
        double[] weight = new double[logWeight.length];
        for (int j = 0; j < weight.length; j++) {
            weight[j] = Math.exp(logWeight[j] - best);
            total += weight[j];
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

    private double[][] covariance(List<Candidate> rows, List<Candidate> columns, boolean withNoise) {
        double scale = scaleFree ? FREE_SCALE : KNOWN_SCALE;
        double[][] matrix = new double[rows.size()][columns.size()];
        for (int r = 0; r < matrix.length; r++) {
            for (int c = 0; c < columns.size(); c++) {
                matrix[r][c] = scale * scale + kernel(rows.get(r), columns.get(c));
            }
            if (withNoise) {
                double noise = Math.max(LEAST_NOISE, observed.get(r).noise());
                matrix[r][r] += noise * noise;
            }
        }
        return matrix;
    }

    private static double kernel(Candidate a, Candidate b) {
        double workers = Math.log((double) a.workers() / b.workers()) / LENGTH_WORKERS;
        double chunk = a.workers() == 1 || b.workers() == 1
                ? 0
                : Math.log((double) a.chunkSize() / b.chunkSize()) / LENGTH_CHUNK;
        return RESIDUAL * RESIDUAL * Math.exp(-0.5 * (workers * workers + chunk * chunk));
    }

    private double[][] posteriorCovariance(List<Candidate> columns, double[][] cross, double[][] inverse) {
        double[][] covariance = covariance(columns, columns, false);
        double[] solved = new double[observed.size()];
        for (int r = 0; r < covariance.length; r++) {
            LinearAlgebra.multiply(inverse, cross[r], solved);
            for (int c = 0; c < covariance.length; c++) {
                covariance[r][c] -= LinearAlgebra.dot(solved, cross[c]);
            }
        }
        return covariance;
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
