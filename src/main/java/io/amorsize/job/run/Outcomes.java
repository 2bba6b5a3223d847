package io.amorsize.job.run;

import io.amorsize.job.DamagedJob;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.JobStore;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.PartitionResults;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the outcomes of a job's items from workers to the writer, and acts on what the store says of them. Safe for use
 * by many threads: workers hand over, the thread of the writer reports. No lock is held while others are called.
 */
final class Outcomes implements ResultWriter.Source {

    /**
     * An outcome and where it belongs.
     *
     * @param partition of the item
     * @param outcome of the item
     */
    record Ended(PartitionRun partition, ItemOutcome outcome) {}

    private final Services services;
    private final LiveJob live;
    private final ItemQueue queue;
    private final Bell bell;
    private final Runnable nudge;

    private final AtomicLong unsettled = new AtomicLong();
    private final AtomicLong unreportedRetries = new AtomicLong();

    // Guarded by this.
    private final RateMeter rate;

    /** @param nudge tells the pool that there may be work again */
    Outcomes(Services services, LiveJob live, ItemQueue queue, Bell bell, Runnable nudge) {
        this.services = services;
        this.live = live;
        this.queue = queue;
        this.bell = bell;
        this.nudge = nudge;
        this.rate = new RateMeter(services.nanoTime().getAsLong());
    }

    /** Items have outcomes: of partitions held here, in any order. */
    void ended(List<Ended> outcomes) {
        // Before anybody else can see that they have ended: who waits for the last must find it here.
        unsettled.addAndGet(outcomes.size());
        queue.ended(outcomes.size(), services.nanoTime().getAsLong());
        Map<PartitionRun, List<ItemOutcome>> byPartition = new LinkedHashMap<>();
        for (Ended one : outcomes) {
            byPartition
                    .computeIfAbsent(one.partition(), unseen -> new ArrayList<>())
                    .add(one.outcome());
        }
        byPartition.forEach((partition, ofPartition) -> {
            boolean last = partition.ran(ofPartition.size());
            services.writer()
                    .add(new ResultWriter.Batch(
                            this, partition, ofPartition, unreportedRetries.getAndSet(0), last || live.isStopping()));
        });
    }

    /** A try failed that is followed by another. */
    void retried() {
        unreportedRetries.incrementAndGet();
    }

    /** Outcomes that were handed over and are not done with. */
    long unsettled() {
        return unsettled.get();
    }

    /** Outcomes kept per second lately. */
    synchronized double perSecond() {
        return rate.perSecond(services.nanoTime().getAsLong());
    }

    @Override
    public void recorded(PartitionRun partition, PartitionResults results, JobStore.Receipt receipt) {
        // First, so that whoever leaves a partition that is over has heard of the job's end.
        Optional.ofNullable(receipt.states().get(live.job().id())).ifPresent(live::follow);
        if (receipt.lost().contains(partition.lease().partition())) {
            drop(partition);
            services.listener().leaseLost(partition.lease().partition());
        } else {
            kept(partition, results.outcomes());
            tell(results);
        }
    }

    private void kept(PartitionRun partition, List<ItemOutcome> outcomes) {
        synchronized (this) {
            rate.add(outcomes.size(), services.nanoTime().getAsLong());
        }
        if (outcomes.stream().anyMatch(outcome -> outcome.failure().isPresent())) {
            live.lookSoon();
        }
        partition.recorded(outcomes.size());
        bell.ring();
    }

    private void tell(PartitionResults results) {
        Map<OutcomeStatus, Long> items = new EnumMap<>(OutcomeStatus.class);
        double busySeconds = 0;
        for (ItemOutcome outcome : results.outcomes()) {
            items.merge(outcome.status(), 1L, Long::sum);
            busySeconds += outcome.seconds();
        }
        String type = live.job().spec().type();
        services.listener().recorded(type, items, busySeconds);
        if (results.retries() > 0) {
            services.listener().retried(type, results.retries());
        }
    }

    @Override
    public void settled(long outcomes) {
        unsettled.addAndGet(-outcomes);
        bell.ring();
        nudge.run();
    }

    @Override
    public void refused(PartitionRun partition, Throwable reason) {
        if (reason instanceof DamagedJob damaged) {
            live.damaged(damaged);
        }
        drop(partition);
    }

    private void drop(PartitionRun partition) {
        queue.drop(Set.of(partition));
        bell.ring();
    }
}
