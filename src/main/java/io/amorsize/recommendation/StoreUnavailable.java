package io.amorsize.recommendation;

/** What is kept can be neither read nor written now. Nothing of what was to be written has been. */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param cause what the technology says */
    public StoreUnavailable(Throwable cause) {
        super("The store does not answer.", cause);
    }
}
