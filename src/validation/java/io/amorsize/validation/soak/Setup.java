package io.amorsize.validation.soak;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a trial may use.
 *
 * @param runs how often services are killed, for each store, at least 1
 * @param items how many are streamed, at least 1
 * @param longest after which no more services are killed
 * @param seed of all that is drawn
 * @param progress is told how far it is
 */
record Setup(int runs, int items, Duration longest, long seed, Consumer<String> progress) {}
