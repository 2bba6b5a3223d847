package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.testing.RandomRequests;
import io.amorsize.testing.Requests;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadClassTest {

    @Test
    void readsTheWorkloadAsTheOptimizerDoes() {
        Optimizer optimizer = new Optimizer();
        Set<Evidence> met = EnumSet.noneOf(Evidence.class);
        int heavy = 0;
        for (long seed = 1; seed <= 500; seed++) {
            // Given
            PlanRequest request = new RandomRequests(new SplittableRandom(seed)).next();

            // When
            WorkloadClass workloadClass = WorkloadClass.of(request);

            // Then
            Advice advice = optimizer.advise(request);
            assertThat(workloadClass.kind())
                    .as("seed %d", seed)
                    .isEqualTo(advice.workload().kind());
            assertThat(workloadClass.heavyTailed())
                    .as("seed %d", seed)
                    .isEqualTo(advice.workload().heavyTailed());
            met.add(workloadClass.evidence());
            heavy += workloadClass.heavyTailed() ? 1 : 0;
        }
        assertThat(met).containsExactlyInAnyOrder(Evidence.values());
        assertThat(heavy).isBetween(50, 450);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2999, 0.3, 0.6999, 0.7, 1})
    void drawsTheLinesBetweenKindsWhereTheOptimizerDoes(double cpuShare) {
        PlanRequest request =
                Requests.described(100, ItemTime.of(0.1, 0.01), cpuShare).build();

        assertThat(WorkloadClass.of(request).kind())
                .isEqualTo(new Optimizer().advise(request).workload().kind());
    }

    @Test
    void countsExperienceAsObservedRuns() {
        PlanRequest request = Requests.shippingCalls().build();
        PlanRequest experienced = request.with(new Experience(List.of(Observation.ofRate(8, 100)), 1));

        assertThat(WorkloadClass.of(request).evidence()).isEqualTo(Evidence.DESCRIPTOR);
        assertThat(WorkloadClass.of(experienced).evidence()).isEqualTo(Evidence.OBSERVATIONS);
        assertThat(WorkloadClass.of(request).observed()).isEqualTo(WorkloadClass.of(experienced));
    }
}
