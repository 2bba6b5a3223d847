package io.amorsize.api.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.deadletter.Redrive;
import io.amorsize.deadletter.Redrives;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A redrive on the wire. What is unknown is left out. */
@Schema(name = "Redrive", description = "Dead letters that are run again.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RedriveBody(
        @Schema(description = "Identifier, a UUID of version 7.", required = true)
        String id,

        @Schema(
                description = "When it was asked for: letters that failed later did not join.",
                required = true,
                format = "date-time")
        String createdAt,

        @Schema(description = "How far it is.", required = true)
        Redrive.State state,

        @Schema(description = "Which letters.", required = true)
        FilterInput filter,

        @Schema(description = "The one letter that it is about.") @Nullable String deadLetterId,

        @Schema(description = "How fast items may begin.") @Nullable Double itemsPerSecond,

        @Schema(description = "Most letters to take.") @Nullable Long maxItems,

        @Schema(description = "Where results go.", required = true)
        Redrive.Target target,

        @Schema(description = "How far it is, in letters.", required = true)
        ProgressBody progress,

        @Schema(description = "The jobs that run the letters.", required = true)
        List<String> jobIds,

        @Schema(description = "What keeps it from coming to its end, for people.") @Nullable String reason,

        @Schema(description = "When it was over.", format = "date-time") @Nullable String endedAt) {

    /** How far a redrive is. */
    @Schema(name = "RedriveProgress", description = "How far a redrive is, in letters.")
    record ProgressBody(
            @Schema(description = "Letters that were there when it began.", required = true)
            long matched,

            @Schema(description = "Letters that were handed to its jobs.", required = true)
            long fed,

            @Schema(description = "Letters whose replay succeeded.", required = true)
            long succeeded,

            @Schema(
                    description = "Letters whose replay failed: they are open again, or in quarantine.",
                    required = true)
            long failed,

            @Schema(description = "Letters that were given back without being run.", required = true)
            long returned,

            @Schema(description = "Letters that have come to no end.", required = true)
            long remaining) {}

    /** What a redrive would take. */
    @Schema(name = "RedrivePreview", description = "What a redrive would take now.")
    record PreviewBody(
            @Schema(description = "How many letters.", required = true)
            long matched,

            @Schema(description = "The same by job type.", required = true)
            List<MatchedBody> types) {

        static PreviewBody of(List<Redrives.Matched> matched) {
            return new PreviewBody(
                    matched.stream().mapToLong(Redrives.Matched::letters).sum(),
                    matched.stream()
                            .map(each -> new MatchedBody(each.type(), each.letters()))
                            .toList());
        }
    }

    /** Letters of a job type. */
    @Schema(name = "RedriveMatch", description = "Letters of a job type that a redrive would take.")
    record MatchedBody(
            @Schema(description = "The job type.", required = true)
            String jobType,

            @Schema(description = "How many letters.", required = true)
            long letters) {}

    static RedriveBody of(Redrive redrive, Optional<String> obstacle) {
        Redrive.Request request = redrive.request();
        Redrive.Progress progress = redrive.progress();
        return new RedriveBody(
                redrive.id(),
                redrive.createdAt().toString(),
                redrive.state(),
                FilterInput.of(request.filter()),
                request.filter().id().orElse(null),
                request.itemsPerSecond().isPresent() ? request.itemsPerSecond().getAsDouble() : null,
                request.maxItems().isPresent() ? request.maxItems().getAsLong() : null,
                request.target(),
                new ProgressBody(
                        progress.matched(),
                        progress.fed(),
                        progress.succeeded(),
                        progress.failed(),
                        progress.returned(),
                        redrive.remaining()),
                redrive.jobs(),
                obstacle.orElse(null),
                redrive.endedAt().map(Instant::toString).orElse(null));
    }
}
