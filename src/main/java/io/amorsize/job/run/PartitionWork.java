package io.amorsize.job.run;

import io.amorsize.job.DamagedJob;
import io.amorsize.job.PartitionLease;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What the thread of a partition does: it keeps items ready, notes plans, follows the state of the job, and waits for
 * workers and the writer. One thread for each partition; safe for use by many.
 */
final class PartitionWork {

    /** How work on a partition came to its end. */
    enum Exit {
        /** All outcomes are kept, or another has the lease. */
        OVER,
        /** The job is not to be run now. */
        STOPPED,
        /** This replica is to run nothing more. */
        DRAINED
    }

    /** How often a thread looks after its partition when nothing happens. */
    private static final long TICK_NANOS = Reminder.LONGEST_NANOS;

    /** For so long a store that does not answer is asked again before the partition is left. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Services services;
    private final LiveJob live;
    private final Planning planning;
    private final PlanNotes notes;
    private final Supply supply;
    private final Outcomes outcomes;
    private final Dealer dealer;
    private final Bell bell;

    PartitionWork(
            Services services,
            LiveJob live,
            Planning planning,
            PlanNotes notes,
            Supply supply,
            Outcomes outcomes,
            Dealer dealer,
            Bell bell) {
        this.services = services;
        this.live = live;
        this.planning = planning;
        this.notes = notes;
        this.supply = supply;
        this.outcomes = outcomes;
        this.dealer = dealer;
        this.bell = bell;
    }

    /**
     * Runs what is left of a partition; returns when it is over here.
     *
     * @throws DamagedJob if the store cannot read what it has of the job; what was in flight has come to its end
     */
    Exit work(PartitionLease lease) throws InterruptedException {
        PartitionRun partition = new PartitionRun(lease);
        supply.hold(partition);
        try {
            return untilOver(partition);
        } catch (InterruptedException e) {
            if (!live.isDraining()) {
                throw e;
            }
            // This replica stops, and items in flight have the time that it gives them: until the next interruption.
            awaitQuiet(partition);
            return Exit.DRAINED;
        } finally {
            supply.release(partition);
        }
    }

    private Exit untilOver(PartitionRun partition) throws InterruptedException {
        OptionalLong failingSince = OptionalLong.empty();
        while (true) {
            long heard = bell.rings();
            Optional<DamagedJob> damage = live.damage();
            if (damage.isPresent()) {
                awaitQuiet(partition);
                throw damage.get();
            }
            if (partition.lost()) {
                return Exit.OVER;
            }
            if (live.isStopping()) {
                awaitQuiet(partition);
                return live.isDraining() ? Exit.DRAINED : Exit.STOPPED;
            }
            boolean more = false;
            try {
                more = goOn(partition);
                failingSince = OptionalLong.empty();
            } catch (DamagedJob e) {
                // Asking again is of no use.
                live.damaged(e);
                continue;
            } catch (RuntimeException e) {
                // Items in flight need not be run again because the store did not answer for a moment.
                long now = services.nanoTime().getAsLong();
                if (failingSince.isPresent() && now - failingSince.getAsLong() > PATIENCE_NANOS) {
                    throw e;
                }
                failingSince = failingSince.isPresent() ? failingSince : OptionalLong.of(now);
            }
            if (!more && awaitFinished(partition, heard)) {
                notes.finished(partition.lease());
                return Exit.OVER;
            }
        }
    }

    /** Does what is to be done now; whether there may be more. Workers do not wait for what is only noted. */
    private boolean goOn(PartitionRun partition) {
        boolean more = supply.fill(partition);
        if (more) {
            dealer.nudge();
        }
        notes.save();
        live.step(planning.sampling());
        if (live.look()) {
            dealer.unparkAll();
        }
        return more;
    }

    /** Waits for something to happen, or for nothing at all; whether the partition is finished. */
    private boolean awaitFinished(PartitionRun partition, long heard) throws InterruptedException {
        if (!partition.finished() && !bell.await(heard, TICK_NANOS)) {
            // What kept the pool from being given work may be over without a word, such as the results of others.
            dealer.nudge();
        }
        return partition.finished();
    }

    /**
     * Waits until no item of the partition is being run and all outcomes are kept, or nothing more will be. A job that
     * is paused may be cancelled meanwhile, or its time be over: then items in flight are ended.
     */
    private void awaitQuiet(PartitionRun partition) throws InterruptedException {
        long heard = bell.rings();
        // In this order: chunks hand their outcomes over before they are returned.
        while (!partition.lost() && !partition.finished() && !(dealer.isQuiet() && outcomes.unsettled() == 0)) {
            boolean ignored = bell.await(heard, TICK_NANOS);
            heard = bell.rings();
            tryToLook();
        }
    }

    /** A store that does not answer is asked again the next time. */
    private void tryToLook() {
        try {
            boolean ignored = live.look();
        } catch (RuntimeException e) {
            return;
        }
    }
}
