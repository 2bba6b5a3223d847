package io.amorsize.deadletter;

import java.time.Instant;

/**
 * How many dead letters of a job type are in a status.
 *
 * @param type the job type
 * @param status the status
 * @param count at least 1
 * @param oldest when the oldest of them first failed
 */
public record DeadLetterCount(String type, DeadLetterStatus status, long count, Instant oldest) {}
