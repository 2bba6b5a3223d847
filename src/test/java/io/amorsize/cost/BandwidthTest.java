package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.WorkerReading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandwidthTest {

    private static WorkerReading measured(int workers, double bytesPerSecond) {
        return new WorkerReading(workers, Reading.measured(bytesPerSecond, 0));
    }

    /** Bandwidth 10, 15 and 20 at 1, 1.5 and 2 workers, 30 from 4 on; each worker wants 10. */
    @ParameterizedTest(name = "m={0}")
    @CsvSource({"1, 1", "1.5, 1", "2, 1", "3, 1.2", "4, 1.3333333", "8, 2.6666667"})
    void isLinearBetweenReadingsAndConstantAfterThem(double computing, double starvation) {
        // Given
        Bandwidth bandwidth = new Bandwidth(10, List.of(measured(1, 10), measured(2, 20), measured(4, 30)));

        // Then
        assertThat(bandwidth.starvation(computing)).isCloseTo(starvation, within(1e-6));
    }

    @Test
    void aReadingBelowOneOfFewerWorkersDoesNotCount() {
        // Given
        Bandwidth disturbed =
                new Bandwidth(10, List.of(measured(1, 10), measured(2, 20), measured(4, 5), measured(8, 30)));

        // Then
        assertThat(disturbed.starvation(4)).isCloseTo(40 / 20.0, within(1e-12));
        assertThat(disturbed.starvation(6)).isCloseTo(60 / 25.0, within(1e-12));
        assertThat(disturbed.starvation(8)).isCloseTo(80 / 30.0, within(1e-12));
    }

    @Test
    void moreWorkersNeverGetLessTogether() {
        // Given
        Bandwidth bandwidth = new Bandwidth(
                10, List.of(measured(1, 9), measured(2, 6), measured(3, 14), measured(6, 13), measured(9, 20)));

        // Then: what m workers move is m bytes / starvation.
        double before = 0;
        for (double m = 1; m < 20; m += 0.1) {
            double moved = m * 10 / bandwidth.starvation(m);
            assertThat(moved).as("m=%s", m).isGreaterThanOrEqualTo(before - 1e-9);
            before = moved;
        }
    }

    @Test
    void aSingleTrustedReadingLimitsNothing() {
        assertThat(new Bandwidth(10, List.of(measured(1, 1))).starvation(8)).isEqualTo(1);
        WorkerReading mistrusted = new WorkerReading(2, Reading.mistrusted(1, 1, 1));
        Bandwidth one = new Bandwidth(10, List.of(measured(1, 1), mistrusted));
        assertThat(one.measured()).isEmpty();
        assertThat(one.starvation(8)).isEqualTo(1);
        assertThat(new Bandwidth(10, List.of(measured(1, 1), measured(2, 1))).starvation(8))
                .isEqualTo(80);
    }

    @Test
    void itemsThatMoveNothingAreNotStarved() {
        assertThat(new Bandwidth(0, List.of(measured(1, 1), measured(2, 1))).starvation(8))
                .isEqualTo(1);
    }
}
