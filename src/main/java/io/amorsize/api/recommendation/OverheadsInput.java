package io.amorsize.api.recommendation;

import io.amorsize.optimizer.OverheadOverrides;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Overheads that the caller states. */
@Schema(
        name = "Overheads",
        additionalProperties = Schema.False.class,
        description = "Overheads that replace the runtime's preset or this host's measurement.")
record OverheadsInput(
        @Schema(description = "Time to start one worker.", minimum = "0", maximum = "1000000000", examples = "0.05")
        @Nullable Double workerStartSeconds,

        @Schema(
                description = "Time to hand one chunk to a worker and take its result back, during which no other chunk"
                        + " can be handed out.",
                minimum = "0",
                maximum = "1000000000",
                examples = "0.0002")
        @Nullable Double dispatchSeconds,

        @Schema(
                description = "Rate at which payloads and results are copied between workers, in bytes per second.",
                minimum = "1",
                maximum = "1000000000000000000",
                examples = "500000000")
        @Nullable Double transferBytesPerSecond) {

    OverheadOverrides toOverrides() {
        return new OverheadOverrides(
                Given.decimal(workerStartSeconds),
                Given.decimal(dispatchSeconds),
                Given.decimal(transferBytesPerSecond));
    }
}
