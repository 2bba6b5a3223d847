package io.amorsize.job;

/** There is no job with an identifier. */
public final class UnknownJob extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param jobId the identifier */
    public UnknownJob(String jobId) {
        super("There is no job " + jobId + ".");
    }
}
