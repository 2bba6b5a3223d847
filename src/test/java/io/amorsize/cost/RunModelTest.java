package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunModelTest {

    @ParameterizedTest(name = "v={0}")
    @ValueSource(doubles = {0, 0.05, 0.3, 1, 3})
    void moreDispatchOverheadNeverMakesTheBestChunkSmaller(double variation) {
        for (double items : new double[] {10, 100, 777, 10_000, 1e6}) {
            for (int workers : new int[] {2, 5, 8, 31}) {
                Models models = Models.of(items, 1e-3).variation(variation).cores(32);
                long before = 1;
                for (double dispatch = 1e-9; dispatch < 1; dispatch *= 1.1) {
                    // When
                    Candidate best = models.dispatch(dispatch).model().withBestChunk(workers);

                    // Then
                    assertThat(best.chunkSize())
                            .as("N=%s, P=%d, dispatch=%s", items, workers, dispatch)
                            .isGreaterThanOrEqualTo(before);
                    before = best.chunkSize();
                }
            }
        }
    }

    @ParameterizedTest(name = "v={0}")
    @ValueSource(doubles = {0, 0.05, 0.3, 1, 3})
    void theBestChunkIsWithinAFewPercentOfAnExhaustiveSearch(double variation) {
        for (double items : new double[] {10, 100, 777, 3000}) {
            for (int workers : new int[] {2, 8, 31}) {
                for (double dispatch : new double[] {0, 1e-6, 1e-4, 1e-2}) {
                    // Given
                    RunModel model = Models.of(items, 1e-3)
                            .variation(variation)
                            .cores(32)
                            .dispatch(dispatch)
                            .model();

                    // When
                    Candidate best = model.withBestChunk(workers);

                    // Then
                    double mean = 1e-3 * best.expectedStretch();
                    double least = Double.POSITIVE_INFINITY;
                    for (long chunk = 1; chunk <= Math.ceil(items / workers); chunk++) {
                        least = Math.min(
                                least, model.with(workers, chunk).time().cautiousSeconds(mean));
                    }
                    assertThat(best.time().cautiousSeconds(mean))
                            .as("N=%s, P=%d, dispatch=%s", items, workers, dispatch)
                            .isLessThan(1.01 * least);
                }
            }
        }
    }

    @Test
    void theSerialRunHasNoOverheads() {
        // Given
        RunModel model = Models.of(1000, 0.01).start(1).dispatch(1).model();

        // When
        Candidate serial = model.withBestChunk(1);

        // Then
        assertThat(serial.overheadSeconds()).isZero();
        assertThat(serial.criticalItems()).isEqualTo(1000);
        assertThat(serial.expectedStretch()).isEqualTo(1);
        for (int draw = 0; draw < ScalingDraws.FEW.size(); draw++) {
            assertThat(model.serialSeconds(ScalingDraws.FEW, draw, model.expectedItems(), 0))
                    .isCloseTo(10, within(1e-9));
        }
    }

    @Test
    void noDrawBeatsTheCpusNorTheLongestItem() {
        // Given
        RunModel model = Models.of(1000, 0.01).cores(4).model();

        for (int workers : new int[] {2, 4, 16, 64}) {
            Candidate candidate = model.withBestChunk(workers);
            for (int draw = 0; draw < ScalingDraws.MANY.size(); draw++) {
                // When
                double seconds = model.seconds(candidate, ScalingDraws.MANY, draw, model.expectedItems(), 0);

                // Then
                assertThat(seconds).isGreaterThanOrEqualTo(10.0 / Math.min(workers, 4) * 0.85);
                if (workers > 4) {
                    assertThat(seconds).isGreaterThanOrEqualTo(2.5);
                }
            }
        }
    }
}
