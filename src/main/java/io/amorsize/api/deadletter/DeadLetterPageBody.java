package io.amorsize.api.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.deadletter.DeadLetterGroup;
import io.amorsize.job.ItemError;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the list of dead letters, or of their groups. */
@Schema(name = "DeadLetterPage", description = "A part of the dead letters, the newest first; or groups of them.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterPageBody(
        @Schema(description = "The letters; left out with `groupBy`.") @Nullable List<DeadLetterBody> items,

        @Schema(description = "Groups of letters, the greatest first; only with `groupBy`.") @Nullable List<GroupBody> groups,

        @Schema(description = "Send it as `cursor` to get what follows; left out where nothing does.") @Nullable String nextCursor) {

    /** Letters that failed alike. */
    @Schema(name = "DeadLetterGroup", description = "Dead letters that failed alike.")
    record GroupBody(
            @Schema(description = "What they have in common.", required = true)
            String fingerprint,

            @Schema(description = "How many there are.", required = true, minimum = "1")
            long count,

            @Schema(description = "When the first of them failed.", required = true, format = "date-time")
            String firstFailedAt,

            @Schema(description = "When the last of them failed.", required = true, format = "date-time")
            String lastFailedAt,

            @Schema(description = "The newest of them.", required = true)
            String exampleId,

            @Schema(description = "Its job type.", required = true)
            String jobType,

            @Schema(description = "How it ended.", required = true)
            ItemError.Reason reason,

            @Schema(description = "What failed.", required = true)
            String errorClass,

            @Schema(description = "What it said.", required = true)
            String message) {

        static GroupBody of(DeadLetterGroup group) {
            ItemError error = group.example().trouble().error();
            return new GroupBody(
                    group.fingerprint(),
                    group.count(),
                    group.firstFailedAt().toString(),
                    group.lastFailedAt().toString(),
                    group.example().id(),
                    group.example().origin().jobType(),
                    error.reason(),
                    error.errorClass(),
                    error.message());
        }
    }
}
