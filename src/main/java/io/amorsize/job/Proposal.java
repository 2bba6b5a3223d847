package io.amorsize.job;

import java.util.List;
import java.util.Optional;

/**
 * A job that somebody asks for, found to be what its type takes.
 *
 * @param spec what is asked for
 * @param source where its items come from
 * @param items documents that came with it; empty for a range
 * @param open whether more items will come
 * @param idempotency by which a repeated request is known
 */
public record Proposal(
        JobSpec spec, ItemSource source, List<String> items, boolean open, Optional<NewJob.Idempotency> idempotency) {

    /** Copies the list. */
    public Proposal {
        items = List.copyOf(items);
    }
}
