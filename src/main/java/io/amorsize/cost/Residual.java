package io.amorsize.cost;

import java.util.List;

/**
 * How runs depart from their law: a common error of scale, a smooth error over ln n and ln k, an effect of its own of
 * running on one worker, and noise. With Δ for differences between two plans,
 *
 * <pre>K = s² + τ² exp(-(Δ ln n)² / 2ℓ²) (ρ + (1 - ρ) exp(-(Δ ln k)² / 2ℓk²)) + δ² [both on one worker] + σ² [same run]</pre>
 *
 * One worker has no chunks: with a plan of one worker the term in Δ ln k is 0.
 *
 * Source: C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning" (2006), equations 2.23–2.26 for
 * the prediction and 2.30 for the likelihood.
 */
final class Residual {

    private static final double LENGTH_WORKERS = 0.6;
    private static final double LENGTH_CHUNK = 2;

    /** Share of the variance that chunk sizes have in common, however different; the rest is each chunk size's own. */
    private static final double SHARED_BY_CHUNKS = 0.8;

    private final Scales scales;
    private final List<Candidate> plans;
    private final double[][] inverse;
    private final double logDeterminant;

    /**
     * Standard deviations, all of ln time.
     *
     * @param scale s of the error that all runs share
     * @param smooth τ of the smooth error
     * @param oneWorker δ of the effect of running on one worker
     */
    record Scales(double scale, double smooth, double oneWorker) {}

    /**
     * The residual of these runs.
     *
     * @param noise σ of each plan, above 0
     */
    Residual(Scales scales, List<Candidate> plans, double[] noise) {
        this.scales = scales;
        this.plans = plans;
        double[][] covariance = covariance(plans, plans, correlation(plans, plans));
        for (int i = 0; i < noise.length; i++) {
            covariance[i][i] += noise[i] * noise[i];
        }
        inverse = LinearAlgebra.inverse(covariance);
        logDeterminant = LinearAlgebra.logDeterminant(covariance);
    }

    /** Log likelihood of these departures from the law, up to a constant. */
    double logLikelihood(double[] departures) {
        return -0.5 * (LinearAlgebra.quadratic(inverse, departures) + logDeterminant);
    }

    /** What the runs say about other plans. */
    Prediction predict(List<Candidate> others, int mostRank) {
        return predict(others, correlation(others, plans), correlation(others, others), mostRank);
    }

    /**
     * The same with correlations that were computed before.
     *
     * @param crossCorrelation {@link #correlation} of the others and the runs
     * @param correlation {@link #correlation} of the others among themselves
     */
    Prediction predict(List<Candidate> others, double[][] crossCorrelation, double[][] correlation, int mostRank) {
        double[][] cross = covariance(others, plans, crossCorrelation);
        double[][] covariance = covariance(others, others, correlation);
        double[] solved = new double[plans.size()];
        for (int r = 0; r < covariance.length; r++) {
            LinearAlgebra.multiply(inverse, cross[r], solved);
            for (int c = 0; c < covariance.length; c++) {
                covariance[r][c] -= LinearAlgebra.dot(solved, cross[c]);
            }
        }
        return new Prediction(inverse, cross, LinearAlgebra.root(covariance, mostRank));
    }

    /** Departures of plans that may not have been run. Immutable; the arrays must not be changed. */
    static final class Prediction {

        private final double[][] inverse;
        private final double[][] cross;
        private final double[][] root;

        /**
         * A prediction.
         *
         * @param inverse inverse covariance of the runs, {@code [run][run]}
         * @param cross covariance of plans and runs, {@code [plan][run]}
         * @param root root of what the runs leave open, {@code [plan][rank]}
         */
        Prediction(double[][] inverse, double[][] cross, double[][] root) {
            this.inverse = inverse;
            this.cross = cross;
            this.root = root;
        }

        /**
         * One draw of the departures.
         *
         * @param departures those of the runs
         * @param normal standard normal numbers, {@code [rank][draw]}, at least as many as the root has columns
         * @param draw which of them to use
         * @param target one element per plan, overwritten
         */
        void draw(double[] departures, double[][] normal, int draw, double[] target) {
            double[] solved = new double[departures.length];
            LinearAlgebra.multiply(inverse, departures, solved);
            for (int c = 0; c < target.length; c++) {
                double sum = LinearAlgebra.dot(cross[c], solved);
                double[] spread = root[c];
                for (int rank = 0; rank < spread.length; rank++) {
                    sum += spread[rank] * normal[rank][draw];
                }
                target[c] = sum;
            }
        }
    }

    private double[][] covariance(List<Candidate> rows, List<Candidate> columns, double[][] correlation) {
        double[][] matrix = new double[rows.size()][columns.size()];
        double common = scales.scale * scales.scale;
        double smooth = scales.smooth * scales.smooth;
        double alone = scales.oneWorker * scales.oneWorker;
        for (int r = 0; r < matrix.length; r++) {
            boolean one = rows.get(r).workers() == 1;
            for (int c = 0; c < columns.size(); c++) {
                matrix[r][c] = common + smooth * correlation[r][c];
                if (one && columns.get(c).workers() == 1) {
                    matrix[r][c] += alone;
                }
            }
        }
        return matrix;
    }

    /**
     * How much plans share of the smooth error, whatever its size, 0..1: array {@code [row][column]}.
     *
     * @param rows plans
     * @param columns plans
     */
    static double[][] correlation(List<Candidate> rows, List<Candidate> columns) {
        double[][] matrix = new double[rows.size()][columns.size()];
        for (int r = 0; r < matrix.length; r++) {
            for (int c = 0; c < columns.size(); c++) {
                Candidate a = rows.get(r);
                Candidate b = columns.get(c);
                double workers = Math.log((double) a.workers() / b.workers()) / LENGTH_WORKERS;
                matrix[r][c] = Math.exp(-0.5 * workers * workers) * chunkShare(a, b);
            }
        }
        return matrix;
    }

    /** What two plans share of the error of their worker counts; one worker has no chunks to share anything of. */
    private static double chunkShare(Candidate a, Candidate b) {
        if (a.workers() == 1 || b.workers() == 1) {
            return SHARED_BY_CHUNKS;
        }
        double chunk = Math.log((double) a.chunkSize() / b.chunkSize()) / LENGTH_CHUNK;
        return SHARED_BY_CHUNKS + (1 - SHARED_BY_CHUNKS) * Math.exp(-0.5 * chunk * chunk);
    }
}
