package io.amorsize.job.type.net;

import java.time.Duration;

/**
 * What the operator allows and grants to calls. Immutable.
 *
 * @param allowedHosts what may be called
 * @param maxResponseBytes most bytes that are read of one answer, {@value #LEAST_RESPONSE_BYTES} to
 *     {@value #LARGEST_RESPONSE_BYTES}
 * @param connectTimeout longest time to connect to one address, above 0
 * @param requestTimeout longest time from the look-up of the name to the last byte, with all redirects, above 0
 */
public record NetworkSettings(
        AllowedHosts allowedHosts, long maxResponseBytes, Duration connectTimeout, Duration requestTimeout) {

    /** Least value of {@code maxResponseBytes}. */
    public static final long LEAST_RESPONSE_BYTES = 1024;

    /** Largest value of {@code maxResponseBytes}: each answer is held in memory. */
    public static final long LARGEST_RESPONSE_BYTES = 64 << 20;

    /** @throws IllegalArgumentException if a value is outside what its description gives */
    public NetworkSettings {
        if (maxResponseBytes < LEAST_RESPONSE_BYTES || maxResponseBytes > LARGEST_RESPONSE_BYTES) {
            throw new IllegalArgumentException("maxResponseBytes must lie between " + LEAST_RESPONSE_BYTES + " and "
                    + LARGEST_RESPONSE_BYTES + ", was " + maxResponseBytes);
        }
        if (!connectTimeout.isPositive() || !requestTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts must be above 0");
        }
    }
}
