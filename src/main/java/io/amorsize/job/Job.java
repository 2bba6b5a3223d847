package io.amorsize.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as it is now.
 *
 * @param id its identifier, a UUID of version 7
 * @param createdAt when it was accepted
 * @param startedAt when its first item was about to be run
 * @param spec what was asked for
 * @param source where its items come from
 * @param items items that have come in, at least 0
 * @param state where it is in its life
 * @param counts how far it is
 * @param plans the plans it has followed, the oldest first
 * @param redrive the redrive whose items it runs, if it does
 * @param forgiven how far it was when it was resumed last: its failures do not stop it again
 */
public record Job(
        String id,
        Instant createdAt,
        Optional<Instant> startedAt,
        JobSpec spec,
        ItemSource source,
        long items,
        JobState state,
        JobCounts counts,
        List<PlanRevision> plans,
        Optional<String> redrive,
        JobCounts forgiven) {

    /** Copies the list. */
    public Job {
        plans = List.copyOf(plans);
    }

    /** When its time is over; empty if it has no deadline. */
    public Optional<Instant> deadline() {
        return spec.deadlineSeconds().isEmpty()
                ? Optional.empty()
                : Optional.of(createdAt.plusNanos((long) (spec.deadlineSeconds().getAsDouble() * 1e9)));
    }
}
