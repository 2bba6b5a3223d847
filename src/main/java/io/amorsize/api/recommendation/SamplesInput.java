package io.amorsize.api.recommendation;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.workload.Samples;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Measured items. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared, never handed out
@Schema(
        name = "Samples",
        additionalProperties = Schema.False.class,
        description = "Items that were run one by one and measured, in the order in which they ran. Every list that is"
                + " given describes the same items and has the same length.")
record SamplesInput(
        @Schema(
                description = "Wall time of each item in seconds.",
                required = true,
                minItems = 1,
                maxItems = 100_000,
                implementation = Elements.PositiveSeconds[].class,
                examples = "[0.041, 0.044, 0.052, 0.039, 0.047]")
        double[] wallSeconds,

        @Schema(
                description = "CPU time of each item in seconds, of all its threads.",
                minItems = 1,
                maxItems = 100_000,
                implementation = Elements.Seconds[].class,
                examples = "[0.001, 0.001, 0.002, 0.001, 0.001]")
        double @Nullable [] cpuSeconds,

        @Schema(
                description = "Input size of each item in bytes.",
                minItems = 1,
                maxItems = 100_000,
                implementation = Elements.Bytes[].class,
                examples = "[512, 512, 640, 512, 512]")
        long @Nullable [] payloadBytes,

        @Schema(
                description = "Output size of each item in bytes.",
                minItems = 1,
                maxItems = 100_000,
                implementation = Elements.Bytes[].class,
                examples = "[2048, 2048, 4096, 2048, 2048]")
        long @Nullable [] resultBytes)
        implements Consistent {

    @Override
    public void check(Findings findings) {
        sameLength(findings, "cpuSeconds", cpuSeconds == null ? 0 : cpuSeconds.length);
        sameLength(findings, "payloadBytes", payloadBytes == null ? 0 : payloadBytes.length);
        sameLength(findings, "resultBytes", resultBytes == null ? 0 : resultBytes.length);
    }

    private void sameLength(Findings findings, String name, int length) {
        if (length != 0 && length != wallSeconds.length && findings.sound(name) && findings.sound("wallSeconds")) {
            findings.refuse(
                    name,
                    ProblemCode.CONTRADICTION,
                    "must have as many elements as wallSeconds, but has " + length + " and wallSeconds has "
                            + wallSeconds.length);
        }
    }

    Samples toSamples() {
        return new Samples(
                wallSeconds,
                cpuSeconds == null ? new double[0] : cpuSeconds,
                doubles(payloadBytes),
                doubles(resultBytes));
    }

    private static double[] doubles(long @Nullable [] values) {
        return values == null
                ? new double[0]
                : Arrays.stream(values).asDoubleStream().toArray();
    }
}
