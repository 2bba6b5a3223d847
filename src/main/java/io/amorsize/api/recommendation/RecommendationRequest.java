package io.amorsize.api.recommendation;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.Machine;
import io.amorsize.workload.ExecutionRuntime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One question. */
@Schema(
        name = "RecommendationRequest",
        additionalProperties = Schema.False.class,
        description = "How many workers, and how many items at a time? Fields that are not listed are refused.")
record RecommendationRequest(
        @Schema(description = "What is to be run.", required = true)
        WorkloadInput workload,

        @Schema(
                description = "What executes the items; each runtime brings a preset of overheads. `CUSTOM` needs"
                        + " `overheads.workerStartSeconds` and `overheads.dispatchSeconds`.",
                defaultValue = "AUTO")
        @Nullable ExecutionRuntime runtime,

        @Schema(description = "Overheads that replace the preset.") @Nullable OverheadsInput overheads,

        @Schema(description = "What is wanted.") @Nullable ObjectiveInput objective,

        @Schema(description = "What is allowed.") @Nullable ConstraintsInput constraints,

        @Schema(description = "Another machine. Without it, the one the service runs on.") @Nullable HostInput host)
        implements Consistent {

    @Override
    public void check(Findings findings) {
        if (runtime == ExecutionRuntime.CUSTOM && (overheads != null || findings.sound("overheads"))) {
            Double start = overheads == null ? null : overheads.workerStartSeconds();
            Double dispatch = overheads == null ? null : overheads.dispatchSeconds();
            needed(findings, "overheads/workerStartSeconds", start);
            needed(findings, "overheads/dispatchSeconds", dispatch);
        }
        if (host != null && findings.sound("host")) {
            checkAgainst(host.toStatedHost().machine(), findings);
        }
    }

    private static void needed(Findings findings, String field, @Nullable Double value) {
        if (value == null && findings.sound(field)) {
            findings.refuse(field, ProblemCode.MISSING_FIELD, "is missing; the runtime CUSTOM has no preset for it");
        }
    }

    /** Puts down what cannot be had on {@code machine}. */
    void checkAgainst(Machine machine, Findings findings) {
        Double reserved = constraints == null ? null : constraints.reservedCpus();
        double effective = machine.capacity().effectiveCpus();
        if (reserved != null && reserved >= effective) {
            findings.refuse(
                    "constraints/reservedCpus",
                    ProblemCode.CONTRADICTION,
                    "must be less than the host's effectiveCpus, but is " + reserved + " of " + effective);
        }
    }

    /** Whether the question is about another machine. */
    boolean concernsAnotherMachine() {
        return host != null;
    }

    /** Whether an answer takes more than arithmetic on a few numbers. */
    boolean needsSimulation() {
        return workload.measured();
    }

    /** @param here the machine the service runs on; used unless another one is stated */
    PlanRequest toPlanRequest(Machine here) {
        Machine machine = host == null ? here : host.toStatedHost().machine();
        return new PlanRequest(
                workload.toProfile(),
                runtime == null ? ExecutionRuntime.AUTO : runtime,
                overheads == null ? OverheadOverrides.NONE : overheads.toOverrides(),
                objective == null ? Objective.FASTEST : objective.toObjective(),
                constraints == null ? Constraints.NONE : constraints.toConstraints(),
                machine.capacity(),
                machine.calibration(),
                Experience.NONE);
    }
}
