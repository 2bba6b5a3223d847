package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PacesTest {

    private final Paces paces = new Paces();

    private static double[] items(int count, double seconds) {
        double[] all = new double[count];
        Arrays.fill(all, seconds);
        return all;
    }

    @Test
    void saysNothingOfFewOrShortOrVeryDifferentItems() {
        paces.add(1, items(8, 1e-5));
        paces.add(2, items(9, 1));
        double[] mixed = items(100, 1e-3);
        mixed[99] = 1;
        paces.add(3, mixed);

        assertThat(paces.itemsPerSecond(1)).isEmpty();
        assertThat(paces.itemsPerSecond(2)).isEmpty();
        assertThat(paces.itemsPerSecond(3)).isEmpty();
        assertThat(paces.itemsPerSecond(4)).isEmpty();
    }

    @Test
    void takesThreeItemsOfOneWorkerForEnough() {
        paces.add(1, items(4, 0.01));
        paces.add(2, items(4, 0.01));

        assertThat(paces.itemsPerSecond(1)).hasValueCloseTo(100.0, within(1e-6));
        assertThat(paces.itemsPerSecond(2)).isEmpty();
    }

    @Test
    void countsAllWorkers() {
        paces.add(1, items(40, 0.01));
        paces.add(4, items(40, 0.02));

        assertThat(paces.itemsPerSecond(1)).hasValueCloseTo(100.0, within(1e-6));
        assertThat(paces.itemsPerSecond(4)).hasValueCloseTo(200.0, within(1e-6));
    }

    @Test
    void forgetsItemsOfColdCode() {
        paces.add(1, items(3, 1));
        paces.add(1, items(40, 0.01));
        assertThat(paces.itemsPerSecond(1)).hasValueCloseTo(100.0, within(1e-6));

        paces.add(1, items(1_000, 0.02));
        assertThat(paces.itemsPerSecond(1)).hasValueCloseTo(50.0, within(1e-6));
    }
}
