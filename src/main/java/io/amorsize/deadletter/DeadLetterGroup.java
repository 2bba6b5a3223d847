package io.amorsize.deadletter;

import java.time.Instant;

/**
 * Dead letters that failed alike.
 *
 * @param fingerprint what they have in common
 * @param count how many there are, at least 1
 * @param firstFailedAt when the first of them failed
 * @param lastFailedAt when the last of them failed
 * @param example the newest of them
 */
public record DeadLetterGroup(
        String fingerprint, long count, Instant firstFailedAt, Instant lastFailedAt, DeadLetter example) {}
