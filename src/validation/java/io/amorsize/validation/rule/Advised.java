package io.amorsize.validation.rule;

/**
 * What a rule advises.
 *
 * @param workers workers, at least 1; 1 is the serial run without a pool
 * @param chunkSize items handed to a worker at a time, at least 1
 */
public record Advised(int workers, long chunkSize) {

    /** @throws IllegalArgumentException if a component is below 1 */
    public Advised {
        if (workers < 1 || chunkSize < 1) {
            throw new IllegalArgumentException(
                    "workers and chunkSize must be at least 1, were " + workers + " and " + chunkSize);
        }
    }

    /** The serial run. */
    static Advised serial(Question question) {
        return new Advised(1, question.items());
    }
}
