package io.amorsize.validation.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Measurements of others with the fits that they published. */
class ScalingFitTest {

    private static SortedMap<Integer, Double> points(double... workersAndThroughput) {
        SortedMap<Integer, Double> points = new TreeMap<>();
        for (int i = 0; i < workersAndThroughput.length; i += 2) {
            points.put((int) workersAndThroughput[i], workersAndThroughput[i + 1]);
        }
        return points;
    }

    /** SPEC SDM91 on a SPARCcenter 2000 (Gunther 2007), fitted by the R package usl: {@code summary(usl(...))}. */
    @Test
    void findsThePublishedFitOfSpecSdm91() {
        ScalingFit fit = ScalingFit.of(
                points(1, 64.9, 18, 995.9, 36, 1652.4, 72, 1853.2, 108, 1828.9, 144, 1775.0, 216, 1702.2));

        assertThat(fit.contention()).isCloseTo(0.02773, within(5e-6));
        assertThat(fit.coherency()).isCloseTo(1.044e-4, within(5e-8));
        assertThat(fit.rate()).isCloseTo(90.0, within(0.05));
        assertThat(fit.residual()).isCloseTo(82.85, within(0.005));
        assertThat(fit.bestWorkers(1000)).isBetween(96, 97);
    }

    /** The first six points of ray tracing on an SGI Origin 2000 (Gunther 2007), fitted by the R package usl. */
    @Test
    void findsThePublishedFitOfTheRayTracer() {
        ScalingFit fit = ScalingFit.of(points(1, 20, 4, 78, 8, 130, 12, 170, 16, 190, 20, 200));

        assertThat(fit.contention()).isCloseTo(0.02444, within(5e-6));
        assertThat(fit.coherency()).isCloseTo(0.00163, within(5e-6));
        assertThat(fit.rate()).isCloseTo(20.85605, within(5e-6));
    }

    /** All eleven points rise to the end: the best coherency would be negative, so it is 0 and the law is Amdahl's. */
    @Test
    void keepsAwayFromNegativeCoherency() {
        ScalingFit fit = ScalingFit.of(
                points(1, 20, 4, 78, 8, 130, 12, 170, 16, 190, 20, 200, 24, 210, 28, 230, 32, 260, 48, 280, 64, 310));

        assertThat(fit.coherency()).isZero();
        assertThat(fit.contention()).isCloseTo(0.0578, within(1e-4));
        assertThat(fit.bestWorkers(64)).isEqualTo(64);
    }

    /** A noise-free law of α = β = 0.02, γ = 1, as in the tests of the R package usl. */
    @Test
    void findsALawWithoutNoise() {
        ScalingFit fit = ScalingFit.of(points(1, 1, 2, 1.8868, 4, 3.0769, 6, 3.5294, 8, 3.5398, 10, 3.3557));

        assertThat(fit.contention()).isCloseTo(0.02, withinPercentage(0.2));
        assertThat(fit.coherency()).isCloseTo(0.02, withinPercentage(0.2));
        assertThat(fit.rate()).isCloseTo(1, withinPercentage(0.02));
        assertThat(fit.bestWorkers(100)).isEqualTo(7);
    }

    @Test
    void aSuperlinearCurveIsLinear() {
        ScalingFit fit = ScalingFit.of(points(1, 10, 2, 21, 4, 43));

        assertThat(fit.contention()).isZero();
        assertThat(fit.coherency()).isZero();
        assertThat(fit.bestWorkers(16)).isEqualTo(16);
    }

    @Test
    void twoPointsAreTooFew() {
        assertThatThrownBy(() -> ScalingFit.of(points(1, 1, 2, 2))).isInstanceOf(IllegalArgumentException.class);
    }
}
