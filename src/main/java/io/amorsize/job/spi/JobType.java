package io.amorsize.job.spi;

/**
 * A kind of work: what its items are and how one of them is run. A type needs a public constructor without parameters
 * and a line in {@code META-INF/services/io.amorsize.job.spi.JobType} of its jar. One instance serves all jobs and is
 * used by many threads.
 *
 * <p>Parameters, items and results are records. The components of the first two carry {@code @Schema} annotations of
 * MicroProfile OpenAPI that say what is accepted (a range for every number, a length for every text); the service
 * checks JSON against them before the type sees it, and publishes them as JSON Schema. Components are of type
 * {@code Double}, {@code Long}, {@code Integer}, {@code Boolean}, {@code String}, an enumeration, {@link JsonText}, a
 * record of the same kind, a {@code List} of these or a {@code Map} from {@code String} to {@code String}; those that
 * are not required may be null. Results are written as JSON as Jackson does it.
 *
 * @param <P> parameters that all items of a job share
 * @param <I> one item
 * @param <R> what comes of one item
 */
public interface JobType<P extends Record, I extends Record, R extends Record> {

    /** What the type is; the same at each call. */
    JobTypeDescription<P, I, R> description();

    /**
     * Prepares to run items with these parameters. It is called on each replica that takes part in a job, also again
     * after a restart, and should not take long.
     *
     * @throws JobRefused if the configuration of this service does not allow what the parameters ask for; the job is
     *     then not accepted
     */
    ItemRunner<I, R> open(P parameters) throws JobRefused;
}
