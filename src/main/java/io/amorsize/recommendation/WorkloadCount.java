package io.amorsize.recommendation;

/**
 * A workload that was asked about.
 *
 * @param name the caller's name for it
 * @param recommendations how many of them are kept, at least 1
 */
public record WorkloadCount(String name, long recommendations) {}
