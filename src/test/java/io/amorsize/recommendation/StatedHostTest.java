package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatedHostTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // given: effective, cores, threads; expected: effective, cores, threads, quota
                "2.5, -, -,  2.5, 3, 3,  2.5",
                "4,   -, -,  4,   4, 4,  -",
                "0.5, -, -,  0.5, 1, 1,  0.5",
                "-,   4, -,  4,   4, 4,  -",
                "-,   -, 8,  8,   8, 8,  -",
                "-,   4, 8,  8,   4, 8,  -",
                "6,   4, -,  6,   4, 6,  -",
                "3,   4, -,  3,   4, 4,  3",
                "3,   -, 8,  3,   8, 8,  3",
                "7.5, 8, 16, 7.5, 8, 16, 7.5",
            })
    void derivesWhatIsMissing(
            @Nullable Double effective,
            @Nullable Integer cores,
            @Nullable Integer threads,
            double cpus,
            int physical,
            int logical,
            @Nullable Double quota) {
        HostCapacity capacity = stated(effective, cores, threads).machine().capacity();

        assertThat(capacity.effectiveCpus()).isEqualTo(cpus);
        assertThat(capacity.physicalCores()).isEqualTo(physical);
        assertThat(capacity.logicalProcessors()).isEqualTo(logical);
        assertThat(capacity.quotaCpus()).isEqualTo(quota == null ? OptionalDouble.empty() : OptionalDouble.of(quota));
        assertThat(capacity.otherCpus()).isZero();
        assertThat(capacity.memoryBytes()).isEmpty();
        assertThat(capacity.smtGain()).isEmpty();
    }

    @Test
    void countsOnPublishedOverheads() {
        Calibration calibration = stated(4.0, null, null).machine().calibration();

        assertThat(calibration.status()).isEqualTo(Calibration.Status.UNAVAILABLE);
        assertThat(calibration.dispatchSeconds()).isEqualTo(Calibration.priors().dispatchSeconds());
    }

    @Test
    void refusesContradictions() {
        assertThatIllegalArgumentException().isThrownBy(() -> stated(null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> stated(null, 5, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> stated(4.5, null, 4));
    }

    private static StatedHost stated(@Nullable Double effective, @Nullable Integer cores, @Nullable Integer threads) {
        return new StatedHost(
                effective == null ? OptionalDouble.empty() : OptionalDouble.of(effective),
                cores == null ? OptionalInt.empty() : OptionalInt.of(cores),
                threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
                OptionalLong.empty(),
                OptionalDouble.empty());
    }
}
