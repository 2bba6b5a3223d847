package io.amorsize.job;

/** What is kept of a job is not what was written, or is missing. Other jobs are not concerned. */
public final class DamagedJob extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message what is damaged and what to do about it, for people */
    public DamagedJob(String message) {
        super(message);
    }
}
