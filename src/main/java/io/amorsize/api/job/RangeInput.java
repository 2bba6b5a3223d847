package io.amorsize.api.job;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.job.ItemSource;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Numbers that stand for items. */
@Schema(
        name = "JobRange",
        additionalProperties = Schema.False.class,
        description = "Numbers that stand for items: `from`, and each one after it before `to`.")
record RangeInput(
        @Schema(
                description = "The first.",
                required = true,
                minimum = "0",
                maximum = "1000000000000000",
                examples = "0")
        Long from,

        @Schema(
                description = "The first that is not among them, above `from`.",
                required = true,
                minimum = "1",
                maximum = "1000000000000000",
                examples = "1000000")
        Long to)
        implements Consistent {

    @Override
    public void check(Findings findings) {
        if (to <= from) {
            findings.refuse("to", ProblemCode.CONTRADICTION, "must be above from, " + from + ", but is " + to);
        }
    }

    ItemSource toSource() {
        return new ItemSource.Range(from, to);
    }
}
