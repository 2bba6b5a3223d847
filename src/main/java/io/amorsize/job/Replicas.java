package io.amorsize.job;

/** The services that share the store. */
public interface Replicas {

    /** How many of them were seen alive lately, this one included; at least 1. */
    int alive();
}
