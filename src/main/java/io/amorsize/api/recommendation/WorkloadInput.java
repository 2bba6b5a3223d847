package io.amorsize.api.recommendation;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.workload.Footprint;
import io.amorsize.workload.WorkloadProfile;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be run. */
@Schema(
        name = "Workload",
        additionalProperties = Schema.False.class,
        description = "What is to be run. At least one of `itemTime`, `samples` and `observations` is needed; `items`"
                + " may be missing only with `observations`.")
record WorkloadInput(
        @Schema(
                description =
                        "Your name for the workload: what is reported to `outcomes` under a name changes the next answers under that name. Letters, digits and `. _ : -`, starting with a letter or digit.",
                minLength = 1,
                maxLength = 128,
                pattern = "[A-Za-z0-9][A-Za-z0-9._:-]*",
                examples = "orders-shipping")
        @Nullable String name,

        @Schema(description = "Number of items to run.", minimum = "1", maximum = "1000000000000000", examples = "1000")
        @Nullable Long items,

        @Schema(description = "Describes how long an item takes.") @Nullable ItemTimeInput itemTime,

        @Schema(description = "Measured items; better than a description.") @Nullable SamplesInput samples,

        @Schema(description = "Whole runs that were made; they correct the model.", minItems = 1, maxItems = 1000)
        @Nullable List<ObservationInput> observations,

        @Schema(
                description = "CPU time divided by wall time of an item: 1 for pure computation, near 0 for items that"
                        + " mostly wait. Wins over CPU times of samples. Without both it counts as 1, with the warning"
                        + " `CPU_SHARE_ASSUMED`.",
                minimum = "0",
                maximum = "1",
                examples = "0.02")
        @Nullable Double cpuShare,

        @Schema(
                description = "Input of one item in bytes.",
                minimum = "0",
                maximum = "1000000000000000000",
                examples = "512")
        @Nullable Long payloadBytes,

        @Schema(
                description = "Output of one item in bytes.",
                minimum = "0",
                maximum = "1000000000000000000",
                examples = "2048")
        @Nullable Long resultBytes,

        @Schema(
                description = "Memory that each worker takes while it exists, in bytes.",
                minimum = "0",
                maximum = "1000000000000000000",
                examples = "50000000")
        @Nullable Long memoryPerWorkerBytes,

        @Schema(
                description = "Memory that an item takes while it is worked on, in bytes.",
                minimum = "0",
                maximum = "1000000000000000000",
                examples = "100000")
        @Nullable Long memoryPerItemBytes,

        @Schema(
                description = "Memory taken once, whatever the number of workers, in bytes.",
                minimum = "0",
                maximum = "1000000000000000000",
                examples = "200000000")
        @Nullable Long baseMemoryBytes,

        @Schema(
                description = "Longest time an item is given.",
                minimum = "1e-9",
                maximum = "1000000000",
                examples = "5")
        @Nullable Double timeoutSeconds,

        @Schema(
                description = "Time per run that cannot be spread over workers.",
                minimum = "0",
                maximum = "1000000000",
                defaultValue = "0",
                examples = "0.5")
        @Nullable Double serialSeconds,

        @Schema(
                description =
                        "Whether results must be handed out in item order. Does not change the plan: what the order"
                                + " costs depends on who waits for the results.",
                defaultValue = "false")
        @Nullable Boolean ordered,

        @Schema(
                description = "Calls that the systems behind the items accept at once.",
                minimum = "1",
                maximum = "1000000",
                examples = "50")
        @Nullable Integer downstreamConcurrency,

        @Schema(
                description = "Runs that one start of the workers serves.",
                minimum = "1",
                maximum = "1000000",
                defaultValue = "1",
                examples = "1")
        @Nullable Integer repetitions)
        implements Consistent {

    @Override
    public void check(Findings findings) {
        boolean described = itemTime != null || !findings.sound("itemTime");
        boolean sampled = samples != null || !findings.sound("samples");
        boolean observed = observations != null || !findings.sound("observations");
        if (!described && !sampled && !observed) {
            findings.refuse(
                    "",
                    ProblemCode.MISSING_FIELD,
                    "needs itemTime, samples or observations: without one of them nothing is known about the items");
        }
        boolean counted = items != null || !findings.sound("items");
        if (!counted && !observed) {
            findings.refuse(
                    "items", ProblemCode.MISSING_FIELD, "is missing; it may be left out only with observations");
        }
        if (!counted && observations != null) {
            for (int i = 0; i < observations.size(); i++) {
                if (observations.get(i).lacksItems()) {
                    findings.refuse(
                            "observations/" + i + "/items",
                            ProblemCode.MISSING_FIELD,
                            "is missing; elapsedSeconds needs it here or as items of the workload");
                }
            }
        }
    }

    /** Whether an answer takes more than arithmetic on a few numbers. */
    boolean measured() {
        return samples != null || observations != null;
    }

    WorkloadProfile toProfile() {
        return new WorkloadProfile(
                Optional.ofNullable(name),
                Given.whole(items),
                Optional.ofNullable(itemTime).map(ItemTimeInput::toItemTime),
                Optional.ofNullable(samples).map(SamplesInput::toSamples),
                observations == null
                        ? List.of()
                        : observations.stream()
                                .map(observation -> observation.toObservation(items))
                                .toList(),
                Given.decimal(cpuShare),
                new Footprint(
                        Given.whole(payloadBytes),
                        Given.whole(resultBytes),
                        Given.whole(memoryPerWorkerBytes),
                        Given.whole(memoryPerItemBytes),
                        Given.whole(baseMemoryBytes)),
                serialSeconds == null ? 0 : serialSeconds,
                Given.decimal(timeoutSeconds),
                Boolean.TRUE.equals(ordered),
                Given.count(downstreamConcurrency),
                repetitions == null ? 1 : repetitions);
    }
}
