package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimingsTest {

    private static Timings of(boolean waiting, int items, double wall, double cpu) {
        Timings timings = new Timings(waiting);
        for (int item = 0; item < items; item++) {
            timings.add(wall, cpu);
        }
        return timings;
    }

    @Test
    void leavesOutTheFirstHalfOfFew() {
        Timings timings = of(false, 10, 1, 1);
        for (int item = 0; item < 10; item++) {
            timings.add(0.1, 0.1);
        }
        assertThat(timings.meanSeconds()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void isNotMisledByOneItemThatWasHeldUp() {
        Timings timings = of(false, 20, 1e-4, 1e-4);
        timings.add(15e-3, 1e-4);
        assertThat(timings.cpuShare()).hasValueCloseTo(1.0, within(1e-9));
        assertThat(timings.meanSeconds()).isCloseTo(1e-4, within(1e-9));
        assertThat(timings.samples().size()).isEqualTo(10);
    }

    @Test
    void leavesNoLongItemOutThatComputesAndNoneOfThoseThatWait() {
        Timings computing = of(false, 20, 1e-4, 1e-4);
        computing.add(15e-3, 15e-3);
        assertThat(computing.meanSeconds()).isGreaterThan(1e-3);

        Timings waiting = of(true, 20, 1e-4, 1e-4);
        waiting.add(15e-3, 1e-4);
        assertThat(waiting.meanSeconds()).isGreaterThan(1e-3);

        assertThat(of(false, 20, 1e-2, 1e-3).cpuShare()).hasValueCloseTo(0.1, within(1e-9));
        assertThat(of(false, 20, 1e-2, 1e-3).samples().size()).isEqualTo(10);
    }

    @Test
    void tellsTheShareOfItemsWhoseCodeWasWarmWhereItemsWait() {
        Timings timings = of(true, 8, 0.09, 0.045);
        for (int item = 0; item < 8; item++) {
            timings.add(0.09, item < 4 ? 0.02 : 0.0009);
        }
        assertThat(timings.cpuShare()).hasValueCloseTo(0.01, within(1e-9));
    }

    @Test
    void remembersTheShareOfTheLastThatToldIt() {
        Timings timings = of(true, 8, 0.02, 0.0004);
        for (int item = 0; item < 1_000; item++) {
            timings.add(0.02, Double.NaN);
        }
        assertThat(timings.cpuShare()).hasValueCloseTo(0.02, within(1e-9));
    }

    @Test
    void knowsNoShareWithoutCpuTimes() {
        assertThat(of(false, 9, 1, Double.NaN).cpuShare()).isEmpty();
    }
}
