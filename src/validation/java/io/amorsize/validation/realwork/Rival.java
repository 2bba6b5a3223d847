package io.amorsize.validation.realwork;

/**
 * A way of running that somebody else's rule chose.
 *
 * @param name the rule
 * @param way what it chose
 * @param seconds median time of it, above 0
 */
record Rival(String name, Way way, double seconds) {}
