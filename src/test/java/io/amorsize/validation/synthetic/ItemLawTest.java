package io.amorsize.validation.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.validation.Statistics;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ItemLawTest {

    private static double[] many(ItemLaw law) {
        return law.draw(400_000, new SplittableRandom(3));
    }

    @ParameterizedTest
    @EnumSource
    void itemsTakeOneOnAverageAndAreNeverFree(ItemLaw law) {
        double[] times = many(law);
        // A law without a variance settles slowly.
        assertThat(Statistics.mean(times)).isCloseTo(1, within(law == ItemLaw.PARETO ? 0.05 : 0.02));
        assertThat(Arrays.stream(times).min().orElseThrow()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "CONSTANT, 0",
        "UNIFORM, 0.577",
        "EXPONENTIAL, 1",
        "LOGNORMAL_1, 1",
        "LOGNORMAL_2, 2",
        "BIMODAL, 1.5",
        "TREND, 0.467",
        "AUTOCORRELATED, 0.795"
    })
    void itemsVaryAsTheirLawSays(ItemLaw law, double variation) {
        double[] times = many(law);
        assertThat(Statistics.deviation(times) / Statistics.mean(times)).isCloseTo(variation, within(0.05));
    }

    @Test
    void aParetoTailHasItsIndex() {
        double[] times = many(ItemLaw.PARETO);
        double tenfold = Arrays.stream(times).filter(time -> time > 10 / 3.0).count() / 4e5;
        double hundredfold =
                Arrays.stream(times).filter(time -> time > 100 / 3.0).count() / 4e5;
        assertThat(tenfold).isCloseTo(Math.pow(10, -1.5), within(0.001));
        assertThat(hundredfold).isCloseTo(1e-3, within(2e-4));
    }

    @Test
    void neighboursAreAlikeInOneLawOnly() {
        assertThat(neighbours(ItemLaw.AUTOCORRELATED)).isGreaterThan(0.9);
        assertThat(neighbours(ItemLaw.LOGNORMAL_1)).isBetween(-0.01, 0.01);
    }

    private static double neighbours(ItemLaw law) {
        double[] logs = Arrays.stream(many(law)).map(Math::log).toArray();
        double mean = Statistics.mean(logs);
        double products = 0;
        for (int i = 1; i < logs.length; i++) {
            products += (logs[i] - mean) * (logs[i - 1] - mean);
        }
        return products / logs.length / Math.pow(Statistics.deviation(logs), 2);
    }

    @Test
    void aTrendEndsNineTimesAsHighAsItBegins() {
        double[] times = many(ItemLaw.TREND);
        double first = Statistics.mean(Arrays.copyOf(times, 4_000));
        double last = Statistics.mean(Arrays.copyOfRange(times, 396_000, 400_000));
        assertThat(last / first).isCloseTo(9, within(0.5));
    }
}
