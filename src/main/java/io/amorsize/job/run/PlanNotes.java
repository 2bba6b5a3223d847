package io.amorsize.job.run;

import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PlanRevision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Notes in the store which plans a job follows. Plans are made by workers, who must not wait for the store, and noted by
 * the threads of partitions; those of the end together with the end. Safe for use by many threads.
 */
final class PlanNotes {

    private final Services services;
    private final LiveJob live;
    private final Planning planning;
    private final Bell bell;

    // Guarded by this.
    private final Deque<PlanRevision> unsaved = new ArrayDeque<>();

    PlanNotes(Services services, LiveJob live, Planning planning, Bell bell) {
        this.services = services;
        this.live = live;
        this.planning = planning;
        this.bell = bell;
        if (live.job().plans().isEmpty()) {
            planning.given().ifPresent(unsaved::add);
        }
    }

    /** Plans anew; what comes of it is noted later. */
    void plan() {
        planning.plan(live.job()).ifPresent(revision -> {
            add(revision);
            bell.ring();
        });
    }

    /** The last partition was run: a job that is over before its plan was decided has followed one all the same. */
    void finished(PartitionLease lease) {
        boolean last =
                lease.partition().to() == live.job().items() && !(live.job().state() instanceof JobState.Accepting);
        if (last) {
            planning.unsettled().ifPresent(this::add);
        }
    }

    /** Notes what was not noted yet. What the store does not take is noted the next time. */
    void save() {
        Optional<PlanRevision> next = take();
        while (next.isPresent()) {
            PlanRevision revision = next.get();
            try {
                services.store().addPlan(live.job().id(), revision);
            } catch (RuntimeException e) {
                putBack(revision);
                throw e;
            }
            services.listener().planned(live.job(), revision);
            next = take();
        }
    }

    /**
     * Has what was not noted yet noted by the same transaction that ends a lease. Where that does not come about it is
     * noted the next time.
     *
     * @param end ends the lease; the job after it
     */
    Optional<Job> saveAtEnd(Function<List<PlanRevision>, Optional<Job>> end) {
        List<PlanRevision> revisions = takeAll();
        Optional<Job> after = Optional.empty();
        try {
            after = end.apply(revisions);
        } finally {
            if (after.isEmpty()) {
                revisions.reversed().forEach(this::putBack);
            }
        }
        after.ifPresent(job -> revisions.forEach(revision -> services.listener().planned(job, revision)));
        return after;
    }

    private synchronized void add(PlanRevision revision) {
        unsaved.addLast(revision);
    }

    private synchronized Optional<PlanRevision> take() {
        return Optional.ofNullable(unsaved.pollFirst());
    }

    private synchronized List<PlanRevision> takeAll() {
        List<PlanRevision> all = List.copyOf(unsaved);
        unsaved.clear();
        return all;
    }

    private synchronized void putBack(PlanRevision revision) {
        unsaved.addFirst(revision);
    }
}
