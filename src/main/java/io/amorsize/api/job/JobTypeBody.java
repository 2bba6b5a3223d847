package io.amorsize.api.job;

import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.JobTypeDescription;
import io.amorsize.job.spi.JsonText;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A job type. */
@Schema(name = "JobType", description = "A kind of items that can be run.")
record JobTypeBody(
        @Schema(description = "Its name.", required = true, examples = "synthetic")
        String name,

        @Schema(
                description = "Raised when items mean something else than before.",
                required = true,
                minimum = "1",
                examples = "1")
        int version,

        @Schema(
                description = "What an item of it does.",
                required = true,
                examples = "Burns CPU and sleeps as it is told.")
        String description,

        @Schema(
                implementation = String.class,
                enumeration = {"COMPUTES", "WAITS", "COMPUTES_IN_PROCESS"},
                description = "What its items mostly do; what is measured overrules it.",
                required = true)
        Activity kind,

        @Schema(description = "Whether jobs of it may have a `range` of numbers.", required = true, examples = "true")
        boolean takesRange,

        @Schema(description = "What stands in a job that does not state it.", required = true)
        JobDefaultsBody defaults,

        @Schema(
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description = "JSON Schema (draft 2020-12) of `parameters`.",
                required = true)
        JsonText parametersSchema,

        @Schema(
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description = "JSON Schema (draft 2020-12) of an item.",
                required = true)
        JsonText itemSchema) {

    /** All job types. */
    @Schema(name = "JobTypes", description = "All job types that are installed.")
    record ListBody(
            @Schema(description = "The types, by name.", required = true)
            List<JobTypeBody> items) {}

    static JobTypeBody of(JsonJobType<?, ?, ?> type) {
        JobTypeDescription<?, ?, ?> description = type.description();
        return new JobTypeBody(
                description.name(),
                description.version(),
                description.summary(),
                description.activity(),
                description.itemOfRange().isPresent(),
                JobDefaultsBody.USUAL,
                new JsonText(type.parametersSchema()),
                new JsonText(type.itemSchema()));
    }
}
