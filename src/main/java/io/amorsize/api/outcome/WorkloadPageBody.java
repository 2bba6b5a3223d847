package io.amorsize.api.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.recommendation.OutcomeLog.NamedWorkload;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the list of workloads. */
@Schema(name = "WorkloadPage", description = "A part of the named workloads of which outcomes are kept, by name.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkloadPageBody(
        @Schema(description = "The workloads.", required = true)
        List<EntryBody> items,

        @Schema(
                description = "Send it as `cursor` to get what follows; left out where nothing does.",
                examples = "dzE6b3JkZXJzLXNoaXBwaW5n")
        @Nullable String nextCursor) {

    /** One workload of the list. */
    @Schema(name = "WorkloadEntry", description = "A named workload of which outcomes are kept.")
    record EntryBody(
            @Schema(description = "Its name.", required = true, examples = "orders-shipping")
            String name,

            @Schema(description = "Outcomes that are kept.", required = true, minimum = "1", examples = "12")
            long outcomes,

            @Schema(
                    description = "When the newest was reported.",
                    required = true,
                    format = "date-time",
                    examples = "2026-11-21T08:31:00.123Z")
            String lastOutcomeAt) {

        static EntryBody of(NamedWorkload workload) {
            return new EntryBody(
                    workload.name(),
                    workload.outcomes(),
                    workload.lastOutcomeAt().toString());
        }
    }
}
