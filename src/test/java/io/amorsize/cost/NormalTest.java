package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {

    // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.1; the far tails from AS 241's own test values.
    @ParameterizedTest(name = "p={0}")
    @CsvSource({
        "0.5, 0",
        "0.6, 0.2533471",
        "0.75, 0.6744898",
        "0.9, 1.2815516",
        "0.925, 1.4395315",
        "0.95, 1.6448536",
        "0.975, 1.9599640",
        "0.99, 2.3263479",
        "0.999, 3.0902323",
        "0.25, -0.6744898",
        "0.001, -3.0902323",
        "1e-6, -4.7534243",
        "1e-20, -9.2623401"
    })
    void hasThePublishedQuantiles(double p, double expected) {
        // When
        double z = Normal.quantile(p);

        // Then
        assertThat(z).isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void isSymmetricAndRising() {
        for (double p = 0.0005; p < 0.5; p += 0.0005) {
            assertThat(Normal.quantile(p)).isCloseTo(-Normal.quantile(1 - p), within(1e-9));
            assertThat(Normal.quantile(p + 0.0005)).isGreaterThan(Normal.quantile(p));
        }
    }
}
