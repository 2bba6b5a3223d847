package io.amorsize.deadletter;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An item that failed for good, with all that is needed to understand it and to run it again, also after its job was
 * removed.
 *
 * @param id its identifier, a UUID of version 7
 * @param createdAt when it first failed in its job
 * @param origin where it comes from
 * @param payload the document of the item as it was sent; empty once it was purged
 * @param edited what is sent instead since somebody edited it
 * @param trouble how it failed
 * @param status what has become of it
 * @param statusSince since when
 * @param replays how often it was run again
 * @param remarks what people say about it
 * @param version grows with each change
 */
public record DeadLetter(
        String id,
        Instant createdAt,
        Origin origin,
        Optional<Payload> payload,
        Optional<Payload> edited,
        Trouble trouble,
        DeadLetterStatus status,
        Instant statusSince,
        Replays replays,
        Remarks remarks,
        long version) {

    /** What to run: the edited document if there is one. */
    public Optional<Payload> toRun() {
        return edited.or(() -> payload);
    }

    /**
     * Where a letter comes from.
     *
     * @param jobId the job it failed in
     * @param itemIndex its place among the items of that job, from 0
     * @param jobType type of that job
     * @param jobTypeVersion version of the type that ran it; empty if it was not installed
     * @param idempotencyKey the same for each try of the item, in each replay
     * @param recipe the same for letters that are run again alike: type, parameters, time limit and retries
     * @param secrets names of fields of the document that must not be shown
     * @param traceId the trace of the request for that job, 32 hexadecimal digits
     * @param replica which service recorded the failure last
     * @param serviceVersion its version
     */
    public record Origin(
            String jobId,
            long itemIndex,
            String jobType,
            OptionalInt jobTypeVersion,
            String idempotencyKey,
            String recipe,
            Set<String> secrets,
            Optional<String> traceId,
            String replica,
            String serviceVersion) {

        /** Copies the set. */
        public Origin {
            secrets = Set.copyOf(secrets);
        }
    }

    /**
     * The replays of a letter.
     *
     * @param count replays that came to an outcome, at least 0
     * @param failed how many of them failed
     * @param last the newest, also while it is not over
     */
    public record Replays(int count, int failed, Optional<Replay> last) {

        /** There was none. */
        public static final Replays NONE = new Replays(0, 0, Optional.empty());
    }

    /**
     * A replay of a letter.
     *
     * @param redrive the redrive it belongs to
     * @param place where it is run; empty until it is fed to a job
     */
    public record Replay(String redrive, Optional<Place> place) {}

    /**
     * An item of a job.
     *
     * @param jobId the job
     * @param index its place among the items of the job, from 0
     */
    public record Place(String jobId, long index) {}

    /**
     * What people say about a letter.
     *
     * @param note a text; may be empty
     * @param tags by which letters are found again
     */
    public record Remarks(String note, Set<String> tags) {

        /** Nothing. */
        public static final Remarks NONE = new Remarks("", Set.of());

        /** Copies the set. */
        public Remarks {
            tags = Set.copyOf(tags);
        }
    }
}
