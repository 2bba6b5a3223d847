package io.amorsize.job.type.command;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What all items of a {@code command} job share. */
@Schema(
        name = "CommandParameters",
        additionalProperties = Schema.False.class,
        description = "The program that runs the items.")
public record CommandParameters(
        @Schema(
                description = "Name of one of the programs that the configuration of the service lists.",
                required = true,
                maxLength = 50,
                pattern = Program.NAME,
                examples = "word-count")
        String program) {}
