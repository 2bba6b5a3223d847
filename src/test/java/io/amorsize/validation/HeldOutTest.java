package io.amorsize.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    /** CRC-32 of "123456789" is the check value CBF43926 of the standard, which is even; of "a" it is E8B7BE43, odd. */
    @Test
    void theLowestBitOfTheChecksumDecides() {
        assertThat(HeldOut.contains("123456789")).isFalse();
        assertThat(HeldOut.contains("a")).isTrue();
    }

    @Test
    void bothSidesHaveProgramsOfParsec() {
        List<String> programs = List.of(
                "blackscholes",
                "bodytrack",
                "canneal",
                "dedup",
                "facesim",
                "ferret",
                "fluidanimate",
                "freqmine",
                "raytrace",
                "streamcluster",
                "swaptions",
                "vips",
                "x264");

        assertThat(programs.stream().filter(HeldOut::contains)).hasSizeBetween(4, 9);
    }
}
