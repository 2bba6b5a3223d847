package io.amorsize.deadletter;

import java.util.List;

/** Letters cannot be run again because their job types are not installed. */
public final class UnavailableJobType extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param names of the job types, at least one */
    public UnavailableJobType(List<String> names) {
        super("The job type " + String.join(", ", names) + " is not installed, so its items cannot be run. Install it"
                + " and start the service again, or leave these letters out by filtering for another type.");
    }
}
