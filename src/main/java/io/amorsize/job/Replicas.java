package io.amorsize.job;

/** The services that share the store. */
public interface Replicas {

    /** How many of them were seen alive lately, this one included; at least 1. */
    int alive();

    /**
     * Whether one of them has a job type. Asks the store.
     *
     * @param type name of the job type
     */
    boolean have(String type);
}
