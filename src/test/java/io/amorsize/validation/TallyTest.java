package io.amorsize.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TallyTest {

    /** Two benchmarks of one figure, 0 and 1: a resample has a mean of 0, ½, ½ or 1, a standard deviation of √⅛ = 0.354. */
    @Test
    void theErrorOfTheMeanComesFromResampling() {
        Tally tally = new Tally();
        tally.add("a", 0);
        tally.add("b", 1);

        assertThat(tally.mean()).isEqualTo(0.5);
        assertThat(tally.standardError()).isCloseTo(Math.sqrt(0.125), within(0.01));
        assertThat(tally.standardError()).isEqualTo(tally.standardError());
    }

    /** A hundred copies of one curve are not a hundred curves. */
    @Test
    void curvesOfOneBenchmarkDoNotMakeTheMeanSurer() {
        Tally tally = new Tally();
        for (int i = 0; i < 100; i++) {
            tally.add("a", 0);
            tally.add("b", 1);
        }

        assertThat(tally.size()).isEqualTo(200);
        assertThat(tally.benchmarks()).isEqualTo(2);
        assertThat(tally.standardError()).isCloseTo(Math.sqrt(0.125), within(0.01));
    }

    @Test
    void oneBenchmarkHasNoError() {
        Tally tally = new Tally();
        tally.addWhether("a", true);
        tally.addWhether("a", false);

        assertThat(tally.mean()).isEqualTo(0.5);
        assertThat(tally.standardError()).isNaN();
    }
}
