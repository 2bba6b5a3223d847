package io.amorsize.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {

    private static final double[] NONE = {};

    @Test
    void keepsACopyOfWhatItIsGiven() {
        // Given
        double[] wall = {1, 2};
        Samples samples = Samples.ofWallSeconds(wall);

        // When
        wall[0] = 9;
        samples.wallSeconds()[1] = 9;

        // Then
        assertThat(samples.wallSeconds()).containsExactly(1, 2);
        assertThat(samples.size()).isEqualTo(2);
    }

    @Test
    void cpuShareIsThatOfAllItemsTogether() {
        Samples samples = new Samples(new double[] {1, 3}, new double[] {1, 0}, NONE, NONE);

        assertThat(samples.cpuShare()).hasValue(0.25);
    }

    @Test
    void cpuShareExceedsOneWhereItemsUseSeveralCpus() {
        assertThat(new Samples(new double[] {1}, new double[] {8}, NONE, NONE).cpuShare())
                .hasValue(8);
    }

    @Test
    void whatWasNotMeasuredIsUnknown() {
        Samples samples = Samples.ofWallSeconds(1);

        assertThat(samples.cpuShare()).isEmpty();
        assertThat(samples.meanPayloadBytes()).isEmpty();
        assertThat(samples.meanResultBytes()).isEmpty();
    }

    @Test
    void sizesAreAveraged() {
        Samples samples = new Samples(new double[] {1, 1}, NONE, new double[] {10, 30}, new double[] {0, 2});

        assertThat(samples.meanPayloadBytes()).hasValue(20);
        assertThat(samples.meanResultBytes()).hasValue(1);
    }

    @Test
    void needsAnItem() {
        assertThatIllegalArgumentException().isThrownBy(Samples::ofWallSeconds);
    }

    @Test
    void seriesDescribeTheSameItems() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Samples(new double[] {1, 2}, new double[] {1}, NONE, NONE))
                .withMessage("every series needs 2 values, one has 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void wallTimesAreFiniteAndAboveZero(double seconds) {
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.ofWallSeconds(1, seconds));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void sizesAreFiniteAndNotNegative(double bytes) {
        double[] one = {1};
        assertThatIllegalArgumentException().isThrownBy(() -> new Samples(one, NONE, new double[] {bytes}, NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Samples(one, NONE, NONE, new double[] {bytes}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Samples(one, new double[] {bytes}, NONE, NONE));
    }
}
