package io.amorsize.job.run;

import io.amorsize.job.BoundType;
import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.Partition;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PartitionResults;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.work.Membership;
import io.amorsize.job.work.WorkSource;
import io.amorsize.optimizer.Executor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One job on this replica: deals the items of the partitions it holds to workers, and collects what comes of them.
 *
 * <p>Safe for use by many threads. {@link #work} is called by one thread for each partition and waits until it is over.
 */
final class JobRun implements WorkSource, ResultWriter.Source {

    /** How work on a partition came to its end. */
    enum Exit {
        /** All outcomes are kept, or another has the lease. */
        OVER,
        /** The job is not to be run now. */
        STOPPED,
        /** This replica is to run nothing more. */
        DRAINED
    }

    /** Chunks for each worker that are read ahead. */
    private static final int AHEAD = 3;

    private static final int LEAST_AHEAD = 64;
    private static final int LEAST_PARKED = 1_000;

    /** So many items may wait for another try before no others are dealt. */
    private static final int MOST_RETRIES = 20_000;

    private static final long MOST_AHEAD = 200_000;

    /** Heap that the documents of items may take that are ready, wait for another try or wait for a target; of each. */
    private static final long MOST_AHEAD_BYTES = 16L << 20;

    /** Documents of a chunk: bounds what many workers hold. */
    private static final long MOST_CHUNK_BYTES = 1L << 20;

    /** Heap that an item takes besides its document, about. */
    private static final long BYTES_OF_ITEM = 100;

    /** Documents that are read at a time, in bytes. */
    private static final long READ_BYTES = 1L << 20;

    private static final int READ_ITEMS = 20_000;

    /** How long a partition should take. */
    private static final double PARTITION_SECONDS = 5;

    /** Unfinished partitions of a job for each replica: one is dealt while the next is fetched. */
    static final int PARTITIONS_OF_A_REPLICA = 2;

    /** Held partitions all of whose items are under way: so many at most do not keep others from being carved. */
    private static final int MOST_TAILS = 32;

    /** When none could be carved, it is tried again after so long. */
    private static final long CARVE_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long LEAST_PARTITION = 256;
    private static final long MOST_PARTITION = 5_000_000;

    /** How often a thread looks after its partition when nothing happens. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What was learnt of a job is kept for so long when it holds no partition. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** How often the state of the job is read, in case another replica changed it. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LOOK_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** For so long a store that does not answer is asked again before the partition is left. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Services services;
    private final Trier<?, ?> trier;
    private final Planning planning;
    private final Optional<Pacing> pacing;
    private final Membership membership;
    private final RateMeter rate;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final List<PartitionRun> partitions = new ArrayList<>();
    private final Deque<ItemTask> ready = new ArrayDeque<>();
    private final RetryQueue retries = new RetryQueue();
    private final ParkedItems parked = new ParkedItems();
    private final Deque<PlanRevision> unsaved = new ArrayDeque<>();
    private long unreportedRetries;
    private long unsettled;
    /** Chunks that workers have. */
    private int dealt;

    private boolean closed;
    private boolean carving;
    private long nextCarve;
    private long carvedTo;
    private double itemBytes = BYTES_OF_ITEM;
    private int entered;
    private long idleSince;
    private long nextLook;
    private long wakeUp = Long.MAX_VALUE;

    /** Written under the lock, read without. */
    private final AtomicLong rooms = new AtomicLong();

    private volatile Job job;
    private volatile boolean stopped;
    private volatile boolean draining;

    /** @param runner closed with this */
    <I extends Record, R extends Record> JobRun(
            Services services, Job job, BoundType<I, R> type, ItemRunner<I, R> runner) {
        this.services = services;
        this.job = job;
        this.trier = new Trier<>(this, services, job, type, runner);
        this.planning = new Planning(
                type.description().activity(),
                job.spec().plan(),
                services.advisor(),
                services.mostWorkers(),
                services.clock(),
                services.nanoTime());
        this.pacing = job.spec()
                .rateLimit()
                .map(limit -> new Pacing(
                        limit, services.replicas()::alive, services.nanoTime().getAsLong()));
        this.rate = new RateMeter(services.nanoTime().getAsLong());
        long now = services.nanoTime().getAsLong();
        this.nextLook = now + LOOK_NANOS;
        this.nextCarve = now;
        this.idleSince = now;
        if (job.plans().isEmpty()) {
            planning.given().ifPresent(unsaved::add);
        }
        this.membership = services.pool().join(this);
    }

    /** The job as far as it is known here. */
    Job job() {
        return job;
    }

    /** Items being run here. */
    int running() {
        return trier.running();
    }

    /** Items for which an outcome was kept lately, per second. */
    double itemsPerSecond() {
        return rate.perSecond(services.nanoTime().getAsLong());
    }

    /** A thread is about to work on a partition. */
    void enter() {
        lock.lock();
        try {
            entered++;
        } finally {
            lock.unlock();
        }
    }

    /** It has left; whether it was the last. */
    boolean leave() {
        lock.lock();
        try {
            idleSince = services.nanoTime().getAsLong();
            // Its partition has ended: there is room for the next.
            nextCarve = idleSince;
            changed.signalAll();
            return --entered == 0;
        } finally {
            lock.unlock();
        }
    }

    boolean isEntered() {
        lock.lock();
        try {
            return entered > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there has been nothing to do for a while. */
    boolean isIdle() {
        lock.lock();
        try {
            return entered == 0 && services.nanoTime().getAsLong() - idleSince > IDLE_NANOS;
        } finally {
            lock.unlock();
        }
    }

    /** Partitions held here of which items are still to be read. */
    int fresh() {
        lock.lock();
        try {
            return partitions.size() - tails();
        } finally {
            lock.unlock();
        }
    }

    /** Partitions held here whose last items are under way: slow ones, or some that wait for another try. */
    private int tails() {
        if (ready.size() > ahead() / 2) {
            return 0;
        }
        return (int) partitions.stream().filter(PartitionRun::isRead).count();
    }

    // What the pool asks for.

    @Override
    public Optional<Piece> next() {
        lock.lock();
        try {
            long now = services.nanoTime().getAsLong();
            if (isStopping() || closed || services.writer().isFull() || parked.size() >= mostParked()) {
                return Optional.empty();
            }
            // A chunk begins with one item that is due; the next chunk takes the next.
            int due = retries.nanosLeft(now) == 0 ? 1 : 0;
            int fresh = retries.size() < bounded(MOST_RETRIES, MOST_AHEAD_BYTES) ? ready.size() : 0;
            if (due + fresh == 0) {
                wakeIn(retries.nanosLeft(now), now);
                changed.signalAll();
                return Optional.empty();
            }
            int most = (int) Math.min(bounded(planning.setting().chunkSize(), MOST_CHUNK_BYTES), (long) due + fresh);
            if (pacing.isPresent()) {
                most = pacing.get().take(most, now);
                if (most == 0) {
                    wakeIn(pacing.get().nanosLeft(now), now);
                }
            }
            if (most == 0) {
                return Optional.empty();
            }
            List<ItemTask> tasks = new ArrayList<>(most);
            for (int i = 0; i < most; i++) {
                tasks.add(i < due ? retries.take() : ready.removeFirst());
            }
            if (ready.size() < ahead() / 2) {
                changed.signalAll();
            }
            dealt++;
            return Optional.of(new Chunk(this, trier, tasks));
        } finally {
            lock.unlock();
        }
    }

    /** So many items may wait for their targets before no more are dealt. */
    private long mostParked() {
        return bounded(Math.max(LEAST_PARKED, 2L * planning.setting().workers()), MOST_AHEAD_BYTES);
    }

    /** As many items as are wanted and fit, at least 1. */
    private long bounded(long items, long bytes) {
        return Math.max(1, Math.min(items, (long) (bytes / itemBytes)));
    }

    @Override
    public int workers() {
        return planning.setting().workers();
    }

    @Override
    public Executor executor() {
        return planning.setting().executor();
    }

    @Override
    public double cpuShare() {
        return planning.setting().cpuShare();
    }

    @Override
    public int weight() {
        return job.spec().priority();
    }

    /** There may be work again. */
    void nudge() {
        membership.nudge();
    }

    /** Asks the pool again once the time has passed. Holds the lock. */
    private void wakeIn(long nanos, long now) {
        if (nanos > TICK_NANOS) {
            // The threads of the partitions ask again before.
            return;
        }
        long at = now + nanos;
        if (wakeUp == Long.MAX_VALUE || at - wakeUp < 0) {
            wakeUp = at;
            services.timer().schedule(this::wake, nanos);
        }
    }

    private void wake() {
        lock.lock();
        try {
            wakeUp = Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
        nudge();
    }

    // What workers report.

    /** For durations. */
    long now() {
        return services.nanoTime().getAsLong();
    }

    Planning planning() {
        return planning;
    }

    boolean isStopping() {
        return stopped || draining;
    }

    /** A chunk is over: what has ended was handed over, and the rest given back. */
    void returned() {
        boolean last;
        lock.lock();
        try {
            last = --dealt == 0 && closed;
            if (isStopping()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (last) {
            trier.close();
        }
    }

    /** Takes back items that were dealt and not tried. */
    void giveBack(List<ItemTask> tasks) {
        lock.lock();
        try {
            putBack(tasks);
        } finally {
            lock.unlock();
        }
        nudge();
    }

    private void putBack(List<ItemTask> tasks) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            if (!tasks.get(i).partition().lost()) {
                ready.addFirst(tasks.get(i));
            }
        }
    }

    /** An item that failed is to be tried again. */
    void retry(ItemTask task, double delaySeconds) {
        long now = services.nanoTime().getAsLong();
        long delay = (long) (delaySeconds * 1e9);
        lock.lock();
        try {
            unreportedRetries++;
            if (!task.partition().lost()) {
                retries.add(task, now + delay);
                wakeIn(delay, now);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts how often targets said that they may take calls again: to be read before a target is asked. */
    long rooms() {
        return rooms.get();
    }

    /**
     * An item whose target took no more calls.
     *
     * @param seen {@link #rooms} before the target was asked
     */
    void park(String target, ItemTask task, long seen) {
        lock.lock();
        try {
            if (rooms.get() == seen) {
                if (!task.partition().lost()) {
                    parked.add(target, task);
                }
                return;
            }
            // There is room since: who told of it did not find the item.
            putBack(List.of(task));
        } finally {
            lock.unlock();
        }
        nudge();
    }

    /** Targets may take calls again. */
    void unpark() {
        unpark(false);
    }

    private void unpark(boolean all) {
        lock.lock();
        try {
            rooms.incrementAndGet();
            List<ItemTask> released = all ? parked.releaseAll() : parked.release();
            if (released.isEmpty()) {
                return;
            }
            putBack(released);
        } finally {
            lock.unlock();
        }
        nudge();
    }

    /** Items have outcomes: of partitions held here, in any order. */
    void ended(List<Ended> outcomes) {
        Map<PartitionRun, List<ItemOutcome>> byPartition = new LinkedHashMap<>();
        for (Ended one : outcomes) {
            byPartition
                    .computeIfAbsent(one.partition(), unseen -> new ArrayList<>())
                    .add(one.outcome());
        }
        List<ResultWriter.Batch> batches = new ArrayList<>();
        lock.lock();
        try {
            unsettled += outcomes.size();
            for (Map.Entry<PartitionRun, List<ItemOutcome>> entry : byPartition.entrySet()) {
                PartitionRun partition = entry.getKey();
                partition.ran(entry.getValue().size());
                batches.add(new ResultWriter.Batch(
                        this, partition, entry.getValue(), unreportedRetries, partition.allRan() || isStopping()));
                unreportedRetries = 0;
            }
        } finally {
            lock.unlock();
        }
        batches.forEach(services.writer()::add);
    }

    /**
     * An outcome and where it belongs.
     *
     * @param partition of the item
     * @param outcome of the item
     */
    record Ended(PartitionRun partition, ItemOutcome outcome) {}

    /** Plans anew, on the thread of a worker. */
    void plan() {
        planning.plan(job).ifPresent(revision -> {
            lock.lock();
            try {
                unsaved.add(revision);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        });
        nudge();
    }

    // What the writer reports.

    @Override
    public void recorded(PartitionRun partition, PartitionResults results, JobStore.Receipt receipt) {
        boolean lost = receipt.lost().contains(partition.lease().partition());
        lock.lock();
        try {
            if (lost) {
                drop(partition);
            } else {
                partition.recorded(results.outcomes().size());
                rate.add(results.outcomes().size(), services.nanoTime().getAsLong());
                if (results.outcomes().stream()
                        .anyMatch(outcome -> outcome.failure().isPresent())) {
                    // The failure policy may have something to say.
                    nextLook = Math.min(nextLook, services.nanoTime().getAsLong() + LOOK_AFTER_FAILURE_NANOS);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (lost) {
            services.listener().leaseLost(partition.lease().partition());
        } else {
            tell(results);
        }
        Optional.ofNullable(receipt.states().get(job.id())).ifPresent(this::follow);
    }

    private void tell(PartitionResults results) {
        Map<OutcomeStatus, Long> items = new EnumMap<>(OutcomeStatus.class);
        double busySeconds = 0;
        for (ItemOutcome outcome : results.outcomes()) {
            items.merge(outcome.status(), 1L, Long::sum);
            busySeconds += outcome.seconds();
        }
        services.listener().recorded(job.spec().type(), items, busySeconds);
        if (results.retries() > 0) {
            services.listener().retried(job.spec().type(), results.retries());
        }
    }

    @Override
    public void settled(long outcomes) {
        lock.lock();
        try {
            unsettled -= outcomes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        nudge();
    }

    @Override
    public void refused(PartitionRun partition) {
        lock.lock();
        try {
            drop(partition);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up the partitions of items with which something went wrong that must not: they are leased anew. */
    void drop(List<ItemTask> tasks) {
        lock.lock();
        try {
            tasks.stream().map(ItemTask::partition).distinct().forEach(this::drop);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drop(PartitionRun partition) {
        partition.lose();
        ready.removeIf(task -> task.partition() == partition);
        parked.drop(partition);
        retries.drop(partition);
    }

    /** Acts on the state that the store has. */
    void follow(JobState state) {
        switch (state) {
            case JobState.Active ignored -> {}
            case JobState.Paused ignored -> stop(false);
            case JobState.Cancelling ignored -> stop(true);
            case JobState.Ended ignored -> stop(true);
        }
    }

    /** Runs nothing more; {@code now} ends the items in flight too. */
    void stop(boolean now) {
        stopped = true;
        if (now) {
            membership.withdraw();
        }
        signal();
    }

    /** Lets items in flight come to their end and runs nothing more: this replica stops. */
    void drain() {
        draining = true;
        signal();
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // What the thread of a partition does.

    /** Runs what is left of a partition; returns when it is over here. */
    Exit work(PartitionLease lease) throws InterruptedException {
        PartitionRun partition = new PartitionRun(lease);
        lock.lock();
        try {
            partitions.add(partition);
            carvedTo = Math.max(carvedTo, lease.partition().to());
        } finally {
            lock.unlock();
        }
        try {
            return untilOver(partition);
        } catch (InterruptedException e) {
            if (!draining) {
                throw e;
            }
            // This replica stops, and items in flight have the time that it gives them: until the next interruption.
            awaitQuiet(partition);
            return Exit.DRAINED;
        } finally {
            lock.lock();
            try {
                drop(partition);
                partitions.remove(partition);
            } finally {
                lock.unlock();
            }
        }
    }

    private Exit untilOver(PartitionRun partition) throws InterruptedException {
        OptionalLong failingSince = OptionalLong.empty();
        while (true) {
            if (partition.lost()) {
                return Exit.OVER;
            }
            if (isStopping()) {
                awaitQuiet(partition);
                return draining ? Exit.DRAINED : Exit.STOPPED;
            }
            boolean more = false;
            try {
                more = goOn(partition);
                failingSince = OptionalLong.empty();
            } catch (RuntimeException e) {
                // Items in flight need not be run again because the store did not answer for a moment.
                long now = services.nanoTime().getAsLong();
                if (failingSince.isPresent() && now - failingSince.getAsLong() > PATIENCE_NANOS) {
                    throw e;
                }
                failingSince = failingSince.isPresent() ? failingSince : OptionalLong.of(now);
            }
            if (!more && awaitFinished(partition)) {
                notePlanOfShortJob(partition.lease());
                saveRevisions();
                return Exit.OVER;
            }
        }
    }

    /** Does what is to be done now; whether there may be more. */
    private boolean goOn(PartitionRun partition) throws InterruptedException {
        saveRevisions();
        step();
        look();
        return read(partition) || carveMore();
    }

    /** Waits for something to happen, or for nothing at all; whether the partition is finished. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, and looks after more than this condition
    private boolean awaitFinished(PartitionRun partition) throws InterruptedException {
        boolean quiet;
        boolean finished;
        lock.lock();
        try {
            quiet = !partition.finished() && changed.awaitNanos(TICK_NANOS) <= 0;
            finished = partition.finished();
        } finally {
            lock.unlock();
        }
        if (quiet) {
            // What kept the pool from being given work may be over without a word, such as the results of others.
            nudge();
        }
        return finished;
    }

    /** Tells the store that the job is being run, and that its plan is made. */
    private void step() {
        JobState known = job.state();
        if (known instanceof JobState.Queued || (known instanceof JobState.Sampling && !planning.sampling())) {
            update(services.store().change(job.id(), state -> switch (state) {
                case JobState.Queued queued -> planning.sampling() ? queued.sample() : queued.run();
                case JobState.Sampling sampling -> planning.sampling() ? sampling : sampling.run();
                default -> state;
            }));
        }
    }

    /** A job that is over before its plan was decided has followed one all the same. */
    private void notePlanOfShortJob(PartitionLease lease) {
        if (lease.partition().to() == job.items() && !(job.state() instanceof JobState.Accepting)) {
            planning.unsettled().ifPresent(revision -> {
                lock.lock();
                try {
                    unsaved.add(revision);
                } finally {
                    lock.unlock();
                }
            });
        }
    }

    private void saveRevisions() {
        while (true) {
            PlanRevision revision;
            lock.lock();
            try {
                revision = unsaved.pollFirst();
            } finally {
                lock.unlock();
            }
            if (revision == null) {
                return;
            }
            try {
                services.store().addPlan(job.id(), revision);
            } catch (RuntimeException e) {
                keep(revision);
                throw e;
            }
            services.listener().planned(job, revision);
        }
    }

    private void keep(PlanRevision revision) {
        lock.lock();
        try {
            unsaved.addFirst(revision);
        } finally {
            lock.unlock();
        }
    }

    /** Reads the job again, once in a while. */
    private void look() {
        long now = services.nanoTime().getAsLong();
        lock.lock();
        try {
            if (now - nextLook < 0) {
                return;
            }
            nextLook = now + LOOK_NANOS;
        } finally {
            lock.unlock();
        }
        services.store().find(job.id()).ifPresentOrElse(this::update, () -> stop(true));
        services.rules().enforce(job).ifPresent(this::halted);
        unpark(true);
    }

    /** A rule has just stopped the job. */
    private void halted(Job after) {
        update(after);
        if (after.state() instanceof JobState.Paused) {
            services.listener().paused(after);
        }
    }

    /** Takes note of the job as the store has it. */
    void update(Job current) {
        job = current;
        follow(current.state());
    }

    /** Reads ahead; false if enough is read or nothing is left. */
    private boolean read(PartitionRun partition) throws InterruptedException {
        IndexRange range;
        lock.lock();
        try {
            Optional<IndexRange> next = partition.nextUnread();
            if (next.isEmpty() || ready.size() >= ahead()) {
                return false;
            }
            range = next.get();
        } finally {
            lock.unlock();
        }
        List<ItemTask> tasks = new ArrayList<>();
        long bytes = 0;
        for (InputItem item : input(range)) {
            tasks.add(new ItemTask(partition, item));
            bytes += BYTES_OF_ITEM + item.json().length();
        }
        lock.lock();
        try {
            itemBytes = (double) bytes / tasks.size();
            partition.read(tasks.size());
            ready.addAll(tasks);
        } finally {
            lock.unlock();
        }
        nudge();
        return true;
    }

    private List<InputItem> input(IndexRange range) {
        if (job.source() instanceof ItemSource.Range numbers) {
            List<InputItem> items = new ArrayList<>();
            for (long index = range.from(); index < Math.min(range.to(), range.from() + READ_ITEMS); index++) {
                items.add(new InputItem(index, Long.toString(numbers.from() + index), Optional.empty()));
            }
            return items;
        }
        return services.store().input(job.id(), range, READ_BYTES);
    }

    /** Items that should be ready to be dealt. */
    private long ahead() {
        Setting setting = planning.setting();
        double wanted = (double) AHEAD * setting.workers() * setting.chunkSize();
        return bounded((long) Math.clamp(wanted, LEAST_AHEAD, MOST_AHEAD), MOST_AHEAD_BYTES);
    }

    /** Carves the next partition when what is held will soon be dealt. */
    private boolean carveMore() {
        long now = services.nanoTime().getAsLong();
        long wanted;
        int window;
        lock.lock();
        try {
            long left = ready.size();
            for (PartitionRun partition : partitions) {
                left += partition.unreadItems();
            }
            if (carving || carvedTo >= job.items() || left >= ahead() || now - nextCarve < 0) {
                return false;
            }
            carving = true;
            wanted = partitionItems();
            window = PARTITIONS_OF_A_REPLICA * services.replicas().alive() + Math.min(MOST_TAILS, tails());
        } finally {
            lock.unlock();
        }
        Optional<Partition> carved = Optional.empty();
        try {
            carved = services.store().carve(job.id(), wanted, window);
        } finally {
            lock.lock();
            try {
                carving = false;
                carved.ifPresent(partition -> carvedTo = Math.max(carvedTo, partition.to()));
                nextCarve = carved.isPresent() ? now : now + CARVE_AGAIN_NANOS;
            } finally {
                lock.unlock();
            }
        }
        if (carved.isPresent()) {
            services.offered().run();
        }
        return carved.isPresent();
    }

    private long partitionItems() {
        Setting setting = planning.setting();
        double bySpeed = itemsPerSecond() * PARTITION_SECONDS;
        double byWorkers = 4.0 * setting.workers() * setting.chunkSize();
        return (long) Math.clamp(Math.max(bySpeed, byWorkers), LEAST_PARTITION, MOST_PARTITION);
    }

    /** Waits until no item of the partition is being run and all outcomes are kept, or nothing more will be. */
    private void awaitQuiet(PartitionRun partition) throws InterruptedException {
        lock.lock();
        try {
            while (!partition.lost() && !partition.finished() && (dealt > 0 || unsettled > 0)) {
                long ignored = changed.awaitNanos(TICK_NANOS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the pool, and gives back what the runner holds once no worker uses it; no partition is held. */
    void close() {
        membership.leave();
        boolean unused;
        lock.lock();
        try {
            closed = true;
            unused = dealt == 0;
        } finally {
            lock.unlock();
        }
        if (unused) {
            trier.close();
        }
    }
}
