package io.amorsize.job.type.url;

/**
 * Something that is missing or weak. Immutable.
 *
 * @param code what
 * @param points what it costs, above 0
 * @param message a sentence for people
 */
public record SecurityFinding(Weakness code, int points, String message) {}
