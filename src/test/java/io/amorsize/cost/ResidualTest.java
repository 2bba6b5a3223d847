package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualTest {

    private static final RunModel MODEL = Models.of(1e6, 1e-3).cores(64).model();
    private static final double[][] NO_NOISE = new double[8][1];

    private static Candidate plan(int workers, long chunkSize) {
        return MODEL.with(workers, chunkSize);
    }

    private static double[] departures(Residual residual, double[] seen, Candidate... others) {
        double[] target = new double[others.length];
        residual.predict(List.of(others), 8).draw(seen, NO_NOISE, 0, target);
        return target;
    }

    /** Spread of what is left open at a plan: the root of one plan has one column at most. */
    private static double spread(Residual residual, int runs, Candidate other) {
        double[] target = new double[1];
        double[][] one = {{1}};
        residual.predict(List.of(other), 1).draw(new double[runs], one, 0, target);
        return target[0];
    }

    @Test
    void theLikelihoodOfTwoRunsIsThatOfTheNormalLawByHand() {
        // Given: ln 4 - ln 2 = ln 2, chunks alike
        Residual residual = new Residual(
                new Residual.Scales(0.3, 0.2, 0.5), List.of(plan(2, 8), plan(4, 8)), new double[] {0.1, 0.05});

        // When
        double likelihood = residual.logLikelihood(new double[] {0.2, -0.1});

        // Then
        double distance = Math.log(2) / 0.6;
        double together = 0.09 + 0.04 * Math.exp(-0.5 * distance * distance);
        double first = 0.09 + 0.04 + 0.01;
        double second = 0.09 + 0.04 + 0.0025;
        double determinant = first * second - together * together;
        double form = (0.2 * 0.2 * second + 0.1 * 0.1 * first + 2 * 0.2 * 0.1 * together) / determinant;
        assertThat(likelihood).isCloseTo(-0.5 * (form + Math.log(determinant)), within(1e-9));
    }

    @Test
    void anyMixtureOfChunksHasALikelihood() {
        // Given one worker beside chunks that are far apart
        RunModel large = Models.of(1e15, 1e-3).model();
        List<Candidate> plans = new ArrayList<>(List.of(large.serial()));
        for (long chunk = 1; chunk < 1e13; chunk *= 1_000) {
            plans.add(large.with(2, chunk));
        }
        double[] noise = new double[plans.size()];
        Arrays.fill(noise, 0.04);

        // When
        double likelihood =
                new Residual(new Residual.Scales(0, 0.4, 0), plans, noise).logLikelihood(new double[plans.size()]);

        // Then
        assertThat(likelihood).isFinite();
    }

    @Test
    void theLikelihoodOfThreeRunsIsThatOfTheNormalLawByHand() {
        // Given one run of one worker and two that differ in their chunks by a factor of e²
        double ratio = 7389 / 1000.0;
        Residual residual = new Residual(
                new Residual.Scales(0.3, 0.2, 0.4),
                List.of(plan(1, 1), plan(4, 1000), plan(4, 7389)),
                new double[] {0.1, 0.1, 0.1});

        // When
        double likelihood = residual.logLikelihood(new double[] {0.1, 0.2, 0.3});

        // Then: with a run of one worker no chunks are shared
        double workers = Math.exp(-0.5 * Math.pow(Math.log(4) / 0.6, 2));
        double a = 0.09 + 0.04 + 0.01;
        double one = 0.09 + 0.04 * 0.8 + 0.01 + 0.16;
        double b = 0.09 + 0.04 * 0.8 * workers;
        double c = 0.09 + 0.04 * (0.8 + 0.2 * Math.exp(-0.5 * Math.pow(Math.log(ratio) / 2, 2)));
        // [one b b; b a c; b c a], solved by Cramer's rule
        double determinant = one * (a * a - c * c) - 2 * b * b * (a - c);
        double x = (0.1 * (a * a - c * c) - b * (a - c) * (0.2 + 0.3)) / determinant;
        double y = (one * (0.2 * a - 0.3 * c) - 0.1 * b * (a - c) + b * b * (0.3 - 0.2)) / determinant;
        double z = (one * (0.3 * a - 0.2 * c) - 0.1 * b * (a - c) + b * b * (0.2 - 0.3)) / determinant;
        double form = 0.1 * x + 0.2 * y + 0.3 * z;
        assertThat(likelihood).isCloseTo(-0.5 * (form + Math.log(determinant)), within(1e-9));
    }

    @Test
    void whatWasSeenIsPredictedUpToItsNoise() {
        // Given
        List<Candidate> plans = List.of(plan(1, 1), plan(2, 10), plan(16, 10));
        double[] seen = {0.3, -0.2, 0.1};
        Candidate[] same = {plan(1, 1), plan(2, 10), plan(16, 10)};

        // Then
        Residual quiet = new Residual(new Residual.Scales(0.3, 0.2, 0.2), plans, new double[] {1e-5, 1e-5, 1e-5});
        double[] exact = departures(quiet, seen, same);
        for (int i = 0; i < seen.length; i++) {
            assertThat(exact[i]).isCloseTo(seen[i], within(1e-6));
            assertThat(spread(quiet, 3, same[i])).isCloseTo(0, within(1e-2));
        }
        Residual loud = new Residual(new Residual.Scales(0.3, 0.2, 0.2), plans, new double[] {100, 100, 100});
        for (double departure : departures(loud, seen, same)) {
            assertThat(departure).isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void whatIsLeftOpenGrowsWithTheDistance() {
        // Given
        Residual residual = new Residual(new Residual.Scales(0, 0.2, 0), List.of(plan(4, 10)), new double[] {0.01});

        // Then
        double before = 0;
        for (int workers : new int[] {4, 5, 8, 16, 64}) {
            double spread = spread(residual, 1, plan(workers, 10));
            assertThat(spread).as("n=%d", workers).isGreaterThan(before);
            before = spread;
        }
        assertThat(before).isCloseTo(0.2, within(1e-3));
        assertThat(spread(residual, 1, plan(4, 100_000))).isGreaterThan(spread(residual, 1, plan(4, 20)));
    }

    @Test
    void theEffectOfOneWorkerMovesNoOtherPlan() {
        // Given nothing in common but that effect
        Residual residual = new Residual(new Residual.Scales(0, 0, 0.5), List.of(plan(1, 1)), new double[] {1e-3});

        // When
        double[] departures = departures(residual, new double[] {0.4}, plan(1, 1), plan(2, 1), plan(8, 1));

        // Then
        assertThat(departures[0]).isCloseTo(0.4, within(1e-5));
        assertThat(departures[1]).isZero();
        assertThat(departures[2]).isZero();
    }

    @Test
    void aCommonErrorOfScaleCancelsInRatios() {
        // Given
        Residual residual = new Residual(
                new Residual.Scales(0.7, 0, 0), List.of(plan(2, 1), plan(8, 1)), new double[] {1e-3, 1e-3});
        List<Candidate> others = List.of(plan(1, 1), plan(4, 100), plan(32, 1));

        for (double z : new double[] {-2, 0, 2}) {
            // When
            double[] target = new double[3];
            residual.predict(others, 3).draw(new double[] {0.5, 0.5}, new double[][] {{z}, {z}, {z}}, 0, target);

            // Then
            assertThat(target[0]).isCloseTo(0.5, within(1e-2));
            assertThat(target[1] - target[0]).isCloseTo(0, within(1e-9));
            assertThat(target[2] - target[0]).isCloseTo(0, within(1e-9));
        }
    }
}
