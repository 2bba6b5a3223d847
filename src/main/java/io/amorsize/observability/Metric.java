package io.amorsize.observability;

import static io.amorsize.observability.MetricTag.BREAKER;
import static io.amorsize.observability.MetricTag.CODE;
import static io.amorsize.observability.MetricTag.DECISION;
import static io.amorsize.observability.MetricTag.EVIDENCE;
import static io.amorsize.observability.MetricTag.EXECUTOR;
import static io.amorsize.observability.MetricTag.FAILURE;
import static io.amorsize.observability.MetricTag.FIGURE;
import static io.amorsize.observability.MetricTag.INTERVAL90;
import static io.amorsize.observability.MetricTag.JAVA;
import static io.amorsize.observability.MetricTag.JOB_TYPE;
import static io.amorsize.observability.MetricTag.KIND;
import static io.amorsize.observability.MetricTag.LETTER_STATUS;
import static io.amorsize.observability.MetricTag.LIMIT;
import static io.amorsize.observability.MetricTag.MEMORY;
import static io.amorsize.observability.MetricTag.OUTCOME;
import static io.amorsize.observability.MetricTag.REASON;
import static io.amorsize.observability.MetricTag.REPLAY;
import static io.amorsize.observability.MetricTag.RESOURCE;
import static io.amorsize.observability.MetricTag.STARTED;
import static io.amorsize.observability.MetricTag.STATE;
import static io.amorsize.observability.MetricTag.STATUS;
import static io.amorsize.observability.MetricTag.TAIL;
import static io.amorsize.observability.MetricTag.TARGET;
import static io.amorsize.observability.MetricTag.TYPE;
import static io.amorsize.observability.MetricTag.VERSION;
import static io.amorsize.observability.MetricTag.WAITED;
import static io.amorsize.observability.MetricTag.WORKERS;
import static io.amorsize.observability.MetricTag.WORKLOAD;

import java.util.List;

/** Every metric of the service: the one place where its name, type, unit, tags and meaning are written. */
public enum Metric {
    /** Counts recommendations. */
    RECOMMENDATIONS(
            "amorsize_recommendations_total",
            Type.COUNTER,
            "recommendations",
            "Recommendations made.",
            DECISION,
            KIND,
            LIMIT,
            EXECUTOR,
            EVIDENCE),
    /** Time of the optimizer. */
    RECOMMENDATION_SECONDS(
            "amorsize_recommendation_seconds",
            Type.HISTOGRAM,
            "seconds",
            "Time the optimizer took for a recommendation, without HTTP and JSON.",
            EVIDENCE),
    /** Greatest of those times lately. */
    RECOMMENDATION_SECONDS_MAX(
            "amorsize_recommendation_seconds_max",
            Type.GAUGE,
            "seconds",
            "Longest such time in the last two minutes or so.",
            EVIDENCE),
    /** Counts recommendations in the store. */
    RECOMMENDATIONS_KEPT(
            "amorsize_recommendations_kept_total",
            Type.COUNTER,
            "recommendations",
            "Recommendations written to the store behind their answers; those with an Idempotency-Key are written"
                    + " before, and not counted here."),
    /** Counts recommendations that are not in the store. */
    RECOMMENDATIONS_NOT_KEPT(
            "amorsize_recommendations_not_kept_total",
            Type.COUNTER,
            "recommendations",
            "Recommendations that will never be in the store, by the reason.",
            REASON),
    /** Those in between. */
    RECOMMENDATIONS_WAITING(
            "amorsize_recommendations_waiting",
            Type.GAUGE,
            "recommendations",
            "Recommendations that were given and are still to be written to the store."),
    /** Counts outcomes. */
    OUTCOMES(
            "amorsize_outcomes_total",
            Type.COUNTER,
            "outcomes",
            "Outcomes reported, by what the recommendation rested on and whether its 90 % interval held the time.",
            KIND,
            EVIDENCE,
            INTERVAL90),
    /** How often the intervals of a workload were right. */
    WORKLOAD_COVERAGE(
            "amorsize_workload_interval90_coverage_ratio",
            Type.GAUGE,
            "ratio",
            "Share of the newest outcomes of a named workload that were inside the 90 % interval, 0 to 1. For the 50"
                    + " workloads with the newest outcomes.",
            WORKLOAD),
    /** How far off the predictions of a workload were. */
    WORKLOAD_ERROR(
            "amorsize_workload_median_error_ratio",
            Type.GAUGE,
            "ratio",
            "Median error of the predicted time of the same outcomes, as a share: 0.1 is a factor of 1.1.",
            WORKLOAD),
    /** Whether a workload changed. */
    WORKLOAD_DRIFT(
            "amorsize_workload_drift",
            Type.GAUGE,
            "-1, 0 or 1",
            "1 if the same workload has lately become slower, -1 if faster, 0 if neither.",
            WORKLOAD),
    /** How often the intervals of a class were right. */
    CLASS_COVERAGE(
            "amorsize_class_interval90_coverage_ratio",
            Type.GAUGE,
            "ratio",
            "Share of the newest recommendations for a class of workloads, named or not, whose first outcome was inside"
                    + " the 90 % interval, 0 to 1.",
            KIND,
            EVIDENCE,
            TAIL),
    /** How far off the predictions of a class were. */
    CLASS_ERROR(
            "amorsize_class_median_error_ratio",
            Type.GAUGE,
            "ratio",
            "Median error of the predicted time of the same outcomes, as a share.",
            KIND,
            EVIDENCE,
            TAIL),
    /** By how much the intervals of a class are widened. */
    CLASS_WIDTH(
            "amorsize_class_width_factor",
            Type.GAUGE,
            "factor",
            "Factor on the width of the intervals, in ln, for workloads of the class without 20 scores of their own.",
            KIND,
            EVIDENCE,
            TAIL),
    /** Dead letters that are there. */
    DEAD_LETTERS(
            "amorsize_dead_letters",
            Type.GAUGE,
            "letters",
            "Items that failed for good and are kept, by what has become of them.",
            JOB_TYPE,
            LETTER_STATUS),
    /** Age of the oldest one. */
    DEAD_LETTERS_OLDEST(
            "amorsize_dead_letters_oldest_timestamp_seconds",
            Type.GAUGE,
            "seconds",
            "When the oldest of them first failed, since the epoch.",
            JOB_TYPE,
            LETTER_STATUS),
    /** Inflow. */
    DEAD_LETTER_FAILURES(
            "amorsize_dead_letter_failures_total",
            Type.COUNTER,
            "items",
            "Items given up by this replica, by how they ended.",
            JOB_TYPE,
            FAILURE,
            REPLAY),
    /** Inflow of one sort. */
    DEAD_LETTER_BURST(
            "amorsize_dead_letter_burst_items",
            Type.GAUGE,
            "items",
            "The most items that this replica gave up with one fingerprint within a minute, the current or the one"
                    + " before.",
            JOB_TYPE),
    /** Outflow by success. */
    DEAD_LETTERS_REPLAYED(
            "amorsize_dead_letters_replayed_total",
            Type.COUNTER,
            "letters",
            "Letters whose replay succeeded on this replica.",
            JOB_TYPE),
    /** Outflow by age and number. */
    DEAD_LETTERS_DROPPED(
            "amorsize_dead_letters_dropped_total",
            Type.COUNTER,
            "letters",
            "Letters removed by this replica because there were too many or they were too old.",
            JOB_TYPE),
    /** Counts refused and failed requests. */
    REQUEST_FAILURES(
            "amorsize_request_failures_total",
            Type.COUNTER,
            "requests",
            "Requests answered with a problem, by its code.",
            CODE),

    /** Population. */
    JOBS("amorsize_jobs", Type.GAUGE, "jobs", "Jobs in the store, of all replicas that share it.", STATE),
    /** Counts jobs that begin. */
    JOBS_ACCEPTED("amorsize_jobs_accepted_total", Type.COUNTER, "jobs", "Jobs accepted.", TYPE),
    /** Counts jobs that end. */
    JOBS_ENDED(
            "amorsize_jobs_ended_total",
            Type.COUNTER,
            "jobs",
            "Jobs that are over, by the state they ended in.",
            TYPE,
            STATE),
    /** Counts jobs that stop. */
    JOBS_PAUSED(
            "amorsize_jobs_paused_total",
            Type.COUNTER,
            "jobs",
            "Jobs paused, by somebody or by their failure policy.",
            TYPE),
    /** Counts plans. */
    JOB_PLANS(
            "amorsize_job_plans_total",
            Type.COUNTER,
            "plans",
            "Plans that jobs have followed, each revision counted.",
            TYPE),
    /** Counts items. */
    ITEMS("amorsize_items_total", Type.COUNTER, "items", "Items whose outcome is in the store.", TYPE, OUTCOME),
    /** Work done. */
    ITEM_BUSY(
            "amorsize_item_busy_seconds_total",
            Type.COUNTER,
            "seconds",
            "Time of the last tries of these items together: its rate is the workers they kept busy.",
            TYPE),
    /** Counts tries in vain. */
    ITEM_RETRIES(
            "amorsize_item_retries_total", Type.COUNTER, "tries", "Failed tries that were followed by another.", TYPE),
    /** Those in between. */
    ITEM_OUTCOMES_WAITING(
            "amorsize_item_outcomes_waiting",
            Type.GAUGE,
            "items",
            "Items that were run and whose outcomes are still to be written to the store."),
    /** Counts leases taken over by others. */
    LEASES_LOST(
            "amorsize_partition_leases_lost_total",
            Type.COUNTER,
            "partitions",
            "Partitions that this replica ran and another took over; what it had not recorded is run again."),
    /** Counts deaths. */
    PARTITION_DEATHS(
            "amorsize_partition_deaths_total",
            Type.COUNTER,
            "deaths",
            "Deaths of replicas that held a partition, as seen by this one."),
    /** Workers at work. */
    WORKERS_RUNNING("amorsize_workers_running", Type.GAUGE, "workers", "Workers that run items."),
    /** Workers that may be. */
    WORKERS_ALLOWED("amorsize_workers_allowed", Type.GAUGE, "workers", "Workers that may run items now."),
    /** CPUs in use. */
    WORKER_CPUS("amorsize_worker_cpus", Type.GAUGE, "CPUs", "CPUs that the running workers are reckoned to keep busy."),
    /** CPUs there are. */
    WORKER_CPU_BUDGET("amorsize_worker_budget_cpus", Type.GAUGE, "CPUs", "CPUs that workers may keep busy now."),
    /** Memory in use. */
    ITEM_MEMORY(
            "amorsize_item_memory_bytes",
            Type.GAUGE,
            "bytes",
            "Memory that running items hold, as their types tell it.",
            MEMORY),
    /** Memory there is. */
    ITEM_MEMORY_BUDGET(
            "amorsize_item_memory_budget_bytes",
            Type.GAUGE,
            "bytes",
            "Memory that running items may hold together.",
            MEMORY),
    /** Jobs in line for memory. */
    JOBS_AWAITING_MEMORY(
            "amorsize_jobs_awaiting_memory",
            Type.GAUGE,
            "jobs",
            "Jobs that are run no further until running items have given back memory.",
            MEMORY),
    /** Population. */
    TARGETS("amorsize_targets", Type.GAUGE, "targets", "Targets that are remembered.", BREAKER),
    /** Calls to a target. */
    TARGET_CALLS("amorsize_target_calls_in_flight", Type.GAUGE, "calls", "Calls in flight to a target.", TARGET),
    /** What a target bears. */
    TARGET_LIMIT(
            "amorsize_target_calls_limit",
            Type.GAUGE,
            "calls",
            "Calls in flight that a target is thought to bear.",
            TARGET),
    /** Counts targets that break and recover. */
    TARGET_CHANGES(
            "amorsize_target_breaker_changes_total",
            Type.COUNTER,
            "changes",
            "Changes of the circuit breakers of all targets, by the new state.",
            BREAKER),

    /** Capacity. */
    EFFECTIVE_CPUS(
            "amorsize_host_effective_cpus",
            Type.GAUGE,
            "CPUs",
            "CPUs that plans count on: the least of quota, cpuset and processors."),
    /** Quota. */
    QUOTA_CPUS("amorsize_host_quota_cpus", Type.GAUGE, "CPUs", "The CFS quota. Absent without a quota."),
    /** Hardware threads. */
    LOGICAL_PROCESSORS(
            "amorsize_host_logical_processors", Type.GAUGE, "processors", "Hardware threads of the machine."),
    /** Memory of the machine. */
    MEMORY_TOTAL("amorsize_host_memory_total_bytes", Type.GAUGE, "bytes", "Memory of the machine."),
    /** Memory limit. */
    MEMORY_LIMIT(
            "amorsize_host_memory_limit_bytes",
            Type.GAUGE,
            "bytes",
            "The memory limit that applies. Absent without a limit."),
    /** Memory in use. */
    MEMORY_USED(
            "amorsize_host_memory_used_bytes",
            Type.GAUGE,
            "bytes",
            "Memory counted against the limit; without a limit, memory in use on the machine."),
    /** Memory that is left. */
    MEMORY_USABLE("amorsize_host_memory_usable_bytes", Type.GAUGE, "bytes", "Memory that plans count on."),
    /** Throttling. */
    THROTTLED_RATIO(
            "amorsize_host_cpu_throttled_ratio",
            Type.GAUGE,
            "ratio",
            "Share of CFS periods in which this container was throttled, 0 to 1."),
    /** Utilization. */
    CPU_UTILIZATION(
            "amorsize_host_cpu_utilization_ratio",
            Type.GAUGE,
            "ratio",
            "Busy share of the machine's processors, 0 to 1."),
    /** CPUs that are taken. */
    OTHER_CPUS("amorsize_host_other_cpus", Type.GAUGE, "CPUs", "CPUs that other processes keep busy."),
    /** Pressure. */
    PRESSURE(
            "amorsize_host_pressure_ratio",
            Type.GAUGE,
            "ratio",
            "Pressure stall information: share of the last 10 s in which some task waited for the resource, 0 to 1.",
            RESOURCE),
    /** Age of the host figures. */
    HOST_READ(
            "amorsize_host_read_timestamp_seconds",
            Type.GAUGE,
            "seconds",
            "When the host figures were read, since the epoch."),

    /** How far the calibration is. */
    CALIBRATION_STATUS(
            "amorsize_calibration_status",
            Type.GAUGE,
            "0 or 1",
            "1 for the state the calibration is in, 0 for the others.",
            STATUS),
    /** Which figures are measured. */
    CALIBRATION_TRUSTED(
            "amorsize_calibration_trusted",
            Type.GAUGE,
            "0 or 1",
            "1 if the figure in use is measured on this machine, 0 if it is a published one.",
            FIGURE),
    /** Cost of handing out a chunk. */
    DISPATCH_SECONDS(
            "amorsize_calibration_dispatch_seconds",
            Type.GAUGE,
            "seconds",
            "Serialised cost of handing one chunk to a pool.",
            WORKERS),
    /** Cost of starting a worker. */
    START_SECONDS(
            "amorsize_calibration_start_seconds",
            Type.GAUGE,
            "seconds",
            "Time to start one thread, virtual thread or process.",
            STARTED),
    /** CPU time of one wait. */
    WAIT_SECONDS(
            "amorsize_calibration_wait_seconds",
            Type.GAUGE,
            "seconds",
            "CPU time that one wait costs a thread or a virtual thread.",
            WAITED),
    /** Memory bandwidth. */
    MEMORY_BANDWIDTH(
            "amorsize_calibration_memory_bandwidth_bytes_per_second",
            Type.GAUGE,
            "bytes per second",
            "Bytes read by all workers together. Absent until measured.",
            WORKERS),
    /** Gain of a second hardware thread. */
    SMT_GAIN(
            "amorsize_calibration_smt_gain_ratio",
            Type.GAUGE,
            "ratio",
            "Throughput of a second hardware thread of a core relative to the first, 0 to 1."),
    /** Age of the calibration. */
    CALIBRATION_MEASURED(
            "amorsize_calibration_measured_timestamp_seconds",
            Type.GAUGE,
            "seconds",
            "When the calibration was measured, since the epoch. Absent until then."),

    /** What is running. */
    BUILD_INFO("amorsize_build_info", Type.GAUGE, "1", "Always 1; the tags say what is running.", VERSION, JAVA);

    /** How a value behaves over time. */
    public enum Type {
        /** Only grows, until the service starts anew. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Counts values by their size. */
        HISTOGRAM
    }

    private final String exposedName;
    private final Type type;
    private final String unit;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<MetricTag> tags;

    Metric(String exposedName, Type type, String unit, String meaning, MetricTag... tags) {
        this.exposedName = exposedName;
        this.type = type;
        this.unit = unit;
        this.meaning = meaning;
        this.tags = List.of(tags);
    }

    /** The name of the family in the Prometheus exposition. */
    public String exposedName() {
        return exposedName;
    }

    /** The name to register a counter or timer under: the exposition appends the rest. */
    String meterName() {
        return exposedName.replaceFirst("_(total|seconds)$", "");
    }

    /** How its values behave. */
    public Type type() {
        return type;
    }

    /** What it counts or measures. */
    public String unit() {
        return unit;
    }

    /** What it says, in a sentence. */
    public String meaning() {
        return meaning;
    }

    /** Its tags, in the order of the exposition; empty if there is one value only. */
    public List<MetricTag> tags() {
        return tags;
    }
}
