package io.amorsize.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    /** CRC-32 of "123456789" is the check value CBF43926 of the standard, …0110; of "a" it is E8B7BE43, …0011. */
    @Test
    void theThirdBitOfTheChecksumDecides() {
        assertThat(HeldOut.contains("123456789")).isTrue();
        assertThat(HeldOut.contains("a")).isFalse();
    }

    @Test
    void variantsOfABenchmarkAreOnOneSide() {
        assertThat(HeldOut.benchmark("dedup_alt_3")).isEqualTo("dedup");
        assertThat(HeldOut.benchmark("MDEV-16413-utf8mb4-general")).isEqualTo("MDEV-16413");
        assertThat(HeldOut.benchmark("MDEV-13491")).isEqualTo("MDEV-13491");
        assertThat(HeldOut.benchmark("MaxScale-sysbench")).isEqualTo("MaxScale-sysbench");
        assertThat(HeldOut.contains("ferret_alt_1")).isEqualTo(HeldOut.contains("ferret_alt_4"));
    }

    @Test
    void bothSidesHavePrograms() {
        List<String> programs =
                List.of("blackscholes", "canneal", "dedup", "facesim", "ferret", "freqmine", "raytrace");

        assertThat(programs.stream().filter(HeldOut::contains)).containsExactly("blackscholes", "ferret", "freqmine");
    }
}
