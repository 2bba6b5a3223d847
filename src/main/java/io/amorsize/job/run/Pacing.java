package io.amorsize.job.run;

import io.amorsize.job.RateLimit;
import java.util.function.IntSupplier;

/**
 * Holds the items of a job to a rate: the generic cell rate algorithm (ITU-T I.371, annex A), in its virtual-scheduling
 * form. Each replica gets an even share of the rate. Not safe for use by many threads.
 */
final class Pacing {

    private static final double NANOS = 1e9;

    private final RateLimit limit;
    private final IntSupplier replicas;
    private final long startNanos;
    /** When the next item would begin if none were early, since the start: small numbers lose no nanoseconds. */
    private double expectedNanos;

    Pacing(RateLimit limit, IntSupplier replicas, long now) {
        this.limit = limit;
        this.replicas = replicas;
        this.startNanos = now;
    }

    /** How many of {@code wanted} items may begin now, counted as begun; 0 to {@code wanted}. */
    int take(int wanted, long now) {
        double interval = interval();
        double since = (double) (now - startNanos);
        double earliest = Math.max(expectedNanos, since);
        double allowance = (limit.burst() - 1) * interval;
        int taken = (int) Math.clamp(Math.floor((since + allowance - earliest) / interval) + 1, 0, wanted);
        expectedNanos = earliest + taken * interval;
        return taken;
    }

    /** Time until an item may begin, at least 0. */
    long nanosLeft(long now) {
        double wait = expectedNanos - (limit.burst() - 1) * interval() - (now - startNanos);
        return (long) Math.ceil(Math.max(0, wait));
    }

    private double interval() {
        return NANOS * replicas.getAsInt() / limit.itemsPerSecond();
    }
}
