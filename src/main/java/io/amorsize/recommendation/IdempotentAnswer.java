package io.amorsize.recommendation;

import java.time.Instant;

/**
 * What was answered to a request that may be repeated.
 *
 * @param key the caller's name for the request
 * @param fingerprint differs for different requests
 * @param createdAt when it was answered; whole milliseconds
 * @param answer the answer, as a document that this package does not read
 */
public record IdempotentAnswer(String key, String fingerprint, Instant createdAt, String answer) {}
