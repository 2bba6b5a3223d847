package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingDrawsTest {

    private static final ScalingDraws MANY = ScalingBeliefs.LEARNED.many();

    /** Equal weights are resampled with a fixed stride: what it meets must be all kinds of programs. */
    @ParameterizedTest(name = "stride={0}")
    @ValueSource(ints = {1, 2, 3, 4, 8, 16})
    void everyStrideMeetsAllKindsOfPrograms(int stride) {
        for (int first = 0; first < stride; first++) {
            int[] met = IntStream.iterate(first, j -> j < MANY.size(), j -> j + stride)
                    .toArray();
            double services = IntStream.of(met).filter(MANY::isService).count() / (double) met.length;
            double unshared =
                    IntStream.of(met).filter(j -> MANY.contention(j) == 0).count() / (double) met.length;
            double gradual =
                    IntStream.of(met).filter(j -> MANY.service(j).isGradual()).count() / (double) met.length;

            assertThat(services).as("from %d", first).isCloseTo(0.5, within(0.15));
            assertThat(unshared).as("from %d", first).isCloseTo(0.25, within(0.15));
            assertThat(gradual)
                    .as("from %d", first)
                    .isCloseTo(ScalingPrior.LEARNED.service().gradualShare(), within(0.13));
        }
    }
}
