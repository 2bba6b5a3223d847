package io.amorsize.cost;

/** The few operations on small symmetric positive definite matrices that kriging needs. */
final class LinearAlgebra {

    private LinearAlgebra() {}

    /**
     * The inverse, by Gauss–Jordan elimination without pivoting.
     *
     * @param matrix symmetric positive definite, {@code [n][n]}
     */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] left = new double[n][];
        double[][] right = new double[n][n];
        for (int i = 0; i < n; i++) {
            left[i] = matrix[i].clone();
            right[i][i] = 1;
        }
        for (int pivot = 0; pivot < n; pivot++) {
            double scale = 1 / left[pivot][pivot];
            for (int c = 0; c < n; c++) {
                left[pivot][c] *= scale;
                right[pivot][c] *= scale;
            }
            for (int row = 0; row < n; row++) {
                double factor = left[row][pivot];
                if (row == pivot || factor == 0) {
                    continue;
                }
                for (int c = 0; c < n; c++) {
                    left[row][c] -= factor * left[pivot][c];
                    right[row][c] -= factor * right[pivot][c];
                }
            }
        }
        return right;
    }

    /**
     * A root L of a covariance, so that L L' is close to it: Cholesky factorisation that takes the largest remaining
     * variance first and stops when what is left is negligible (N. J. Higham, "Accuracy and Stability of Numerical
     * Algorithms" (2002), section 10.3).
     *
     * @param covariance symmetric positive semidefinite, {@code [n][n]}; overwritten
     * @param mostRank most columns of the root
     * @return {@code [n][rank]}
     */
    static double[][] root(double[][] covariance, int mostRank) {
        int n = covariance.length;
        double[][] columns = new double[mostRank][];
        int rank = 0;
        while (rank < mostRank) {
            int pivot = 0;
            for (int i = 1; i < n; i++) {
                if (covariance[i][i] > covariance[pivot][pivot]) {
                    pivot = i;
                }
            }
            double variance = covariance[pivot][pivot];
            if (variance < 1e-5) {
                break;
            }
            double[] column = new double[n];
            double scale = 1 / Math.sqrt(variance);
            for (int i = 0; i < n; i++) {
                column[i] = covariance[i][pivot] * scale;
            }
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < n; k++) {
                    covariance[i][k] -= column[i] * column[k];
                }
            }
            columns[rank++] = column;
        }
        double[][] root = new double[n][rank];
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < rank; r++) {
                root[i][r] = columns[r][i];
            }
        }
        return root;
    }

    /**
     * Logarithm of the determinant, by elimination without pivoting.
     *
     * @param matrix symmetric positive definite, {@code [n][n]}
     */
    static double logDeterminant(double[][] matrix) {
        int n = matrix.length;
        double[][] left = new double[n][];
        for (int i = 0; i < n; i++) {
            left[i] = matrix[i].clone();
        }
        double sum = 0;
        for (int pivot = 0; pivot < n; pivot++) {
            sum += Math.log(left[pivot][pivot]);
            for (int row = pivot + 1; row < n; row++) {
                double factor = left[row][pivot] / left[pivot][pivot];
                for (int c = pivot; c < n; c++) {
                    left[row][c] -= factor * left[pivot][c];
                }
            }
        }
        return sum;
    }

    /** x' A x. */
    static double quadratic(double[][] matrix, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * dot(matrix[i], x);
        }
        return sum;
    }

    /** Writes A x to {@code target}. */
    static void multiply(double[][] matrix, double[] x, double[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = dot(matrix[i], x);
        }
    }

    /** x' y. */
    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
