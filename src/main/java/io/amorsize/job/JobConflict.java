package io.amorsize.job;

/** A job is in a state, or of a kind, in which it cannot do what was asked for. */
public final class JobConflict extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message a sentence for people that says what the job would have to be in */
    public JobConflict(String message) {
        super(message);
    }

    /** The job runs the items of a redrive, and that alone may add some and close it. */
    public static JobConflict ofRedrive(String jobId) {
        return new JobConflict(
                "Job " + jobId + " runs dead letters that a redrive gives it: nobody else adds items to it or"
                        + " closes it. Begin a job of your own for other items; to stop this one, cancel it or the redrive.");
    }
}
