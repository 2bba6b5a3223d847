package io.amorsize.api.job;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How fast items may begin. */
@Schema(
        name = "JobRateLimit",
        additionalProperties = Schema.False.class,
        description = "How fast items may begin, over all replicas together.")
record RateLimitInput(
        @Schema(
                description = "Items that may begin in a second.",
                required = true,
                minimum = "0.000001",
                maximum = "1000000000",
                examples = "100")
        Double itemsPerSecond,

        @Schema(
                description = "Items that may begin at once after a rest.",
                minimum = "1",
                maximum = "1000000",
                defaultValue = "1",
                examples = "20")
        @Nullable Integer burst) {}
