package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLawTest {

    private static final List<ServiceLaw> LAWS = List.of(
            ServiceLaw.smooth(0, 0),
            ServiceLaw.smooth(0.05, 2e-4),
            ServiceLaw.saturating(0, 0.5, 2),
            ServiceLaw.saturating(0, 18, 0),
            ServiceLaw.saturating(1e-3, 18, 3),
            ServiceLaw.saturating(0.02, 300, 1));

    @Test
    void oneCallIsNotStretched() {
        assertThat(LAWS).allSatisfy(law -> assertThat(law.stretch(1)).isCloseTo(1, within(1e-12)));
    }

    @Test
    void moreCallsInFlightNeverMakeACallFaster() {
        for (ServiceLaw law : LAWS) {
            double before = 0;
            for (double n = 1; n < 1e5; n *= 1.1) {
                double stretch = law.stretch(n);
                assertThat(stretch).as("%s at n=%s", law, n).isGreaterThanOrEqualTo(before * (1 - 1e-12));
                before = stretch;
            }
        }
    }

    /** By hand for q = 8: stretch^p = (1 + (n/8)^p) / (1 + (1/8)^p). */
    @ParameterizedTest(name = "p={1}, n={2}")
    @CsvSource({
        "0, 1, 16, 2.6666667",
        "1, 2, 8, 1.9692308",
        "1, 2, 16, 4.9230769",
        "2, 4, 8, 1.9995118",
        "3, 8, 8, 1.9999999"
    })
    void bendsAtTheKneeAsItsPowerSays(int doublings, double p, double n, double power) {
        assertThat(Math.pow(ServiceLaw.saturating(0, 8, doublings).stretch(n), p))
                .isCloseTo(power, within(1e-6));
    }

    @ParameterizedTest(name = "p=2^{0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void liesAboveBothAsymptotesAndReachesThem(int doublings) {
        for (double saturation : new double[] {0.5, 3, 18, 400}) {
            // Given the law before it is made 1 for one call
            ServiceLaw law = ServiceLaw.saturating(0, saturation, doublings);
            double p = 1 << doublings;
            double one = Math.pow(1 + Math.pow(1 / saturation, p), 1 / p);

            for (double n = 1; n < 1e6; n *= 1.3) {
                double bound = Math.max(1, n / saturation);
                double stretch = law.stretch(n) * one;

                // Then: the p-norm of two numbers is at most 2^(1/p) of the greater.
                assertThat(stretch)
                        .as("q=%s, n=%s", saturation, n)
                        .isBetween(bound * (1 - 1e-12), bound * Math.pow(2, 1 / p) * (1 + 1e-12));
            }
            assertThat(law.stretch(1e6 * saturation) * one).isCloseTo(1e6, within(1.0001));
        }
    }

    @Test
    void contentionAndCoherencyActAsInTheUniversalScalabilityLaw() {
        assertThat(ServiceLaw.smooth(0.05, 0.001).stretch(11)).isCloseTo(1 + 10 * (0.05 + 0.011), within(1e-12));
    }

    @Test
    void aSoftKneeIsTheUniversalScalabilityLawOfItsEquivalents() {
        // Given p = 1, for which (1 + (n-1) a)(q + n) / (q + 1) is quadratic in n
        ServiceLaw law = ServiceLaw.saturating(0.01, 1000, 0);

        // When
        ServiceLaw equivalent = ServiceLaw.smooth(law.equivalentContention(), law.equivalentCoherency());

        // Then
        assertThat(law.equivalentContention()).isCloseTo(0.011, within(1e-12));
        assertThat(law.equivalentCoherency()).isCloseTo(1e-5, within(1e-15));
        for (double n : new double[] {2, 10, 100, 1000}) {
            assertThat(law.stretch(n) / equivalent.stretch(n)).isCloseTo(1, within(2e-3));
        }
    }

    @Test
    void aSmoothLawIsItsOwnEquivalent() {
        ServiceLaw law = ServiceLaw.smooth(0.05, 0.001);
        assertThat(law.equivalentContention()).isEqualTo(0.05);
        assertThat(law.equivalentCoherency()).isEqualTo(0.001);
    }
}
