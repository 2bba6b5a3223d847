package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.cpuBound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.cost.ObservationPosterior.ObservedPlan;
import io.amorsize.workload.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    private static List<ObservedPlan> plans(Observation... observations) {
        return Observations.plans(Situation.of(
                cpuBound(1000, 0.05).observations(List.of(observations)).build()));
    }

    @Test
    void aSingleRunIsAsNoisyAsRunsAreAndAsItSays() {
        assertThat(plans(Observation.ofRate(4, 50))).singleElement().satisfies(plan -> {
            assertThat(plan.logSeconds()).isCloseTo(Math.log(20), within(1e-12));
            assertThat(plan.noise()).isCloseTo(0.04, within(1e-12));
        });
        assertThat(plans(Observation.ofRate(4, 50).withNoise(0.3)))
                .singleElement()
                .satisfies(plan -> assertThat(plan.noise()).isCloseTo(Math.hypot(0.04, 0.3), within(1e-12)));
    }

    @Test
    void ofRunsOfOnePlanTheNoisierWeighsLess() {
        // Given 10 s and 20 s, the latter read with a noise of 0.08
        ObservedPlan plan = plans(
                        Observation.ofRate(4, 100), Observation.ofRate(4, 50).withNoise(0.08))
                .getFirst();

        // Then: precisions are 1/0.0016 and 1/0.008, five to one.
        assertThat(plan.logSeconds()).isCloseTo((5 * Math.log(10) + Math.log(20)) / 6, within(1e-12));
    }

    @Test
    void equalReadingsOfOnePlanAreLessNoisyThanOne() {
        ObservedPlan twice =
                plans(Observation.ofRate(4, 50), Observation.ofRate(4, 50)).getFirst();
        assertThat(twice.noise()).isCloseTo(0.04 / 2, within(1e-12));
    }

    @Test
    void aNoisierRunMovesTheAdviceLess() {
        // Given runs that say twice as slow as described
        double described = parallelSeconds();

        // Then
        double before = Double.POSITIVE_INFINITY;
        for (double noise : new double[] {0, 0.1, 0.3, 1, 3}) {
            double moved = Math.log(parallelSeconds(
                            Observation.ofRate(1, 10).withNoise(noise),
                            Observation.ofRate(8, 65).withNoise(noise))
                    / described);
            assertThat(moved).as("noise=%s", noise).isBetween(-0.05, before);
            before = moved;
        }
        assertThat(before).isLessThan(0.1);
    }

    private static double parallelSeconds(Observation... observations) {
        return new Optimizer()
                .advise(cpuBound(1000, 0.05)
                        .workerCandidates(8)
                        .observations(List.of(observations))
                        .build())
                .curve()
                .getLast()
                .seconds()
                .orElseThrow();
    }
}
