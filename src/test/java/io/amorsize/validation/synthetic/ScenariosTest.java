package io.amorsize.validation.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.workload.ExecutionRuntime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScenariosTest {

    private static final List<Scenario> SCENARIOS = Scenarios.of(300, 1);

    private static <K> Map<K, Long> counts(Function<Scenario, K> property) {
        return SCENARIOS.stream().collect(Collectors.groupingBy(property, Collectors.counting()));
    }

    @Test
    void equalSeedsGiveEqualScenariosAndOthersOthers() {
        assertThat(Scenarios.of(300, 1)).isEqualTo(SCENARIOS);
        assertThat(Scenarios.of(300, 2)).isNotEqualTo(SCENARIOS);
    }

    @Test
    void everyLawAndEveryMachineIsEquallyFrequent() {
        assertThat(counts(Scenario::law))
                .hasSize(9)
                .allSatisfy((law, count) -> assertThat(count).isBetween(33L, 34L));
        assertThat(counts(Grouping.CPUS::of))
                .hasSize(13)
                .allSatisfy((machine, count) -> assertThat(count).isBetween(22L, 24L));
    }

    @Test
    void halfOfTheItemsNeverWaitAndHalfOfTheWorkersShareNothing() {
        assertThat(counts(Scenario::cpuShare))
                .containsEntry(1.0, 150L)
                .containsEntry(0.5, 75L)
                .containsEntry(0.05, 75L);
        assertThat(counts(Grouping.INTERFERENCE::of).get("none")).isGreaterThanOrEqualTo(150);
    }

    @Test
    void sizesSpanTheirWholeRange() {
        assertThat(SCENARIOS).extracting(Scenario::count).allMatch(count -> count >= 10 && count <= 1_000_000);
        assertThat(SCENARIOS)
                .extracting(Scenario::count)
                .anyMatch(count -> count < 12)
                .anyMatch(count -> count > 900_000);
        assertThat(SCENARIOS)
                .extracting(Scenario::meanSeconds)
                .anyMatch(mean -> mean < 1.2e-7)
                .anyMatch(mean -> mean > 9);
    }

    @Test
    void callersKnowTheirOwnOverheadsOnly() {
        assertThat(SCENARIOS)
                .allSatisfy(scenario -> assertThat(
                                scenario.stated().dispatchSeconds().isPresent())
                        .isEqualTo(scenario.runtime() == ExecutionRuntime.CUSTOM));
    }

    @Test
    void equalRunsHaveEqualItemsAndOthersOthers() {
        Scenario scenario = SCENARIOS.getFirst();
        Items items = scenario.items(3);
        assertThat(scenario.items(3).cpuSeconds(0, scenario.count())).isEqualTo(items.cpuSeconds(0, scenario.count()));
        assertThat(scenario.items(4).cpuSeconds(0, scenario.count()))
                .isNotEqualTo(items.cpuSeconds(0, scenario.count()));
    }
}
