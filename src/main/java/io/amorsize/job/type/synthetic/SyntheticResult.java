package io.amorsize.job.type.synthetic;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an item of {@code synthetic}: the same at each try. Times are what was asked for and not what a clock
 * said; they are absent where they are 0.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SyntheticResult", description = "What the item did.")
public record SyntheticResult(
        @Schema(description = "Number of the item.", required = true, examples = "17")
        long index,

        @Schema(description = "CPU time that was burned. Absent if none.", examples = "0.0123") @Nullable Double cpuSeconds,

        @Schema(description = "Time that was slept. Absent if none.", examples = "0.0615") @Nullable Double sleepSeconds,

        @Schema(description = "As many letters and digits as resultBytes asks for. Absent if none.", examples = "q7Zk")
        @Nullable String data) {}
