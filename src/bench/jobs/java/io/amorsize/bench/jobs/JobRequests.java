package io.amorsize.bench.jobs;

import java.util.List;
import java.util.Locale;

/** Bodies of requests for jobs. */
final class JobRequests {

    private JobRequests() {}

    /** Items that are numbers. */
    static String range(String type, String parameters, long items, JobPlan plan) {
        return "{\"type\":\"" + type + "\",\"parameters\":" + parameters + ",\"range\":{\"from\":0,\"to\":" + items
                + "},\"plan\":" + plan.json() + "}";
    }

    /** Items that are documents. */
    static String documents(String type, String parameters, List<String> items, JobPlan plan) {
        return "{\"type\":\"" + type + "\",\"parameters\":" + parameters + ",\"items\":[" + String.join(",", items)
                + "],\"plan\":" + plan.json() + "}";
    }

    /** Items that burn CPU time and sleep, both in seconds. */
    static String synthetic(double cpu, double sleep, long items, JobPlan plan) {
        return synthetic(cpu, sleep, "", items, plan);
    }

    /** The same with other parameters, each after a comma. */
    static String synthetic(double cpu, double sleep, String others, long items, JobPlan plan) {
        String parameters =
                String.format(Locale.ROOT, "{\"cpuSeconds\":%.9f,\"sleepSeconds\":%.9f%s}", cpu, sleep, others);
        return range("synthetic", parameters, items, plan);
    }
}
