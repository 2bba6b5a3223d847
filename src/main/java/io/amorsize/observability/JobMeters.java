package io.amorsize.observability;

import io.amorsize.job.Job;
import io.amorsize.job.JobListener;
import io.amorsize.job.JobState;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.Partition;
import io.amorsize.job.PlanRevision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts jobs and items. Items are counted by the group in which their outcomes are kept, and meters are looked up by
 * values that are there already, so that an item costs nothing. Safe for use by many threads.
 */
public final class JobMeters implements JobListener {

    private record Labels(Metric metric, List<String> values) {}

    private final MeterRegistry registry;
    private final Map<Labels, Counter> counters = new ConcurrentHashMap<>();
    private final Counter leasesLost;
    private final Counter deaths;

    /**
     * Counts nothing yet.
     *
     * @param registry where the counters are registered; those by job type with the first job of the type, all at 0
     */
    public JobMeters(MeterRegistry registry) {
        this.registry = registry;
        this.leasesLost = counter(new Labels(Metric.LEASES_LOST, List.of()));
        this.deaths = counter(new Labels(Metric.PARTITION_DEATHS, List.of()));
    }

    @Override
    public void accepted(Job job) {
        String type = job.spec().type();
        for (OutcomeStatus status : OutcomeStatus.values()) {
            of(Metric.ITEMS, type, status.name());
        }
        for (Metric metric : List.of(Metric.ITEM_BUSY, Metric.ITEM_RETRIES, Metric.JOBS_PAUSED, Metric.JOB_PLANS)) {
            of(metric, type);
        }
        of(Metric.JOBS_ACCEPTED, type).increment();
    }

    @Override
    public void planned(Job job, PlanRevision plan) {
        of(Metric.JOB_PLANS, job.spec().type()).increment();
    }

    @Override
    public void paused(Job job) {
        of(Metric.JOBS_PAUSED, job.spec().type()).increment();
    }

    @Override
    public void ended(Job job) {
        JobState.Label state = job.state().label();
        of(Metric.JOBS_ENDED, job.spec().type(), state.name()).increment();
    }

    @Override
    public void recorded(String type, Map<OutcomeStatus, Long> items, double busySeconds) {
        items.forEach((status, count) -> of(Metric.ITEMS, type, status.name()).increment((double) count));
        of(Metric.ITEM_BUSY, type).increment(busySeconds);
    }

    @Override
    public void retried(String type, long tries) {
        of(Metric.ITEM_RETRIES, type).increment((double) tries);
    }

    @Override
    public void leaseLost(Partition partition) {
        leasesLost.increment();
    }

    @Override
    public void died(String jobId, long number, int times) {
        deaths.increment();
    }

    private Counter of(Metric metric, String... values) {
        return counters.computeIfAbsent(new Labels(metric, List.of(values)), this::counter);
    }

    private Counter counter(Labels labels) {
        Counter.Builder builder = Counter.builder(labels.metric().meterName())
                .description(labels.metric().meaning());
        for (int i = 0; i < labels.values().size(); i++) {
            builder.tag(labels.metric().tags().get(i).label(), labels.values().get(i));
        }
        return builder.register(registry);
    }
}
