package io.amorsize.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job to be accepted.
 *
 * @param id its identifier
 * @param createdAt now
 * @param spec what is asked for
 * @param source where its items come from
 * @param items documents that came with it; empty for a range
 * @param open whether more items will come
 * @param idempotency by which a repeated request is known
 */
public record NewJob(
        String id,
        Instant createdAt,
        JobSpec spec,
        ItemSource source,
        List<String> items,
        boolean open,
        Optional<Idempotency> idempotency) {

    /** Copies the list. */
    public NewJob {
        items = List.copyOf(items);
    }

    /**
     * By which a repeated request is known.
     *
     * @param key what the caller names the request
     * @param fingerprint equal for equal requests only
     */
    public record Idempotency(String key, String fingerprint) {}
}
