package io.amorsize.api.deadletter;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.Redrive;
import io.amorsize.deadletter.Redriving;
import io.amorsize.job.spi.JsonText;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies of requests about dead letters. */
final class Requests {

    private static final Set<DeadLetterStatus> OPEN = EnumSet.of(DeadLetterStatus.OPEN);

    private static final Set<DeadLetterStatus> AT_REST =
            EnumSet.complementOf(EnumSet.of(DeadLetterStatus.REPLAYING, DeadLetterStatus.PURGED));

    private Requests() {}

    /** A redrive to begin. */
    @Schema(
            name = "RedriveRequest",
            additionalProperties = Schema.False.class,
            description = "Dead letters to run again, the oldest first.")
    record RedriveRequest(
            @Schema(
                    description = "Which letters. Without `status`, those that are `OPEN`; those in quarantine are run"
                            + " again only when `status` is `QUARANTINED`.",
                    required = true)
            FilterInput filter,

            @Schema(
                    description = "How fast items may begin, over all jobs of the redrive. Without it, as fast as they"
                            + " can.",
                    minimum = "0.001",
                    maximum = "1000000",
                    examples = "50")
            @Nullable Double itemsPerSecond,

            @Schema(
                    description = "Most letters to take; all without it.",
                    minimum = "1",
                    maximum = "1000000000",
                    examples = "1000")
            @Nullable Long maxItems,

            @Schema(description = "Whether only to tell what would be taken. False without it.") @Nullable Boolean dryRun,

            @Schema(
                    description = "Whether results are also entered in the jobs that the letters come from. `NEW_JOB`"
                            + " without it.")
            Redrive.@Nullable Target target) {

        /** What is asked for. */
        Redrive.Request toRequest(Findings filterFindings) {
            DeadLetterFilter wanted = filter.toFilter(OPEN, filterFindings);
            for (DeadLetterStatus status : wanted.statuses()) {
                if (!status.isWaiting()) {
                    filterFindings.refuse(
                            "status",
                            ProblemCode.CONTRADICTION,
                            "must be OPEN or QUARANTINED: the others are run again one by one, with force");
                }
            }
            return new Redrive.Request(
                    wanted,
                    itemsPerSecond == null ? OptionalDouble.empty() : OptionalDouble.of(itemsPerSecond),
                    maxItems == null ? OptionalLong.empty() : OptionalLong.of(maxItems),
                    target == null ? Redrive.Target.NEW_JOB : target);
        }
    }

    /** A replay of one letter. */
    @Schema(
            name = "ReplayRequest",
            additionalProperties = Schema.False.class,
            description = "How one letter is run again; `{}` is enough.")
    record ReplayRequest(
            @Schema(
                    description = "A document to run instead of the item that failed, which is kept beside it. It is"
                            + " sent by later replays, too.",
                    implementation = Object.class)
            @Nullable JsonText payload,

            @Schema(description = "Whether a letter is run that was replayed with success or resolved.") @Nullable Boolean force,

            @Schema(
                    description = "Whether the result is also entered in the job that the letter comes from. `NEW_JOB`"
                            + " without it.")
            Redrive.@Nullable Target target) {

        Redriving.Replay toReplay() {
            return new Redriving.Replay(
                    Optional.ofNullable(payload).map(JsonText::json),
                    Boolean.TRUE.equals(force),
                    target == null ? Redrive.Target.NEW_JOB : target);
        }
    }

    /** What to say about a letter that is resolved. */
    @Schema(
            name = "ResolveRequest",
            additionalProperties = Schema.False.class,
            description = "What is said about a letter that needs nothing more; `{}` is enough.")
    record ResolveRequest(
            @Schema(
                    description = "Why nothing more is to be done.",
                    maxLength = 2000,
                    pattern = "[^\\x00\\p{Cs}]*",
                    examples = "The order was cancelled by hand.")
            @Nullable String note,

            @Schema(
                    description = "Tags to find it by again.",
                    maxItems = 20,
                    maxLength = 50,
                    pattern = FilterInput.TAG,
                    examples = "[\"known-bug\"]")
            @Nullable List<String> tags,

            @Schema(
                    description = "The `version` that it must still have.",
                    minimum = "1",
                    maximum = "1000000000000000",
                    examples = "3")
            @Nullable Long version)
            implements Consistent {

        @Override
        public void check(Findings findings) {
            if (tags != null && new HashSet<>(tags).size() < tags.size()) {
                findings.refuse("tags", ProblemCode.CONTRADICTION, "must have each tag once");
            }
        }

        DeadLetter.Remarks toRemarks() {
            return new DeadLetter.Remarks(note == null ? "" : note, tags == null ? Set.of() : Set.copyOf(tags));
        }
    }

    /** Letters to purge. */
    @Schema(
            name = "PurgeRequest",
            additionalProperties = Schema.False.class,
            description = "Letters whose contents are to be erased for good.")
    record PurgeRequest(
            @Schema(description = "Which letters. Those that are being replayed stay in any case.", required = true)
            FilterInput filter,

            @Schema(
                    description = "How many there are, as a safeguard: nothing is purged if there are more or fewer.",
                    required = true,
                    minimum = "0",
                    maximum = "1000000000000",
                    examples = "12")
            Long expectedCount) {

        DeadLetterFilter toFilter(Findings filterFindings) {
            DeadLetterFilter wanted = filter.toFilter(AT_REST, filterFindings);
            if (!AT_REST.containsAll(wanted.statuses())) {
                filterFindings.refuse(
                        "status",
                        ProblemCode.CONTRADICTION,
                        "must be OPEN, QUARANTINED, REPLAYED or RESOLVED: what is being replayed cannot be purged, and"
                                + " what was purged need not be");
            }
            return wanted;
        }
    }
}
