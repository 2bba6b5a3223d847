package io.amorsize.validation.realwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadsTest {

    private static List<Workload> all() {
        return Arrays.stream(WorkKind.values())
                .flatMap(kind -> kind.workloads().stream())
                .toList();
    }

    @Test
    void haveDistinctNamesAndSomethingToDo() {
        assertThat(all()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(all().stream().map(Workload::name)).doesNotHaveDuplicates();
        assertThat(all()).allMatch(workload -> workload.items() >= 2 && workload.mostWorkers() >= 2);
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkKind.class,
            names = {"COMPUTING", "UNEVEN", "SMALL"})
    void giveTheSameValueForAnIndexInEachRun(WorkKind kind) {
        for (Workload workload : kind.workloads()) {
            IntToLongFunction once = workload.preparation().get();
            IntToLongFunction again = workload.preparation().get();
            int last = workload.items() - 1;
            assertThat(again.applyAsLong(last)).as(workload.name()).isEqualTo(once.applyAsLong(last));
        }
    }

    @Test
    void chaseThroughAllPlacesInOneCycle() {
        int places = 64;
        BitSet seen = new BitSet();
        for (int steps = 1; steps <= places; steps++) {
            seen.set((int) SharingWork.chase(places, steps).applyAsLong(5));
        }
        assertThat(seen.cardinality()).isEqualTo(places);
        assertThat(SharingWork.chase(places, places).applyAsLong(5)).isEqualTo((long) (places * Busy.fraction(5)));
    }

    @Test
    void drawParetoItemsWithTheTailOfTheirIndex() {
        long[] draws = IntStream.range(0, 20_000)
                .mapToLong(index -> UnevenWork.pareto(index, 1.5, 1_000))
                .toArray();

        assertThat(Arrays.stream(draws).min().orElseThrow()).isBetween(1_000L, 1_001L);
        // P(X > 4 · least) = 4^-1.5 = 1/8; the share of 20,000 draws has a standard error of 0.0023.
        assertThat(Arrays.stream(draws).filter(draw -> draw > 4_000).count() / 20_000.0)
                .isBetween(0.125 - 0.01, 0.125 + 0.01);
    }

    @Test
    void mixAsTheReferenceDoes() {
        // First output of SplitMix64 with seed 0, from the reference implementation.
        assertThat(Busy.mix(0)).isEqualTo(0xe220a8397b1dcdafL);
    }

    @Test
    void drawFractionsEvenly() {
        double[] fractions =
                IntStream.range(0, 10_000).mapToDouble(Busy::fraction).toArray();
        assertThat(Arrays.stream(fractions)).allMatch(fraction -> fraction > 0 && fraction < 1);
        assertThat(Arrays.stream(fractions).average().orElseThrow()).isBetween(0.49, 0.51);
    }

    @Test
    void churnDependsOnEveryRound() {
        assertThat(IntStream.range(0, 100).mapToLong(rounds -> Busy.churn(7, rounds)))
                .doesNotHaveDuplicates();
    }
}
