package io.amorsize.validation.rule;

import java.util.SortedMap;

/**
 * The universal scalability law X(n) = γ n / (1 + α (n − 1) + β n (n − 1)), fitted by least squares of X. N. J. Gunther,
 * Guerrilla Capacity Planning (2007).
 *
 * @param contention α, at least 0
 * @param coherency β, at least 0
 * @param rate γ, the throughput of one worker, above 0
 * @param residual root of the sum of squares over the degrees of freedom, at least 0; NaN without any
 */
public record ScalingFit(double contention, double coherency, double rate, double residual) {

    private static final int STEPS = 200;

    /**
     * The least squares among α, β ≥ 0.
     *
     * @param throughput by workers, at least three of them, above 0
     * @throws IllegalArgumentException with fewer than three
     */
    public static ScalingFit of(SortedMap<Integer, Double> throughput) {
        if (throughput.size() < 3) {
            throw new IllegalArgumentException("three points or more are needed, not " + throughput.size());
        }
        ScalingFit best = fit(throughput, true, true);
        if (best.contention < 0 || best.coherency < 0) {
            best = least(throughput, fit(throughput, true, false), fit(throughput, false, true));
            best = least(throughput, best, fit(throughput, false, false));
        }
        return best;
    }

    private static ScalingFit least(SortedMap<Integer, Double> throughput, ScalingFit one, ScalingFit other) {
        boolean oneAllowed = one.contention >= 0 && one.coherency >= 0;
        boolean otherAllowed = other.contention >= 0 && other.coherency >= 0;
        if (oneAllowed && otherAllowed) {
            return one.squares(throughput) <= other.squares(throughput) ? one : other;
        }
        return otherAllowed ? other : one;
    }

    /** The law's throughput. */
    public double throughput(double workers) {
        return rate * workers / slowdown(workers);
    }

    /** The worker count with the most throughput, at most {@code most}. */
    public int bestWorkers(int most) {
        double peak = coherency > 0 ? Math.sqrt(Math.max(0, 1 - contention) / coherency) : most;
        int below = (int) Math.clamp(Math.floor(peak), 1, most);
        int above = Math.min(below + 1, most);
        return throughput(above) > throughput(below) ? above : below;
    }

    private double slowdown(double n) {
        return 1 + contention * (n - 1) + coherency * n * (n - 1);
    }

    private double squares(SortedMap<Integer, Double> measured) {
        double sum = 0;
        for (var point : measured.entrySet()) {
            double miss = point.getValue() - throughput(point.getKey());
            sum += miss * miss;
        }
        return sum;
    }

    /**
     * Levenberg–Marquardt from the linear fit of n / X, which is linear in 1/γ, α/γ and β/γ. A term that is not wanted stays
     * at zero.
     */
    private static ScalingFit fit(SortedMap<Integer, Double> measured, boolean withContention, boolean withCoherency) {
        boolean[] free = {withContention, withCoherency, true};
        ScalingFit current = start(measured, free);
        double squares = current.squares(measured);
        double damping = 1e-3;
        for (int step = 0; step < STEPS && damping < 1e12; step++) {
            double[] change = current.step(measured, free, damping);
            ScalingFit next = new ScalingFit(
                    current.contention + change[0],
                    current.coherency + change[1],
                    current.rate + change[2],
                    Double.NaN);
            double nextSquares = next.squares(measured);
            if (nextSquares < squares && next.isPositiveOn(measured)) {
                current = next;
                squares = nextSquares;
                damping /= 10;
            } else {
                damping *= 10;
            }
        }
        int parameters = 1 + (withContention ? 1 : 0) + (withCoherency ? 1 : 0);
        return new ScalingFit(
                current.contention,
                current.coherency,
                current.rate,
                measured.size() > parameters ? Math.sqrt(squares / (measured.size() - parameters)) : Double.NaN);
    }

    private boolean isPositiveOn(SortedMap<Integer, Double> measured) {
        return rate > 0 && measured.keySet().stream().allMatch(n -> slowdown(n) > 0);
    }

    private static ScalingFit start(SortedMap<Integer, Double> measured, boolean[] free) {
        double[][] normal = new double[3][4];
        for (var point : measured.entrySet()) {
            double n = point.getKey();
            // Errors of X count alike: an error of n/X is one of X times n/X².
            double weight = Math.pow(point.getValue() * point.getValue() / n, 2);
            double[] row = {free[0] ? n - 1 : 0, free[1] ? n * (n - 1) : 0, 1};
            accumulate(normal, row, n / point.getValue(), weight);
        }
        double[] solution = solve(normal, free);
        double rate = 1 / solution[2];
        ScalingFit linear = new ScalingFit(solution[0] * rate, solution[1] * rate, rate, Double.NaN);
        return linear.isPositiveOn(measured)
                ? linear
                : new ScalingFit(0, 0, measured.firstEntry().getValue() / measured.firstKey(), Double.NaN);
    }

    private double[] step(SortedMap<Integer, Double> measured, boolean[] free, double damping) {
        double[][] normal = new double[3][4];
        for (var point : measured.entrySet()) {
            double n = point.getKey();
            double slowdown = slowdown(n);
            double x = throughput(n);
            double[] row = {free[0] ? -x * (n - 1) / slowdown : 0, free[1] ? -x * n * (n - 1) / slowdown : 0, x / rate};
            accumulate(normal, row, point.getValue() - x, 1);
        }
        for (int i = 0; i < 3; i++) {
            normal[i][i] *= 1 + damping;
        }
        return solve(normal, free);
    }

    private static void accumulate(double[][] normal, double[] row, double value, double weight) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                normal[i][j] += weight * row[i] * row[j];
            }
            normal[i][3] += weight * row[i] * value;
        }
    }

    /** Gauss–Jordan with pivots from the diagonal, which is enough for normal equations; unknowns that are not free are 0. */
    private static double[] solve(double[][] normal, boolean[] free) {
        for (int i = 0; i < 3; i++) {
            if (!free[i]) {
                normal[i][i] = 1;
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int row = 0; row < 3; row++) {
                if (row != i) {
                    double factor = normal[row][i] / normal[i][i];
                    for (int column = i; column < 4; column++) {
                        normal[row][column] -= factor * normal[i][column];
                    }
                }
            }
        }
        return new double[] {normal[0][3] / normal[0][0], normal[1][3] / normal[1][1], normal[2][3] / normal[2][2]};
    }
}
