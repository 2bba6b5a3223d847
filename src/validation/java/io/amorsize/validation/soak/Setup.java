package io.amorsize.validation.soak;

import java.util.function.Consumer;

/**
 * What a trial may use.
 *
 * @param runs how often services are killed, for each store, at least 1
 * @param items how many are streamed, at least 1
 * @param seed of all that is drawn
 * @param progress is told how far it is
 */
record Setup(int runs, int items, long seed, Consumer<String> progress) {}
