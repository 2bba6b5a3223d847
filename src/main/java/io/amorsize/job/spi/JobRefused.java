package io.amorsize.job.spi;

/** The configuration of the service does not allow what a job asks for, or its parameters contradict each other. */
public final class JobRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final String component;

    /**
     * @param component the component of the parameters that is to blame; empty if it is none of them
     * @param message a sentence for people that says what would be allowed
     */
    public JobRefused(String component, String message) {
        super(message);
        this.component = component;
    }

    /** The component of the parameters that is to blame; empty if it is none of them. */
    public String component() {
        return component;
    }
}
