package io.amorsize.job;

import java.time.Duration;

/** There is more to do already than the service takes on. Nothing was done; the same may be asked for again later. */
public final class Overloaded extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    /**
     * @param retryAfter when it is worth asking again, above 0
     * @param message a sentence for people that says which bound was reached
     */
    public Overloaded(Duration retryAfter, String message) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** When it is worth asking again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
