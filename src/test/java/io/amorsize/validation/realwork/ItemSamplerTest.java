package io.amorsize.validation.realwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemSamplerTest {

    private final List<Integer> sampled = new ArrayList<>();

    private ItemSampler.Sample sample(Workload workload, double meanSeconds) {
        return new ItemSampler()
                .sample(
                        workload,
                        index -> {
                            sampled.add(index);
                            return index;
                        },
                        meanSeconds);
    }

    private static Workload of(int items) {
        return Workload.computing("test", "nothing", items, index -> index);
    }

    @Test
    void takesAQuarterOfTheItemsAtMostSpreadEvenly() {
        ItemSampler.Sample sample = sample(of(40), 1e-3);

        assertThat(sampled)
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).map(i -> 4 * i + 1).boxed().toList());
        assertThat(sample.samples().size()).isEqualTo(10);
        assertThat(sample.sum())
                .isEqualTo(sampled.stream().mapToLong(index -> index).sum());
        assertThat(sample.itemsPerReading()).isEqualTo(1);
    }

    @Test
    void takesSixtyFourReadingsAtMost() {
        sample(of(10_000), 1e-3);

        assertThat(sampled).hasSize(64).isSorted();
        assertThat(sampled.getLast()).isGreaterThan(9_700);
    }

    @Test
    void takesTwoOfAFewItems() {
        sample(of(3), 1e-3);

        assertThat(sampled).containsExactly(0, 1);
    }

    @Test
    void takesTheFirstItemsWhereItIsToldTo() {
        sample(of(40).withFirstItemsSampled("first"), 1e-3);

        assertThat(sampled)
                .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void timesShortItemsTogether() {
        ItemSampler.Sample sample = sample(of(100_000), 3e-7);

        assertThat(sample.itemsPerReading()).isEqualTo(9);
        assertThat(sampled).hasSize(64 * 9).doesNotHaveDuplicates().isSorted();
        assertThat(sampled.subList(0, 9))
                .containsExactlyElementsOf(IntStream.range(sampled.getFirst(), sampled.getFirst() + 9)
                        .boxed()
                        .toList());
    }

    @Test
    void staysWithinTheItemsHoweverShortTheyAre() {
        for (int items = 1; items <= 300; items++) {
            sampled.clear();
            sample(of(items), 1e-8);
            assertThat(sampled).as("of %d", items).isNotEmpty().doesNotHaveDuplicates();
            assertThat(sampled.getFirst()).isGreaterThanOrEqualTo(0);
            assertThat(sampled.getLast()).isLessThan(items);
        }
    }

    @Test
    void saysNoMoreCpuTimeThanWallTime() {
        assertThat(sample(of(40), 1e-3).samples().cpuShare().orElseThrow()).isBetween(0.0, 1.0);
    }

    @Test
    void tellsThePayloadOnlyWhereThereIsOne() {
        assertThat(sample(of(40), 1e-3).samples().meanPayloadBytes()).isEmpty();
        assertThat(sample(of(40).withPayloadTold("told", 4_096), 1e-3).samples().meanPayloadBytes())
                .hasValue(4_096);
    }
}
