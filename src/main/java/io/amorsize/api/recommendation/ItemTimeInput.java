package io.amorsize.api.recommendation;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.workload.ItemTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long one item takes, as the caller describes it. */
@Schema(
        name = "ItemTime",
        additionalProperties = Schema.False.class,
        description = "Wall time of one item when it runs alone. `meanSeconds` or `p50Seconds` is needed.")
record ItemTimeInput(
        @Schema(description = "Arithmetic mean.", minimum = "1e-9", maximum = "1000000000", examples = "0.045")
        @Nullable Double meanSeconds,

        @Schema(
                description = "Standard deviation. Without it a moderate spread is assumed, with a warning.",
                minimum = "0",
                maximum = "1000000000",
                examples = "0.01")
        @Nullable Double standardDeviationSeconds,

        @Schema(description = "Median.", minimum = "1e-9", maximum = "1000000000", examples = "0.043") @Nullable Double p50Seconds,

        @Schema(
                description = "95th percentile; not below `p50Seconds` and at most 10,000 times as much.",
                minimum = "1e-9",
                maximum = "1000000000",
                examples = "0.06")
        @Nullable Double p95Seconds,

        @Schema(
                description = "The longest item that can occur; not below any of the others.",
                minimum = "1e-9",
                maximum = "1000000000",
                examples = "0.4")
        @Nullable Double maxSeconds)
        implements Consistent {

    /** Greatest ratio of 95th percentile to median: beyond it the mean of the fitted law means nothing. */
    private static final double WIDEST = 1e4;

    @Override
    public void check(Findings findings) {
        if (meanSeconds == null
                && p50Seconds == null
                && findings.sound("meanSeconds")
                && findings.sound("p50Seconds")) {
            findings.refuse("", ProblemCode.MISSING_FIELD, "needs meanSeconds or p50Seconds");
        }
        ascending(findings, "p50Seconds", p50Seconds, "p95Seconds", p95Seconds);
        ascending(findings, "p95Seconds", p95Seconds, "maxSeconds", maxSeconds);
        ascending(findings, "meanSeconds", meanSeconds, "maxSeconds", maxSeconds);
        ascending(findings, "standardDeviationSeconds", standardDeviationSeconds, "maxSeconds", maxSeconds);
        if (meanSeconds != null && p50Seconds != null && meanSeconds < p50Seconds / 2) {
            findings.refuse(
                    "meanSeconds",
                    ProblemCode.CONTRADICTION,
                    "must be at least half of p50Seconds, because half of the items take that long, but is "
                            + meanSeconds + " and p50Seconds is " + p50Seconds);
        }
        if (p50Seconds != null && p95Seconds != null && p95Seconds > WIDEST * p50Seconds) {
            findings.refuse(
                    "p95Seconds",
                    ProblemCode.OUT_OF_RANGE,
                    "must be at most 10,000 times p50Seconds, but is " + p95Seconds + " and p50Seconds is " + p50Seconds
                            + "; two figures do not describe such items, send samples");
        }
        if (p95Seconds == null) {
            ascending(findings, "p50Seconds", p50Seconds, "maxSeconds", maxSeconds);
        }
    }

    private static void ascending(
            Findings findings, String lowName, @Nullable Double low, String highName, @Nullable Double high) {
        if (low != null && high != null && high < low) {
            findings.refuse(
                    highName,
                    ProblemCode.CONTRADICTION,
                    "must not be below " + lowName + ", but is " + high + " and " + lowName + " is " + low);
        }
    }

    ItemTime toItemTime() {
        return new ItemTime(
                Given.decimal(meanSeconds),
                Given.decimal(standardDeviationSeconds),
                Given.decimal(p50Seconds),
                Given.decimal(p95Seconds),
                Given.decimal(maxSeconds));
    }
}
