package io.amorsize.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.json.Json;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.OutcomeStatus;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How one item ended. */
@Schema(name = "ItemResult", description = "How one item ended.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResultBody(
        @Schema(description = "Its place among the items, from 0.", required = true, minimum = "0", examples = "17")
        long index,

        @Schema(
                implementation = String.class,
                enumeration = {"OK", "ERROR", "TIMEOUT", "REJECTED", "CANCELLED"},
                description = "How it ended. `REJECTED`: what it calls kept failing and was left alone."
                        + " `CANCELLED`: it was never run to its end.",
                required = true)
        OutcomeStatus status,

        @Schema(description = "Tries it took; 0 if there was none.", required = true, minimum = "0", examples = "1")
        int attempts,

        @Schema(description = "Time of the last try.", required = true, minimum = "0", examples = "0.051")
        double seconds,

        @Schema(
                implementation = Object.class,
                description = "What came of it, as its type says; with `OK` only.",
                examples = "{\"status\": 200}")
        @JsonRawValue
        @Nullable String result,

        @Schema(description = "Why it failed; with `ERROR`, `TIMEOUT` and `REJECTED` only.") @Nullable ErrorBody error) {

    private static final ObjectWriter LINE = Json.writerFor(ResultBody.class);

    /** Why an item failed. */
    @Schema(name = "ItemError", description = "Why an item failed for good.")
    record ErrorBody(
            @Schema(
                    implementation = String.class,
                    enumeration = {
                        "EXCEPTION",
                        "RETRIES_EXHAUSTED",
                        "TIMEOUT",
                        "WORKER_DIED",
                        "REJECTED_INPUT",
                        "UNKNOWN_TYPE",
                        "TARGET_UNAVAILABLE"
                    },
                    description = "What sort of end it was.",
                    required = true)
            ItemError.Reason reason,

            @Schema(description = "What failed.", required = true, examples = "HTTP_503")
            String errorClass,

            @Schema(description = "What it said.", required = true, examples = "The target answered 503.")
            String message) {

        static ErrorBody of(ItemError error) {
            return new ErrorBody(error.reason(), error.errorClass(), error.message());
        }
    }

    /** A page of results. */
    @Schema(name = "ItemResultPage", description = "A part of the results of a job, in the order of the items.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PageBody(
            @Schema(description = "The results. They end before the first item that has none yet.", required = true)
            List<ResultBody> items,

            @Schema(
                    description = "Whether the job has ended and nothing comes after this page.",
                    required = true,
                    examples = "true")
            boolean complete,

            @Schema(
                    description = "Send it as `cursor` to get what follows, now or once there is more; left out where"
                            + " the results are complete.",
                    examples = "czE6NTA")
            @Nullable String nextCursor) {}

    static ResultBody of(ItemOutcome outcome) {
        return new ResultBody(
                outcome.index(),
                outcome.status(),
                outcome.attempts(),
                outcome.seconds(),
                outcome.result().orElse(null),
                outcome.failure().map(failure -> ErrorBody.of(failure.error())).orElse(null));
    }

    /** The result as a line of NDJSON, without its end. */
    byte[] line() {
        return Json.write(LINE, this);
    }
}
