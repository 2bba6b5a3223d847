package io.amorsize.job.type.command;

import io.amorsize.job.spi.JsonText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One item of {@code command}. */
@Schema(name = "CommandItem", additionalProperties = Schema.False.class, description = "What the program is given.")
public record CommandItem(
        @Schema(
                description = "Any JSON value. The program finds it as item in the line that it reads.",
                required = true,
                examples = "{\"text\":\"to be or not to be\"}")
        JsonText input) {}
