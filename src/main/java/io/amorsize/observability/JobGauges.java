package io.amorsize.observability;

import io.amorsize.job.JobStore;
import io.amorsize.job.work.PoolStatus;
import io.amorsize.job.work.TargetStatuses;
import io.amorsize.recommendation.StoreUnavailable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where the gauges of jobs are read. Safe for use by many threads if its parts are. */
public final class JobGauges {

    private final JobStore store;
    private final TargetStatuses targets;
    private final Supplier<PoolStatus> pool;
    private final LongSupplier waiting;

    /**
     * @param store has the jobs
     * @param targets what items call
     * @param pool the workers now
     * @param waiting outcomes that are not kept yet
     */
    public JobGauges(JobStore store, TargetStatuses targets, Supplier<PoolStatus> pool, LongSupplier waiting) {
        this.store = store;
        this.targets = targets;
        this.pool = pool;
        this.waiting = waiting;
    }

    /** The values of now, without those of the store when it does not answer. */
    Stream<Sample> samples() {
        return Stream.of(JobSamples.ofPool(pool.get(), waiting.getAsLong()), JobSamples.ofTargets(targets), ofStore())
                .flatMap(samples -> samples);
    }

    private Stream<Sample> ofStore() {
        try {
            return JobSamples.ofJobs(store.population());
        } catch (StoreUnavailable e) {
            return Stream.empty();
        }
    }
}
