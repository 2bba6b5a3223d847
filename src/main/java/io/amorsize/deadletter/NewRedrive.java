package io.amorsize.deadletter;

import io.amorsize.job.NewJob;
import java.time.Instant;
import java.util.Optional;

/**
 * A redrive to begin.
 *
 * @param id its identifier
 * @param createdAt now
 * @param request what is asked for
 * @param single the one letter that it is about
 * @param idempotency by which a repeated request is known
 */
public record NewRedrive(
        String id,
        Instant createdAt,
        Redrive.Request request,
        Optional<Single> single,
        Optional<NewJob.Idempotency> idempotency) {

    /**
     * The one letter that a redrive takes at once.
     *
     * @param letter the letter as it was read; nothing happens if it has changed since
     * @param edited the document to send instead
     */
    public record Single(DeadLetter letter, Optional<Payload> edited) {}
}
