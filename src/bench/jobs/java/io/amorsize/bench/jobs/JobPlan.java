package io.amorsize.bench.jobs;

/**
 * How a plan is asked for.
 *
 * @param json the member {@code plan} of the request
 */
record JobPlan(String json) {

    static final JobPlan AUTO = new JobPlan("{\"mode\":\"AUTO\"}");

    static JobPlan fixed(int workers, long chunkSize) {
        return new JobPlan("{\"mode\":\"FIXED\",\"workers\":" + workers + ",\"chunkSize\":" + chunkSize + "}");
    }
}
