package io.amorsize.api.recommendation;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.recommendation.StatedHost;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Another machine. */
@Schema(
        name = "StatedHost",
        additionalProperties = Schema.False.class,
        description = "Another machine than the one the service runs on. At least one of `effectiveCpus`,"
                + " `physicalCores` and `logicalProcessors` is needed; the others follow from it. The machine counts as"
                + " idle, and published overheads are used because none were measured on it.")
record HostInput(
        @Schema(
                description = "CPUs that may be used at once, for example a container's CPU limit. Not above"
                        + " `logicalProcessors`. Without it, all hardware threads.",
                minimum = "0.01",
                maximum = "100000",
                examples = "7.5")
        @Nullable Double effectiveCpus,

        @Schema(
                description = "Cores. Not above `logicalProcessors`. Without it, as many as hardware threads.",
                minimum = "1",
                maximum = "100000",
                examples = "8")
        @Nullable Integer physicalCores,

        @Schema(
                description = "Hardware threads. Without it, as many as the cores and `effectiveCpus` demand.",
                minimum = "1",
                maximum = "100000",
                examples = "16")
        @Nullable Integer logicalProcessors,

        @Schema(
                description = "Memory that the work may take, in bytes. Without it, memory is not checked.",
                minimum = "0",
                maximum = "1000000000000000000",
                examples = "16000000000")
        @Nullable Long availableMemoryBytes,

        @Schema(
                description = "Throughput of a second hardware thread of a core relative to the first.",
                minimum = "0",
                maximum = "1",
                examples = "0.3")
        @Nullable Double smtGain)
        implements Consistent {

    @Override
    public void check(Findings findings) {
        if (effectiveCpus == null
                && physicalCores == null
                && logicalProcessors == null
                && findings.sound("effectiveCpus")
                && findings.sound("physicalCores")
                && findings.sound("logicalProcessors")) {
            findings.refuse(
                    "",
                    ProblemCode.MISSING_FIELD,
                    "needs effectiveCpus, physicalCores or logicalProcessors; leave host out to ask about the machine"
                            + " the service runs on");
        }
        if (logicalProcessors == null) {
            return;
        }
        if (physicalCores != null && physicalCores > logicalProcessors) {
            findings.refuse(
                    "physicalCores",
                    ProblemCode.CONTRADICTION,
                    "must not exceed logicalProcessors, but is " + physicalCores + " and logicalProcessors is "
                            + logicalProcessors);
        }
        if (effectiveCpus != null && effectiveCpus > logicalProcessors) {
            findings.refuse(
                    "effectiveCpus",
                    ProblemCode.CONTRADICTION,
                    "must not exceed logicalProcessors, but is " + effectiveCpus + " and logicalProcessors is "
                            + logicalProcessors);
        }
    }

    StatedHost toStatedHost() {
        return new StatedHost(
                Given.decimal(effectiveCpus),
                Given.count(physicalCores),
                Given.count(logicalProcessors),
                Given.whole(availableMemoryBytes),
                Given.decimal(smtGain));
    }
}
