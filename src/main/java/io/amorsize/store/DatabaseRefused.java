package io.amorsize.store;

/** A database cannot be opened, for a reason that an operator can change. */
public final class DatabaseRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * @param reason a sentence for people that says what to do
     * @param cause what the technology says
     */
    public DatabaseRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
