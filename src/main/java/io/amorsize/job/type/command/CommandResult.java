package io.amorsize.job.type.command;

import io.amorsize.job.spi.JsonText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What comes of an item of {@code command}. */
@Schema(name = "CommandResult", description = "What the program answered.")
public record CommandResult(
        @Schema(
                description = "The JSON value that the program wrote as result.",
                required = true,
                examples = "{\"words\":6}")
        JsonText output) {}
