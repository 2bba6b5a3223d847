package io.amorsize.api.recommendation;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.workload.Observation;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One run that was made. */
@Schema(
        name = "Observation",
        additionalProperties = Schema.False.class,
        description = "A whole run that was really made with a known number of workers: either `elapsedSeconds` for"
                + " `items`, or `itemsPerSecond`.")
record ObservationInput(
        @Schema(
                description = "Workers that ran; 1 for a serial run.",
                required = true,
                minimum = "1",
                maximum = "1000000",
                examples = "4")
        Integer workers,

        @Schema(description = "Items per chunk.", minimum = "1", maximum = "1000000000000000", examples = "10")
        @Nullable Long chunkSize,

        @Schema(
                description = "Items that were run; without it, `workload.items`.",
                minimum = "1",
                maximum = "1000000000000000",
                examples = "1000")
        @Nullable Long items,

        @Schema(description = "Time of the whole run.", minimum = "1e-9", maximum = "1000000000", examples = "12.3")
        @Nullable Double elapsedSeconds,

        @Schema(
                description = "Items finished per second.",
                minimum = "1e-9",
                maximum = "1000000000000000",
                examples = "81.3")
        @Nullable Double itemsPerSecond)
        implements Consistent {

    @Override
    public void check(Findings findings) {
        if (elapsedSeconds != null && itemsPerSecond != null) {
            findings.refuse(
                    "itemsPerSecond",
                    ProblemCode.CONTRADICTION,
                    "must not stand beside elapsedSeconds; give one of them");
        }
        if (elapsedSeconds == null
                && itemsPerSecond == null
                && findings.sound("elapsedSeconds")
                && findings.sound("itemsPerSecond")) {
            findings.refuse("", ProblemCode.MISSING_FIELD, "needs elapsedSeconds or itemsPerSecond");
        }
    }

    /** Whether the run is known by its time but not by its number of items. */
    boolean lacksItems() {
        return elapsedSeconds != null && items == null;
    }

    Observation toObservation(@Nullable Long workloadItems) {
        OptionalLong chunk = Given.whole(chunkSize);
        if (elapsedSeconds == null) {
            return new Observation(
                    workers, chunk, Given.whole(items), itemsPerSecond == null ? Double.NaN : itemsPerSecond, 0);
        }
        Long run = items == null ? workloadItems : items;
        return Observation.ofRun(workers, chunk, run == null ? 0 : run, elapsedSeconds);
    }
}
