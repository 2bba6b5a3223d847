package io.amorsize.bench.jobs;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a job went.
 *
 * @param seconds from sending the request to the end of the job as its record has it
 * @param job what the service says of it
 */
record JobEnd(double seconds, JsonNode job) {

    /** Workers of the newest plan. */
    int workers() {
        return job.path("plan").path("workers").asInt(0);
    }

    /** The newest plan in words, and how many items had an outcome when it was made. */
    String plan() {
        JsonNode plan = job.path("plan");
        if (plan.path("revisions").isEmpty()) {
            return "none";
        }
        JsonNode first = plan.path("revisions").path(0);
        return workers() + " × " + plan.path("chunkSize").asLong() + " "
                + switch (plan.path("executor").asText()) {
                    case "VIRTUAL_THREADS" -> "virtual";
                    case "PLATFORM_THREADS" -> "platform";
                    default -> plan.path("executor").asText();
                }
                + ", after " + first.path("itemsEnded").asLong();
    }

    /** Time of all items together, in seconds. */
    double busySeconds() {
        return job.path("actual").path("serialEquivalentSeconds").asDouble();
    }
}
