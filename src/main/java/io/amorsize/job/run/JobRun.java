package io.amorsize.job.run;

import io.amorsize.job.BoundType;
import io.amorsize.job.Job;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.spi.ItemRunner;
import java.util.Optional;

/**
 * One job on this replica, put together. Safe for use by many threads; {@link #work} is called by one thread for each
 * partition and waits until it is over.
 *
 * <p>How it goes: the threads of partitions keep items ready ({@link Supply}) in the {@link ItemQueue}; workers of the
 * pool take chunks of them from the {@link Dealer} and try them with the {@link Trier}; {@link Outcomes} takes what
 * comes of them to the writer. What is to be done with the job as a whole is in {@link LiveJob}, how in
 * {@link Planning} and {@link PlanNotes}. Each part guards its own state and calls no other with its lock held, so that
 * the order of locks does not matter; news for the threads of partitions goes by the {@link Bell}.
 */
final class JobRun {

    private final Services services;
    private final LiveJob live;
    private final Planning planning;
    private final Trier<?, ?> trier;
    private final Outcomes outcomes;
    private final Dealer dealer;
    private final HeldPartitions held;
    private final Carver carver;
    private final PlanNotes notes;
    private final PartitionWork work;
    private final Attendance attendance;
    private final Bell bell = new Bell();

    /** @param runner closed with this */
    <I extends Record, R extends Record> JobRun(
            Services services, Job job, BoundType<I, R> type, ItemRunner<I, R> runner) {
        long now = services.nanoTime().getAsLong();
        this.services = services;
        this.attendance = new Attendance(now);
        this.live = new LiveJob(services, job, bell, this::withdraw);
        this.planning = new Planning(
                type.description().activity(),
                job.spec().plan(),
                services.advisor(),
                services.mostWorkers(),
                services.clock(),
                services.nanoTime());
        this.notes = new PlanNotes(services, live, planning, bell);
        ItemQueue queue = new ItemQueue(
                job.spec().rateLimit().map(limit -> new Pacing(limit, services.replicas()::alive, now)), now);
        this.outcomes = new Outcomes(services, live, queue, bell, this::nudge);
        this.trier = new Trier<>(services, job, planning, type, runner);
        this.held = new HeldPartitions(queue, planning);
        this.carver = new Carver(services, live, planning, queue, held);
        Supply supply = new Supply(queue, held, new PartitionReader(services, live, planning, queue), carver);
        this.dealer = new Dealer(services, live, planning, queue, bell, outcomes, notes, trier);
        this.work = new PartitionWork(services, live, planning, notes, supply, outcomes, dealer, bell);
    }

    private void withdraw() {
        dealer.withdraw();
    }

    private void nudge() {
        dealer.nudge();
    }

    /** The job as far as it is known here. */
    Job job() {
        return live.job();
    }

    /** Items being run here. */
    int running() {
        return trier.running();
    }

    /** Items for which an outcome was kept lately, per second. */
    double itemsPerSecond() {
        return outcomes.perSecond();
    }

    /** Partitions held here of which items are still to be read. */
    int fresh() {
        return held.fresh();
    }

    /** Whether items are still run to learn from them. */
    boolean isSampling() {
        return planning.sampling();
    }

    boolean isStopping() {
        return live.isStopping();
    }

    /** A thread is about to work on a partition. */
    void enter() {
        attendance.enter();
    }

    /** It has left; whether it was the last. */
    boolean leave() {
        long now = services.nanoTime().getAsLong();
        carver.roomSince(now);
        boolean last = attendance.leave(now);
        bell.ring();
        return last;
    }

    boolean isEntered() {
        return !attendance.isEmpty();
    }

    /** Whether there has been nothing to do for a while. */
    boolean isIdle() {
        return attendance.isIdle(services.nanoTime().getAsLong());
    }

    /** Runs what is left of a partition; returns when it is over here. */
    PartitionWork.Exit work(PartitionLease lease) throws InterruptedException {
        return work.work(lease);
    }

    /** Ends the lease of a partition that is not worked on any more; the job after it, unless the lease had ended. */
    Optional<Job> end(PartitionLease lease) {
        return notes.saveAtEnd(plans -> services.store().end(lease, plans));
    }

    /** Takes note of the job as the store has it. */
    void update(Job current) {
        live.update(current);
    }

    /** Runs nothing more, and ends the items in flight. */
    void stopNow() {
        live.stop(true);
    }

    /** Lets items in flight come to their end and runs nothing more: this replica stops. */
    void drain() {
        live.drain();
    }

    /** A target may take calls again. */
    void unpark(String target) {
        dealer.unpark(target);
    }

    /** Leaves the pool, and gives back what the runner holds once no worker uses it; no partition is held. */
    void close() {
        dealer.close();
    }
}
