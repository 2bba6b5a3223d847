package io.amorsize.deadletter;

/** There is no dead letter with an identifier. */
public final class UnknownDeadLetter extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param id the identifier */
    public UnknownDeadLetter(String id) {
        super("There is no dead letter " + id + ".");
    }
}
