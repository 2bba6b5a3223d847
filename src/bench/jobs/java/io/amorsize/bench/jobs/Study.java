package io.amorsize.bench.jobs;

/** A question about jobs that is answered by measuring. */
interface Study {

    /** Name to ask for it by. */
    String name();

    /** Heading of its chapter. */
    String title();

    /**
     * Measures.
     *
     * @param jobs of the service that is measured
     * @param rounds how often each way is timed
     * @return text and tables, without the heading
     */
    String run(JobClient jobs, int rounds) throws Exception;
}
