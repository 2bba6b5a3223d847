package io.amorsize.job.resilience;

import java.util.OptionalDouble;

/**
 * Finds quickly about how many calls in flight a target bears of which nothing is known: the slow start of TCP (Jacobson,
 * 1988; RFC 5681) as Vegas has it (Brakmo and Peterson, 1995). The limit doubles every other round. In one, each call that
 * succeeds raises it by one; in the next it stays, and the mean time of as many calls as it allows, all of them begun since,
 * tells whether they wait for each other. So it is at most twice what was seen to be borne, and twice the calls in flight.
 *
 * <p>Not safe for use by several threads.
 */
final class SlowStart {

    /** Calls whose mean time says something. */
    private static final int LEAST_CALLS = 10;

    private final int initialLimit;
    private final int maxLimit;
    private final double crowdedShare;
    private int limit;
    private int goal;
    private long since;
    private int calls;
    private double sumNanos;
    private double shortestNanos = Double.POSITIVE_INFINITY;

    /**
     * @param initialLimit calls in flight at first, at least 1
     * @param maxLimit most of them ever, at least {@code initialLimit}
     * @param crowdedShare there are too many when more than this share of the mean time is beyond the shortest mean; 0 to 1
     */
    SlowStart(int initialLimit, int maxLimit, double crowdedShare) {
        this.initialLimit = initialLimit;
        this.maxLimit = maxLimit;
        this.crowdedShare = crowdedShare;
        this.limit = initialLimit;
        this.goal = initialLimit;
    }

    /** Most calls in flight, at least 1. */
    int limit() {
        return limit;
    }

    /**
     * A call has succeeded.
     *
     * @param startNanos when it began, at least 0
     * @param nanos what it took
     * @param inFlight calls in flight, with this one
     * @return whether there are too many: this is over, and the limit is what was left in its place
     */
    boolean succeeded(long startNanos, long nanos, int inFlight) {
        if (limit < Math.min(goal, 2 * inFlight)) {
            limit++;
            since = startNanos + nanos;
            return false;
        }
        return startNanos >= since && looked((double) nanos, inFlight);
    }

    /**
     * The shortest mean time of a round in nanoseconds, if the target bears no more than the initial limit. Otherwise it is
     * better measured anew: where times vary the first calls to end are the short ones.
     */
    OptionalDouble shortestNanos() {
        return limit == initialLimit ? OptionalDouble.of(shortestNanos) : OptionalDouble.empty();
    }

    private boolean looked(double nanos, int inFlight) {
        calls++;
        sumNanos += nanos;
        if (calls < Math.max(LEAST_CALLS, limit)) {
            return false;
        }
        double mean = sumNanos / calls;
        calls = 0;
        sumNanos = 0;
        shortestNanos = Math.min(shortestNanos, mean);
        boolean crowded = mean - shortestNanos > crowdedShare * mean;
        if (crowded) {
            // As many as it answers in the shortest time (Little's law).
            limit = Math.max(initialLimit, (int) (inFlight * shortestNanos / mean));
        } else {
            goal = Math.min(2 * limit, maxLimit);
        }
        return crowded;
    }
}
