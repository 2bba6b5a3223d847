package io.amorsize.job;

/** A document is not what a job type takes. */
public final class InvalidDocument extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message what is wrong, for people */
    public InvalidDocument(String message) {
        super(message);
    }
}
