package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearAlgebraTest {

    @ParameterizedTest(name = "n={0}, smallest eigenvalue about {1}")
    @CsvSource({"1, 1", "2, 0.1", "5, 1e-3", "12, 1e-6", "40, 1e-3", "40, 1e-8"})
    void theInverseTimesTheMatrixIsTheIdentity(int n, double least) {
        // Given
        double[][] matrix = randomPositive(n, least, 7L * n);

        // When
        double[][] inverse = LinearAlgebra.inverse(matrix);

        // Then: the condition number is about 4 n / least.
        double tolerance = 1e-14 * n * (4 * n / least) + 1e-12;
        double[] product = new double[n];
        for (int column = 0; column < n; column++) {
            LinearAlgebra.multiply(matrix, column(inverse, column), product);
            for (int row = 0; row < n; row++) {
                assertThat(product[row]).isCloseTo(row == column ? 1 : 0, within(tolerance));
            }
        }
    }

    @ParameterizedTest(name = "n={0}, smallest eigenvalue about {1}")
    @CsvSource({"1, 1", "5, 1e-3", "24, 1e-7", "40, 0"})
    void theRootTimesItsTransposeIsTheCovariance(int n, double least) {
        // Given
        double[][] matrix = randomPositive(n, least, 11L * n);

        // When
        double[][] root = LinearAlgebra.root(copy(matrix), n);

        // Then
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(LinearAlgebra.dot(root[i], root[j])).isCloseTo(matrix[i][j], within(1.1e-5));
            }
        }
    }

    @Test
    void aSingularCovarianceHasAShortRoot() {
        // Given
        double[][] ones = {{4, 4, 4}, {4, 4, 4}, {4, 4, 4}};

        // When
        double[][] root = LinearAlgebra.root(ones, 3);

        // Then
        assertThat(root).isDeepEqualTo(new double[][] {{2}, {2}, {2}});
    }

    @Test
    void aShortRootLosesTheSmallestVariances() {
        // Given
        double[][] diagonal = {{1, 0, 0}, {0, 9, 0}, {0, 0, 4}};

        // When
        double[][] root = LinearAlgebra.root(diagonal, 2);

        // Then
        assertThat(root).isDeepEqualTo(new double[][] {{0, 0}, {3, 0}, {0, 2}});
    }

    @Test
    void theQuadraticFormIsTheDoubleSum() {
        assertThat(LinearAlgebra.quadratic(new double[][] {{2, 1}, {1, 3}}, new double[] {1, -2}))
                .isEqualTo(2 - 4 + 12);
    }

    /** A random Gram matrix with {@code least} added to its diagonal; of rank n - 1 before that. */
    private static double[][] randomPositive(int n, double least, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] factor = new double[n][Math.max(1, n - 1)];
        for (double[] row : factor) {
            for (int c = 0; c < row.length; c++) {
                row[c] = random.nextDouble(-1, 1);
            }
        }
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = LinearAlgebra.dot(factor[i], factor[j]) + (i == j ? least : 0);
            }
        }
        return matrix;
    }

    private static double[] column(double[][] matrix, int column) {
        double[] values = new double[matrix.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix[i][column];
        }
        return values;
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    @Test
    void theLogarithmOfADeterminantIsThatByHand() {
        assertThat(LinearAlgebra.logDeterminant(new double[][] {{5}})).isCloseTo(Math.log(5), within(1e-15));
        assertThat(LinearAlgebra.logDeterminant(new double[][] {{2, 1}, {1, 3}}))
                .isCloseTo(Math.log(5), within(1e-14));
        assertThat(LinearAlgebra.logDeterminant(new double[][] {{4, 2, 1}, {2, 5, 3}, {1, 3, 6}}))
                .isCloseTo(Math.log(67), within(1e-14));
    }

    @Test
    void aDeterminantBeyondTheRangeOfNumbersHasALogarithm() {
        // Given 40 times 1e-20 on the diagonal
        double[][] tiny = new double[40][40];
        for (int i = 0; i < 40; i++) {
            tiny[i][i] = 1e-20;
        }

        // Then
        assertThat(LinearAlgebra.logDeterminant(tiny)).isCloseTo(-800 * Math.log(10), within(1e-9));
    }

    @ParameterizedTest(name = "n={0}, smallest eigenvalue about {1}")
    @CsvSource({"1, 1", "2, 0.1", "5, 1e-3", "12, 1e-4"})
    void theDeterminantIsTheProductOfThePivotsInAnyOrder(int n, double least) {
        // Given
        double[][] matrix = randomPositive(n, least, 13L * n);
        double[][] before = copy(matrix);

        // When
        double logarithm = LinearAlgebra.logDeterminant(matrix);

        // Then: whichever variance comes first, the pivots are what is left of each when its column is taken.
        assertThat(matrix).isDeepEqualTo(before);
        double[][] rest = copy(matrix);
        double sum = 0;
        for (int pivot = n - 1; pivot >= 0; pivot--) {
            sum += Math.log(rest[pivot][pivot]);
            for (int row = 0; row < pivot; row++) {
                for (int c = 0; c < pivot; c++) {
                    rest[row][c] -= rest[row][pivot] * rest[pivot][c] / rest[pivot][pivot];
                }
            }
        }
        assertThat(logarithm).isCloseTo(sum, within(1e-8));
    }
}
