package io.amorsize.validation.rule;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every rule is told. Immutable.
 *
 * @param items items to run, at least 1
 * @param itemSeconds mean wall time of an item, above 0
 * @param variation standard deviation of the item times divided by their mean, at least 0
 * @param cpuShare CPU time of an item divided by its wall time, 0..1
 * @param cpus CPUs that may be used at once, above 0; a fraction where a quota gives one
 * @param cores physical cores, at least 1
 * @param threads hardware threads, at least {@code cores}
 * @param dispatchSeconds cost of handing one chunk to a worker, at least 0
 * @param workerStartSeconds time to start one worker, at least 0
 * @param observedSeconds times of whole runs that were made, above 0, by their workers, at least 1; may be empty
 * @param samples wall times of items in the order in which they ran, above 0; may be empty
 */
public record Question(
        long items,
        double itemSeconds,
        double variation,
        double cpuShare,
        double cpus,
        int cores,
        int threads,
        double dispatchSeconds,
        double workerStartSeconds,
        SortedMap<Integer, Double> observedSeconds,
        List<Double> samples) {

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if a component is outside the range its description gives
     */
    public Question {
        check(items >= 1, "items");
        check(itemSeconds > 0 && itemSeconds < Double.POSITIVE_INFINITY, "itemSeconds");
        check(variation >= 0 && variation < Double.POSITIVE_INFINITY, "variation");
        check(cpuShare >= 0 && cpuShare <= 1, "cpuShare");
        check(cpus > 0 && cpus < Double.POSITIVE_INFINITY, "cpus");
        check(cores >= 1, "cores");
        check(threads >= cores, "threads");
        check(dispatchSeconds >= 0 && dispatchSeconds < Double.POSITIVE_INFINITY, "dispatchSeconds");
        check(workerStartSeconds >= 0 && workerStartSeconds < Double.POSITIVE_INFINITY, "workerStartSeconds");
        observedSeconds = Collections.unmodifiableSortedMap(new TreeMap<>(observedSeconds));
        observedSeconds.forEach((workers, seconds) -> check(workers >= 1 && seconds > 0, "observedSeconds"));
        samples = List.copyOf(samples);
        samples.forEach(seconds -> check(seconds > 0, "samples"));
    }

    private static void check(boolean holds, String component) {
        if (!holds) {
            throw new IllegalArgumentException(component + " is out of range");
        }
    }

    /** The same question with other hardware: {@code count} cores without second threads, all of them usable. */
    public Question on(int count) {
        return new Question(
                items,
                itemSeconds,
                variation,
                cpuShare,
                count,
                count,
                count,
                dispatchSeconds,
                workerStartSeconds,
                observedSeconds,
                samples);
    }

    /** The same question asked by somebody who has seen these runs. */
    public Question having(SortedMap<Integer, Double> runs) {
        return new Question(
                items,
                itemSeconds,
                variation,
                cpuShare,
                cpus,
                cores,
                threads,
                dispatchSeconds,
                workerStartSeconds,
                runs,
                samples);
    }

    /** Hardware threads as a runtime counts them that rounds a CPU quota up, as the JVM and loky do. */
    int processors() {
        return (int) Math.min(threads, Math.ceil(cpus));
    }

    /** At most one worker an item. */
    int workersOf(double wanted) {
        return (int) Math.clamp(wanted, 1, (double) Math.min(items, Integer.MAX_VALUE));
    }

    /** Items a chunk where the items are cut into {@code pieces}, rounded up. */
    long chunkOf(long pieces) {
        return Math.ceilDiv(items, Math.max(1, pieces));
    }
}
