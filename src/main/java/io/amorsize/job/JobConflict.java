package io.amorsize.job;

/** A job is in a state in which it cannot do what was asked for. */
public final class JobConflict extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message a sentence for people that says what the job would have to be in */
    public JobConflict(String message) {
        super(message);
    }
}
