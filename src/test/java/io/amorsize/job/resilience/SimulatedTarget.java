package io.amorsize.job.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.concurrency.limits.Limit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Workers that call a target as fast as a limit lets them, in simulated time. The target works on so many calls at a time
 * and lets the others queue, or refuses them; times are log-normal.
 *
 * @param workers calls that would be in flight without a limit
 * @param meanSeconds mean time of a call without queueing, by the time of its start in seconds
 * @param variation coefficient of variation of these times
 * @param capacity calls it works on at a time
 * @param boundedFrom second from which on the capacity is bounded
 * @param beyond what becomes of calls beyond the capacity
 */
record SimulatedTarget(
        int workers,
        DoubleUnaryOperator meanSeconds,
        double variation,
        int capacity,
        double boundedFrom,
        Beyond beyond) {

    /** A refusal takes so long. */
    private static final long REFUSAL_NANOS = 1_000_000;

    /** What becomes of calls beyond the capacity. */
    enum Beyond {
        /** They wait for their turn. */
        QUEUE,
        /** They are refused at once, and made anew as soon as the limit lets them. */
        REFUSE
    }

    /** What is compared. */
    interface Subject {

        int most();

        int begin();

        void end(long startNanos, long nanos, int inFlightThen);

        /** A call was refused. */
        void endFailed(long startNanos, long nanos, int inFlightThen);

        static Subject ours(GuardSettings settings) {
            ConcurrencyLimit limit = new ConcurrencyLimit(settings);
            return new Subject() {
                @Override
                public int most() {
                    return limit.most();
                }

                @Override
                public int begin() {
                    return limit.begin();
                }

                @Override
                public void end(long startNanos, long nanos, int inFlightThen) {
                    limit.end(startNanos, nanos, inFlightThen);
                }

                @Override
                public void endFailed(long startNanos, long nanos, int inFlightThen) {
                    assertThat(limit.endRefused(nanos, inFlightThen)).isTrue();
                }
            };
        }

        static Subject of(Limit limit) {
            return new Subject() {
                private int inFlight;

                @Override
                public int most() {
                    return limit.getLimit();
                }

                @Override
                public int begin() {
                    inFlight++;
                    return inFlight;
                }

                @Override
                public void end(long startNanos, long nanos, int inFlightThen) {
                    inFlight--;
                    limit.onSample(startNanos, nanos, inFlightThen, false);
                }

                @Override
                public void endFailed(long startNanos, long nanos, int inFlightThen) {
                    inFlight--;
                    limit.onSample(startNanos, nanos, inFlightThen, true);
                }
            };
        }
    }

    /**
     * What came of it, from the moment on that was asked for.
     *
     * @param seconds end of the last call
     * @param callsPerSecond calls that ended
     * @param meanSeconds of a call, queueing included
     * @param most calls in flight at any time, those refused included
     * @param refused calls, at any time
     */
    record Result(double seconds, double callsPerSecond, double meanSeconds, int most, int refused) {}

    private record Call(long start, long end, int inFlight, boolean refused) {}

    /** A target without bounds. */
    static SimulatedTarget unbounded(int workers, double meanSeconds, double variation) {
        return new SimulatedTarget(workers, always(meanSeconds), variation, 0, Double.POSITIVE_INFINITY, Beyond.QUEUE);
    }

    /** A target that works on {@code capacity} calls at a time. */
    static SimulatedTarget bounded(int workers, double meanSeconds, double variation, int capacity) {
        return new SimulatedTarget(workers, always(meanSeconds), variation, capacity, 0, Beyond.QUEUE);
    }

    /** A target that works on {@code capacity} calls at a time and refuses others. */
    static SimulatedTarget refusing(int workers, double meanSeconds, double variation, int capacity) {
        return new SimulatedTarget(workers, always(meanSeconds), variation, capacity, 0, Beyond.REFUSE);
    }

    private static DoubleUnaryOperator always(double meanSeconds) {
        return ignored -> meanSeconds;
    }

    /** Makes so many calls. */
    Result calls(Subject limit, int calls) {
        return run(limit, calls, Double.POSITIVE_INFINITY, 0);
    }

    /** Makes calls for some time and looks at the last part of it. */
    Result until(Subject limit, double seconds, double from) {
        return run(limit, Integer.MAX_VALUE, seconds, from);
    }

    private Result run(Subject limit, int calls, double untilSeconds, double fromSeconds) {
        SplittableRandom random = new SplittableRandom(7);
        double logVariance = Math.log1p(variation * variation);
        PriorityQueue<Call> running = new PriorityQueue<>(Comparator.comparingLong(Call::end));
        PriorityQueue<Long> free = new PriorityQueue<>();
        long now = 0;
        int begun = 0;
        int borne = 0;
        int most = 0;
        int refused = 0;
        long counted = 0;
        long nanos = 0;
        while (true) {
            while (running.size() < Math.min(workers, limit.most()) && begun < calls) {
                double mean = meanSeconds.applyAsDouble(now / 1e9);
                long service = (long)
                        (1e9 * mean * Math.exp(Math.sqrt(logVariance) * random.nextGaussian() - logVariance / 2));
                long start = now;
                boolean bounded = now / 1e9 >= boundedFrom;
                boolean tooMany = bounded && beyond == Beyond.REFUSE && borne >= capacity;
                if (bounded && beyond == Beyond.QUEUE) {
                    while (free.size() < capacity) {
                        free.add(now);
                    }
                    start = Math.max(now, free.remove());
                    free.add(start + service);
                }
                running.add(new Call(now, tooMany ? now + REFUSAL_NANOS : start + service, limit.begin(), tooMany));
                most = Math.max(most, running.size());
                if (tooMany) {
                    refused++;
                } else {
                    borne++;
                    begun++;
                }
            }
            Call next = running.poll();
            if (next == null || next.end() / 1e9 > untilSeconds) {
                double span = now / 1e9 - fromSeconds;
                return new Result(now / 1e9, counted / span, nanos / 1e9 / counted, most, refused);
            }
            now = next.end();
            if (next.refused()) {
                limit.endFailed(next.start(), next.end() - next.start(), next.inFlight());
            } else {
                borne--;
                if (now / 1e9 > fromSeconds) {
                    counted++;
                    nanos += next.end() - next.start();
                }
                limit.end(next.start(), next.end() - next.start(), next.inFlight());
            }
        }
    }
}
