package io.amorsize.recommendation;

import io.amorsize.workload.ExecutionRuntime;
import java.util.Optional;

/**
 * What is run on what.
 *
 * @param workload the workload's name; empty if it has none
 * @param workloadClass its class when the recommendation was given
 * @param runtime what executes it
 * @param machine the machine that the recommendation is for
 */
public record Circumstances(
        Optional<String> workload, WorkloadClass workloadClass, ExecutionRuntime runtime, MachineShape machine) {

    /** The circumstances that {@code recommendation} was given for. */
    static Circumstances of(Recommendation recommendation) {
        return new Circumstances(
                recommendation.request().workload().name(),
                WorkloadClass.of(recommendation.request()),
                recommendation.request().runtime(),
                MachineShape.of(recommendation.request().host()));
    }
}
