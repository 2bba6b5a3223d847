package io.amorsize.validation.synthetic;

/**
 * How a run is divided.
 *
 * @param workers workers, at least 1; 1 is the serial run by the caller, without a pool
 * @param chunkSize items handed to a worker at a time, at least 1
 */
record Split(int workers, long chunkSize) {

    /** @throws IllegalArgumentException if a component is below 1 */
    Split {
        if (workers < 1 || chunkSize < 1) {
            throw new IllegalArgumentException(
                    "workers and chunkSize must be at least 1, were " + workers + " and " + chunkSize);
        }
    }

    /** The split of a run without a pool. */
    static Split serial(long items) {
        return new Split(1, items);
    }

    @Override
    public String toString() {
        return workers == 1 ? "serial" : workers + " workers, chunks of " + chunkSize;
    }
}
