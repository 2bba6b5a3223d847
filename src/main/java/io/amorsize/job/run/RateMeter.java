package io.amorsize.job.run;

/**
 * A rate over the last seconds: counts decay with a time constant of 5 s, corrected for the time since the start as in
 * the bias correction of exponential averages (Kingma and Ba, Adam, 2015, section 3). Not safe for use by many threads.
 */
final class RateMeter {

    private static final double TIME_CONSTANT_SECONDS = 5;
    private static final double LEAST_SECONDS = 1e-3;

    private final long startNanos;
    private long lastNanos;
    private double decayed;

    RateMeter(long now) {
        this.startNanos = now;
        this.lastNanos = now;
    }

    void add(long count, long now) {
        decay(now);
        decayed += count;
    }

    /** Counts per second, at least 0. */
    double perSecond(long now) {
        decay(now);
        double age = Math.max(LEAST_SECONDS, (now - startNanos) / 1e9);
        return decayed / (TIME_CONSTANT_SECONDS * -Math.expm1(-age / TIME_CONSTANT_SECONDS));
    }

    private void decay(long now) {
        decayed *= Math.exp(-(now - lastNanos) / 1e9 / TIME_CONSTANT_SECONDS);
        lastNanos = now;
    }
}
