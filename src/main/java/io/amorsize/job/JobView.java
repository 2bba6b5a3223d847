package io.amorsize.job;

import java.util.OptionalDouble;

/**
 * A job and how it is getting on.
 *
 * @param job the job
 * @param running items being run by this replica, at least 0
 * @param itemsPerSecond items that lately ended in a second; empty while nothing is known of that
 * @param etaSeconds time until it has ended if it goes on like that, at least 0; empty while nothing is known of that
 */
public record JobView(Job job, long running, OptionalDouble itemsPerSecond, OptionalDouble etaSeconds) {}
