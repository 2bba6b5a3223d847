package io.amorsize.cost;

/**
 * One way to run the work, with its cost. Immutable.
 *
 * @param workers workers, at least 1
 * @param chunkSize items per chunk, at least 1
 * @param time its makespan in terms of the mean item time
 * @param stretch how its items take longer than alone
 */
public record Candidate(int workers, long chunkSize, ChunkTime time, Stretch stretch) {

    /** Time that adds to that of the items: start, a worker's share of the hand-overs, transfer, serial part, in seconds. */
    public double overheadSeconds() {
        return time.overheadSeconds();
    }

    /** Time that adds to that of the items under one draw of what a pool costs, in seconds. */
    double overheadSeconds(ScalingDraws draws, int draw) {
        return time.overheadSeconds() + dearerPoolSeconds(draws, draw);
    }

    /** Time by which one draw of what a pool costs is above the usual, in seconds. */
    double dearerPoolSeconds(ScalingDraws draws, int draw) {
        return time.poolSeconds() * (poolFactor(draws, draw) - 1);
    }

    /** What a pool costs under one draw relative to the usual, above 0. */
    double poolFactor(ScalingDraws draws, int draw) {
        return time.poolFactor(draws.pool(draw));
    }

    /** Time of the start, the transfer and the serial part, in seconds. */
    public double fixedSeconds() {
        return time.fixedSeconds();
    }

    /** Expected time of the run with items of this mean when nobody else is working, in seconds. */
    public double expectedSeconds(double meanSeconds) {
        return time.seconds(meanSeconds * stretch.median());
    }

    /** Items' worth of time on the critical path, at least 1. */
    public double criticalItems() {
        return time.meanItems();
    }

    /** By how much an item is expected to take longer than alone, at least about 1. */
    public double expectedStretch() {
        return stretch.median();
    }

    /** By how much computing takes longer because memory bandwidth is shared, at least 1. */
    public double starvation() {
        return stretch.starvation();
    }
}
