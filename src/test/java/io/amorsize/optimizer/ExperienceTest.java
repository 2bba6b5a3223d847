package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.cpuBound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.workload.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperienceTest {

    private static final List<Observation> RUNS =
            List.of(Observation.ofRate(2, 30).withNoise(0.1), Observation.ofRate(8, 70));

    private static Advice advise(PlanRequest request) {
        return new Optimizer().advise(request);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAFactorThatIsNoWidth(double widthFactor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Experience(List.of(), widthFactor))
                .withMessageContaining("widthFactor");
    }

    @Test
    void copiesItsObservations() {
        // Given
        List<Observation> runs = new ArrayList<>(RUNS);
        Experience experience = new Experience(runs, 1);

        // When
        runs.clear();

        // Then
        assertThat(experience.observations()).isEqualTo(RUNS);
    }

    @Test
    void noneChangesNothing() {
        PlanRequest request = cpuBound(1000, 0.05).build();
        assertThat(request.with(Experience.NONE)).isEqualTo(request);
        assertThat(advise(request.with(new Experience(List.of(), 1)))).isEqualTo(advise(request));
        PlanRequest observed = cpuBound(1000, 0.05).observations(RUNS).build();
        assertThat(observed.with(Experience.NONE).observations()).isEqualTo(RUNS);
    }

    @Test
    void earlierRunsCountAsMuchAsThoseOfTheRequest() {
        // Given
        PlanRequest stated = cpuBound(1000, 0.05).observations(RUNS).build();
        PlanRequest known = cpuBound(1000, 0.05).build().with(new Experience(RUNS, 1));
        PlanRequest both = cpuBound(1000, 0.05)
                .observations(RUNS.subList(0, 1))
                .build()
                .with(new Experience(RUNS.subList(1, 2), 1));

        // Then
        Advice advice = advise(stated);
        assertThat(advise(known)).isEqualTo(advice);
        assertThat(advise(both)).isEqualTo(advice);
        assertThat(advice).isNotEqualTo(advise(cpuBound(1000, 0.05).build()));
    }

    @Test
    void aWidthFactorMovesIntervalsAndNothingElse() {
        // Given
        PlanRequest request = cpuBound(1000, 0.05).build();

        // When
        Advice plain = advise(request);
        Advice wide = advise(request.with(new Experience(List.of(), 2)));

        // Then
        assertThat(wide.plan()).isEqualTo(plain.plan());
        Speedup before = plain.estimate().speedup();
        Speedup after = wide.estimate().speedup();
        assertThat(after.value()).isEqualTo(before.value());
        assertThat(after.interval90().low()).isLessThan(before.interval90().low());
        assertThat(after.interval90().high()).isGreaterThan(before.interval90().high());
        Interval timeBefore = plain.estimate().interval90Seconds().orElseThrow();
        Interval timeAfter = wide.estimate().interval90Seconds().orElseThrow();
        assertThat(wide.estimate().parallelSeconds()).isEqualTo(plain.estimate().parallelSeconds());
        assertThat(Math.log(timeAfter.high() / timeAfter.low()))
                .isCloseTo(2 * Math.log(timeBefore.high() / timeBefore.low()), within(1e-9));
    }
}
