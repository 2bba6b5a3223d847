package io.amorsize.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void quantilesLieBetweenTheirNeighbours() {
        double[] figures = {4, 1, 3, 2};

        assertThat(Statistics.quantile(figures, 0)).isEqualTo(1);
        assertThat(Statistics.quantile(figures, 0.5)).isEqualTo(2.5);
        assertThat(Statistics.quantile(figures, 0.9)).isCloseTo(3.7, within(1e-12));
        assertThat(Statistics.quantile(figures, 1)).isEqualTo(4);
        assertThat(Statistics.quantile(new double[] {7}, 0.9)).isEqualTo(7);
    }

    @Test
    void nothingHasNoQuantileMeanOrDeviation() {
        assertThat(Statistics.quantile(new double[0], 0.5)).isNaN();
        assertThat(Statistics.mean()).isNaN();
        assertThat(Statistics.deviation(1)).isNaN();
    }

    @Test
    void deviationCountsDegreesOfFreedom() {
        assertThat(Statistics.deviation(1, 3)).isCloseTo(Math.sqrt(2), within(1e-12));
    }

    /**
     * z² = 3.84146. 45 of 50: (0.9 + 0.0384146 ± 1.959964 √(0.0018 + 0.000384146)) / 1.0768292. None of 10: z² / (10 + z²).
     */
    @Test
    void theIntervalOfAShareIsWilsons() {
        Statistics.Share most = Statistics.binomial(45, 50);
        assertThat(most.low()).isCloseTo(0.786398, within(2e-6));
        assertThat(most.high()).isCloseTo(0.956524, within(2e-6));

        Statistics.Share none = Statistics.binomial(0, 10);
        assertThat(none.low()).isCloseTo(0, within(1e-12));
        assertThat(none.high()).isCloseTo(0.277533, within(2e-6));
    }
}
