package io.amorsize.deadletter;

import io.amorsize.job.ItemError;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which dead letters are meant: those for which all that is given holds.
 *
 * @param id the letter itself
 * @param jobId of this job
 * @param type of this job type
 * @param reason that ended so
 * @param errorClass with this error class
 * @param fingerprint with this fingerprint
 * @param from last failed at this moment or later
 * @param to last failed before this moment
 * @param statuses in one of these; not empty
 * @param minAttempts with so many tries at least
 * @param tag with this tag
 */
public record DeadLetterFilter(
        Optional<String> id,
        Optional<String> jobId,
        Optional<String> type,
        Optional<ItemError.Reason> reason,
        Optional<String> errorClass,
        Optional<String> fingerprint,
        Optional<Instant> from,
        Optional<Instant> to,
        Set<DeadLetterStatus> statuses,
        OptionalInt minAttempts,
        Optional<String> tag) {

    /** Statuses of the letters whose contents are still there. */
    public static final Set<DeadLetterStatus> PRESENT =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(DeadLetterStatus.PURGED)));

    /** All letters whose contents are still there. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            PRESENT,
            OptionalInt.empty(),
            Optional.empty());

    /** @throws IllegalArgumentException if no status is named */
    public DeadLetterFilter {
        if (statuses.isEmpty()) {
            throw new IllegalArgumentException("a filter must name a status");
        }
        statuses = Set.copyOf(statuses);
    }

    /** This one letter, whatever its status. */
    public static DeadLetterFilter only(String id) {
        return new DeadLetterFilter(
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                EnumSet.allOf(DeadLetterStatus.class),
                OptionalInt.empty(),
                Optional.empty());
    }

    /** The same for other statuses. */
    public DeadLetterFilter in(Set<DeadLetterStatus> others) {
        return new DeadLetterFilter(
                id, jobId, type, reason, errorClass, fingerprint, from, to, others, minAttempts, tag);
    }

    /** The same for this job type. */
    public DeadLetterFilter ofType(String name) {
        return new DeadLetterFilter(
                id, jobId, Optional.of(name), reason, errorClass, fingerprint, from, to, statuses, minAttempts, tag);
    }
}
