package io.amorsize.deadletter;

/** A dead letter or a redrive is in a state in which what was asked for cannot be done. */
public final class DeadLetterConflict extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message a sentence for people that says what it would have to be in */
    public DeadLetterConflict(String message) {
        super(message);
    }
}
