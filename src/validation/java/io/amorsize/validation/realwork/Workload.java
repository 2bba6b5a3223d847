package io.amorsize.validation.realwork;

import java.util.function.IntToLongFunction;
import java.util.function.Supplier;

/**
 * Work that is really done: a number of items, each of which computes a value of its own from its index.
 *
 * @param name what it is called in tables, in lower case with dashes
 * @param about what an item does, in a few words
 * @param items number of items, at least 1
 * @param mostWorkers most workers that are worth trying, at least 2
 * @param firstItemsSampled whether only the first items are measured before advice is asked for; otherwise they are
 *     spread evenly over all
 * @param payloadBytes input of one item that the adviser is told of, in bytes; 0 if it is told nothing
 * @param preparation builds what the items need and returns the function that does one item: a value that depends on
 *     the index alone, so that the sum over all items shows that each was done once; safe for use by many threads
 */
record Workload(
        String name,
        String about,
        int items,
        int mostWorkers,
        boolean firstItemsSampled,
        long payloadBytes,
        Supplier<IntToLongFunction> preparation) {

    /** Workers tried for work that only computes: some more than a small machine has. */
    private static final int FEW = 8;

    /** Work that only computes, sampled evenly, of which nothing is told but its times. */
    static Workload computing(String name, String about, int items, IntToLongFunction item) {
        return prepared(name, about, items, () -> item);
    }

    /** The same with something to build first. */
    static Workload prepared(String name, String about, int items, Supplier<IntToLongFunction> preparation) {
        return new Workload(name, about, items, FEW, false, 0, preparation);
    }

    /** Work that waits, for which up to {@code mostWorkers} are worth trying. */
    static Workload waiting(String name, String about, int items, int mostWorkers, IntToLongFunction item) {
        return new Workload(name, about, items, mostWorkers, false, 0, () -> item);
    }

    /** The same work, of which only the first items are measured beforehand. */
    Workload withFirstItemsSampled(String newName) {
        return new Workload(
                newName, about + "; first items sampled", items, mostWorkers, true, payloadBytes, preparation);
    }

    /** The same work, with the adviser told how large the input of an item is. */
    Workload withPayloadTold(String newName, long bytes) {
        return new Workload(
                newName, about + "; input size told", items, mostWorkers, firstItemsSampled, bytes, preparation);
    }
}
