package io.amorsize.validation.synthetic;

/**
 * How computing workers hold each other up.
 *
 * @param contention share of the computation that only one worker at a time can do, 0..1
 * @param coherency cost of keeping each pair of workers in step, as a share of the computation, at least 0
 * @param coresOfBandwidth cores that the memory can feed, above 0; infinite where memory is no limit
 */
record Interference(double contention, double coherency, double coresOfBandwidth) {

    /** Workers that share nothing. */
    static final Interference NONE = new Interference(0, 0, Double.POSITIVE_INFINITY);

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    Interference {
        if (!(contention >= 0 && contention <= 1 && coherency >= 0 && coresOfBandwidth > 0)) {
            throw new IllegalArgumentException("no such interference: " + contention + ", " + coherency);
        }
    }

    /**
     * Computation done per second, in cores, of what the machine could do.
     *
     * @param cores what it could do
     * @param computing workers that are on a hardware thread at once, at least 1
     */
    double slowed(double cores, int computing) {
        double others = computing - 1.0;
        return Math.min(coresOfBandwidth, cores / (1 + contention * others + coherency * computing * others));
    }
}
