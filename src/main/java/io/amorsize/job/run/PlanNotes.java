package io.amorsize.job.run;

import io.amorsize.job.JobState;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PlanRevision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Notes in the store which plans a job follows. Plans are made by workers, who must not wait for the store, and noted
 * by the threads of partitions. Safe for use by many threads.
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

    private synchronized void add(PlanRevision revision) {
        unsaved.addLast(revision);
    }

    private synchronized Optional<PlanRevision> take() {
        return Optional.ofNullable(unsaved.pollFirst());
    }

    private synchronized void putBack(PlanRevision revision) {
        unsaved.addFirst(revision);
    }
}
