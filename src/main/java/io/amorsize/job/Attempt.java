package io.amorsize.job;

import java.time.Instant;

/**
 * One try of an item that failed.
 *
 * @param startedAt when it began
 * @param seconds how long it took, at least 0
 * @param errorClass what failed
 * @param message what it said, cut to 200 characters
 */
public record Attempt(Instant startedAt, double seconds, String errorClass, String message) {}
