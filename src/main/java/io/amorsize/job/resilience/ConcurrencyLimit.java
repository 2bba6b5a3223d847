package io.amorsize.job.resilience;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Learns how many calls in flight a target bears from the time they take: TCP Vegas (Brakmo and Peterson, 1995) on the
 * mean time of windows of 100 ms or more, in the implementation of Netflix.
 *
 * <p>It begins with a {@link SlowStart}, which lasts until calls wait for each other or fail at once. The windows of the
 * library are slow to begin with: it leaves out the first, takes the second for the shortest mean and grows after the
 * third, when calls of 335 ms have been made for 1.7 s.
 *
 * <p>Afterwards it grows by half while less than 30 % of the mean time is more than the shortest mean seen, shrinks by a
 * tenth when it is more than 40 %, and grows to at most twice the calls in flight, so that it still shrinks when the
 * target slows down later. As the shortest mean is measured anew from time to time, a target that has become slower for
 * good gets back what it had. LimitComparisonTest compares it with the others of the library.
 *
 * <p>Only calls that succeeded tell about the time. A call that failed at once while others were in flight tells that
 * there were too many: those that are left are what the target bears. From there the bound grows by one each time as
 * many calls as it allows have succeeded (additive increase; Chiu and Jain, 1989). Where the one that was more was refused,
 * it waits for twice as many before the next, and so on; until two more are borne. Other failures are what the circuit
 * breaker is for.
 *
 * <p>Not safe for use by several threads.
 */
final class ConcurrencyLimit {

    private static final long WINDOW_MILLIS = 100;
    private static final double GROWING_BELOW = 0.3;
    private static final double SHRINKING_ABOVE = 0.4;
    private static final double GROWTH = 1.5;
    private static final double SHRINKAGE = 0.9;

    /** Windows, per call of the limit, after which the shortest mean is measured anew. */
    private static final int WINDOWS_TO_FORGET = 4;

    /** A failure is at once if it took less than this, or than a share of what calls take that succeed. */
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final double AT_ONCE_SHARE = 0.5;

    /** The same for a refusal that is told as one: it comes late where it is this host that has too much to do. */
    private static final double REFUSED_SHARE = 2;

    /** Bound's worths of successes, at most, between calls that try whether the target bears one more. */
    private static final double MOST_PATIENCE = 16;

    private static final double SMOOTHING = 0.1;

    private final GuardSettings settings;
    private final SlowStart slowStart;
    private Optional<Limit> learned = Optional.empty();
    private int inFlight;
    private double bound = Double.POSITIVE_INFINITY;

    /** The bound after the last time that there were too many. */
    private double borne = Double.POSITIVE_INFINITY;

    /** Bound's worths of successes for which the bound grows by one. */
    private double patience = 1;

    private double meanNanos;

    ConcurrencyLimit(GuardSettings settings) {
        this.settings = settings;
        this.slowStart = new SlowStart(settings.initialLimit(), settings.maxLimit(), GROWING_BELOW);
    }

    /**
     * Goes on from where the slow start came to.
     *
     * @param shortest mean time without queueing in nanoseconds, if it is known
     */
    private Limit vegas(OptionalDouble shortest) {
        VegasLimit vegas = VegasLimit.newBuilder()
                .initialLimit(slowStart.limit())
                .maxConcurrency(settings.maxLimit())
                .probeMultiplier(WINDOWS_TO_FORGET)
                .thresholdFunction(calls -> -1) // grow by GROWTH only
                .alphaFunction(calls -> (int) Math.ceil(calls * GROWING_BELOW))
                .betaFunction(calls -> (int) Math.ceil(calls * SHRINKING_ABOVE))
                .increaseFunction(calls -> Math.min(calls * GROWTH + 1, Math.max(calls, 2.0 * (inFlight + 1))))
                .decreaseFunction(calls -> Math.max(Math.min(calls, settings.initialLimit()), calls * SHRINKAGE))
                .build();
        // It takes its first sample for the shortest time.
        shortest.ifPresent(nanos -> vegas.onSample(0, (long) nanos, slowStart.limit(), false));
        return WindowedLimit.newBuilder()
                .minWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                .build(vegas);
    }

    /** Calls that have begun and not ended. */
    int inFlight() {
        return inFlight;
    }

    /** Most calls in flight now, at least 1. */
    int most() {
        return (int) Math.max(1, Math.min(learned.map(Limit::getLimit).orElseGet(slowStart::limit), bound));
    }

    /** Whether another call may begin. */
    boolean admits() {
        return inFlight < most();
    }

    /** A call begins that was admitted; returns how many are in flight with it. */
    int begin() {
        inFlight++;
        return inFlight;
    }

    /** A call has ended that tells nothing. */
    void end() {
        inFlight--;
    }

    /**
     * A call has failed.
     *
     * @param nanos what it took
     * @param inFlightThen what {@link #begin} returned
     * @return whether it failed because there were too many, as far as can be told
     */
    boolean endFailed(long nanos, int inFlightThen) {
        return crowded(nanos, inFlightThen, AT_ONCE_SHARE);
    }

    /**
     * The target has refused a call.
     *
     * @param nanos what it took
     * @param inFlightThen what {@link #begin} returned
     * @return whether there were too many, as far as can be told
     */
    boolean endRefused(long nanos, int inFlightThen) {
        boolean tried = bound >= borne + 1;
        boolean crowded = crowded(nanos, inFlightThen, REFUSED_SHARE);
        if (crowded && tried) {
            patience = Math.min(MOST_PATIENCE, 2 * patience);
        }
        return crowded;
    }

    private boolean crowded(long nanos, int inFlightThen, double share) {
        inFlight--;
        boolean crowded = inFlight > 0 && (double) nanos < Math.max((double) AT_ONCE_NANOS, share * meanNanos);
        if (crowded) {
            // More may have begun before it was heard of. The first calls of all reach the target in any order.
            int fewer = Math.max(inFlightThen - 1, settings.initialLimit());
            bound = Math.min(bound, Math.min(inFlight, fewer));
            borne = bound;
            if (learned.isEmpty()) {
                learned = Optional.of(vegas(OptionalDouble.empty()));
            }
        }
        return crowded;
    }

    /**
     * A call has succeeded.
     *
     * @param startNanos when it began, at least 0
     * @param nanos what it took
     * @param inFlightThen what {@link #begin} returned
     */
    void end(long startNanos, long nanos, int inFlightThen) {
        inFlight--;
        bound += 1 / (bound * patience);
        if (bound >= borne + 2) {
            patience = 1;
        }
        meanNanos += (meanNanos == 0 ? 1 : SMOOTHING) * ((double) nanos - meanNanos);
        long took = Math.max(1, nanos);
        if (learned.isPresent()) {
            learned.get().onSample(startNanos, took, inFlightThen, false);
        } else if (slowStart.succeeded(startNanos, took, inFlight + 1)) {
            learned = Optional.of(vegas(slowStart.shortestNanos()));
        }
    }
}
