package io.amorsize.job.type.net;

import java.time.Duration;

/**
 * What the operator allows and grants to calls. Immutable.
 *
 * @param allowedHosts what may be called
 * @param maxResponseBytes most bytes that are read of one answer, {@value #LEAST_RESPONSE_BYTES} to
 *     {@value #LARGEST_RESPONSE_BYTES}
 * @param connectTimeout longest time to connect to one address, above 0 and at most 10 minutes
 * @param requestTimeout longest time from the look-up of the name to the last byte, with all redirects, above 0 and at
 *     most 1 day
 */
public record NetworkSettings(
        AllowedHosts allowedHosts, long maxResponseBytes, Duration connectTimeout, Duration requestTimeout) {

    /** Least value of {@code maxResponseBytes}. */
    public static final long LEAST_RESPONSE_BYTES = 1024;

    /** Largest value of {@code maxResponseBytes}: each answer is held in memory. */
    public static final long LARGEST_RESPONSE_BYTES = 64 << 20;

    /** Largest value of {@code connectTimeout}. */
    public static final Duration LONGEST_CONNECT = Duration.ofMinutes(10);

    /** Largest value of {@code requestTimeout}. */
    public static final Duration LONGEST_REQUEST = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a value is outside what its description gives */
    public NetworkSettings {
        if (maxResponseBytes < LEAST_RESPONSE_BYTES || maxResponseBytes > LARGEST_RESPONSE_BYTES) {
            throw new IllegalArgumentException("maxResponseBytes must lie between " + LEAST_RESPONSE_BYTES + " and "
                    + LARGEST_RESPONSE_BYTES + ", was " + maxResponseBytes);
        }
        check("connectTimeout", connectTimeout, LONGEST_CONNECT);
        check("requestTimeout", requestTimeout, LONGEST_REQUEST);
    }

    private static void check(String name, Duration timeout, Duration longest) {
        if (!timeout.isPositive() || timeout.compareTo(longest) > 0) {
            throw new IllegalArgumentException(name + " must be above 0 and at most " + longest + ", was " + timeout);
        }
    }
}
