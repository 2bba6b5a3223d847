package io.amorsize.api.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.api.json.Redaction;
import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.Payload;
import io.amorsize.deadletter.Trouble;
import io.amorsize.job.Attempt;
import io.amorsize.job.ItemError;
import io.amorsize.job.spi.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A dead letter on the wire. What is unknown is left out, and in lists what is long. */
@Schema(name = "DeadLetter", description = "An item that failed for good.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterBody(
        @Schema(description = "Identifier, a UUID of version 7.", required = true)
        String id,

        @Schema(description = "What has become of it.", required = true)
        DeadLetterStatus status,

        @Schema(description = "Since when.", required = true, format = "date-time")
        String statusSince,

        @Schema(description = "When it was first given up.", required = true, format = "date-time")
        String createdAt,

        @Schema(description = "The job it failed in.", required = true)
        String jobId,

        @Schema(description = "Its place among the items of that job, from 0.", required = true, minimum = "0")
        long itemIndex,

        @Schema(description = "Type of the job.", required = true, examples = "http")
        String jobType,

        @Schema(description = "Version of the type; left out if it was not installed.") @Nullable Integer jobTypeVersion,

        @Schema(description = "The same for each try of the item, also in replays.", required = true)
        String idempotencyKey,

        @Schema(
                description = "The trace of the request for that job; left out if it named none.",
                examples = "4bf92f3577b34da6a3ce929d0e0e4736")
        @Nullable String traceId,

        @Schema(description = "How the last try ended.", required = true)
        ItemError.Reason reason,

        @Schema(description = "Whether another try could help.", required = true)
        boolean retryable,

        @Schema(description = "What failed.", required = true, examples = "HTTP_503")
        String errorClass,

        @Schema(description = "What it said.", required = true)
        String message,

        @Schema(description = "Equal for failures of the same sort.", required = true)
        String fingerprint,

        @Schema(description = "Tries in all, over all replays.", required = true, minimum = "0")
        int attempts,

        @Schema(description = "Tries that one job allows.", required = true, minimum = "1")
        int maxAttempts,

        @Schema(description = "How often its worker died for good.", required = true, minimum = "0")
        int deaths,

        @Schema(description = "When it was first given up.", required = true, format = "date-time")
        String firstFailedAt,

        @Schema(description = "When it was last given up.", required = true, format = "date-time")
        String lastFailedAt,

        @Schema(
                description = "When it is removed, unless it fails again or is being replayed.",
                required = true,
                format = "date-time")
        String expiresAt,

        @Schema(description = "The service that recorded the last failure.", required = true)
        String replica,

        @Schema(description = "Its version.", required = true)
        String serviceVersion,

        @Schema(description = "Replays that came to an outcome.", required = true, minimum = "0")
        int replayCount,

        @Schema(
                description = "How many of them failed since it was last released; the third puts it into quarantine.",
                required = true,
                minimum = "0")
        int failedReplays,

        @Schema(description = "The redrive that took it last.") @Nullable String lastRedriveId,

        @Schema(description = "The job in which it was replayed last.") @Nullable String replayedAsJobId,

        @Schema(description = "Its place among the items of that job.", minimum = "0") @Nullable Long replayedAsIndex,

        @Schema(description = "What was said about it.", required = true)
        String note,

        @Schema(description = "Its tags.", required = true) List<String> tags,

        @Schema(description = "Grows with each change.", required = true, minimum = "1")
        long version,

        @Schema(description = "Media type of the payload.", required = true)
        String contentType,

        @Schema(description = "Size of the payload in UTF-8; left out once it was purged.") @Nullable Long payloadBytes,

        @Schema(description = "SHA-256 of these bytes.") @Nullable String payloadSha256,

        @Schema(
                description = "The item that failed, with secrets hidden as `***`. Not in lists.",
                implementation = Object.class)
        @Nullable JsonText payload,

        @Schema(
                description = "What is run instead since it was edited, with secrets hidden. Not in lists.",
                implementation = Object.class)
        @Nullable JsonText editedPayload,

        @Schema(description = "Where it failed. Not in lists.") @Nullable String stack,

        @Schema(description = "Its newest failed tries, the oldest first, at most 20. Not in lists.") @Nullable List<AttemptBody> history) {

    /** A failed try. */
    @Schema(name = "DeadLetterAttempt", description = "A try that failed.")
    record AttemptBody(
            @Schema(description = "When it began.", required = true, format = "date-time")
            String startedAt,

            @Schema(description = "How long it took.", required = true)
            double seconds,

            @Schema(description = "What failed.", required = true)
            String errorClass,

            @Schema(description = "What it said.", required = true)
            String message) {

        static AttemptBody of(Attempt attempt) {
            return new AttemptBody(
                    attempt.startedAt().toString(), attempt.seconds(), attempt.errorClass(), attempt.message());
        }
    }

    /** A letter without what is long. */
    static DeadLetterBody summary(DeadLetter letter, Instant expiry) {
        return body(letter, expiry, Optional.empty());
    }

    /** All of a letter but what is secret. */
    static DeadLetterBody full(DeadLetter letter, Instant expiry, Redaction redaction) {
        return body(letter, expiry, Optional.of(redaction.and(letter.origin().secrets())));
    }

    private static DeadLetterBody body(DeadLetter letter, Instant expiry, Optional<Redaction> shown) {
        DeadLetter.Origin origin = letter.origin();
        Trouble trouble = letter.trouble();
        ItemError error = trouble.error();
        DeadLetter.Replays replays = letter.replays();
        Optional<DeadLetter.Place> place = replays.last().flatMap(DeadLetter.Replay::place);
        return new DeadLetterBody(
                letter.id(),
                letter.status(),
                letter.statusSince().toString(),
                letter.createdAt().toString(),
                origin.jobId(),
                origin.itemIndex(),
                origin.jobType(),
                origin.jobTypeVersion().isPresent() ? origin.jobTypeVersion().getAsInt() : null,
                origin.idempotencyKey(),
                origin.traceId().orElse(null),
                error.reason(),
                error.retryable(),
                error.errorClass(),
                error.message(),
                error.fingerprint(),
                trouble.attempts(),
                trouble.maxAttempts(),
                trouble.deaths(),
                trouble.firstFailedAt().toString(),
                trouble.lastFailedAt().toString(),
                expiry.toString(),
                origin.replica(),
                origin.serviceVersion(),
                replays.count(),
                replays.failed(),
                replays.last().map(DeadLetter.Replay::redrive).orElse(null),
                place.map(DeadLetter.Place::jobId).orElse(null),
                place.map(DeadLetter.Place::index).orElse(null),
                letter.remarks().note(),
                letter.remarks().tags().stream().sorted().toList(),
                letter.version(),
                Payload.MEDIA_TYPE,
                letter.payload().map(Payload::bytes).orElse(null),
                letter.payload().map(Payload::sha256).orElse(null),
                shown.flatMap(redaction -> text(letter.payload(), redaction)).orElse(null),
                shown.flatMap(redaction -> text(letter.edited(), redaction)).orElse(null),
                shown.isPresent() ? error.stack() : null,
                shown.isPresent()
                        ? trouble.history().stream().map(AttemptBody::of).toList()
                        : null);
    }

    private static Optional<JsonText> text(Optional<Payload> payload, Redaction redaction) {
        return payload.flatMap(Payload::json).map(json -> new JsonText(redaction.of(json)));
    }
}
