package io.amorsize.api.recommendation;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.optimizer.Constraints;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the caller allows. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared, never handed out
@Schema(
        name = "Constraints",
        additionalProperties = Schema.False.class,
        description = "What is allowed. Running serially always is.")
record ConstraintsInput(
        @Schema(description = "Most workers.", minimum = "1", maximum = "1000000", examples = "16") @Nullable Integer maxWorkers,

        @Schema(
                description = "The only numbers of workers to choose from.",
                minItems = 1,
                maxItems = 1000,
                implementation = Elements.Workers[].class,
                examples = "[1, 2, 4, 8]")
        long @Nullable [] workerCandidates,

        @Schema(
                description = "Memory the run may take, in bytes. Without it, what the host has free.",
                minimum = "0",
                maximum = "1000000000000000000",
                examples = "2000000000")
        @Nullable Long memoryBytes,

        @Schema(
                description = "CPUs to be left to others; less than the host's `effectiveCpus`.",
                minimum = "0",
                maximum = "100000",
                defaultValue = "0",
                examples = "0.5")
        @Nullable Double reservedCpus)
        implements Consistent {

    @Override
    public void check(Findings findings) {
        Integer most = maxWorkers;
        if (most != null
                && workerCandidates != null
                && workerCandidates.length > 0
                && findings.sound("workerCandidates")
                && Arrays.stream(workerCandidates).noneMatch(candidate -> candidate <= most)) {
            findings.refuse(
                    "workerCandidates",
                    ProblemCode.CONTRADICTION,
                    "must have an element of at most maxWorkers, which is " + most);
        }
    }

    Constraints toConstraints() {
        return new Constraints(
                Given.count(maxWorkers),
                workerCandidates == null
                        ? List.of()
                        : Arrays.stream(workerCandidates)
                                .mapToObj(Math::toIntExact)
                                .toList(),
                Given.whole(memoryBytes),
                reservedCpus == null ? 0 : reservedCpus);
    }
}
