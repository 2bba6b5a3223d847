package io.amorsize.job.work;

import io.amorsize.optimizer.Executor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The workers that all jobs of a replica share. Pieces of platform threads and callers run on a few threads that are
 * reused, those of virtual threads and processes on virtual threads. The CPU shares of all running pieces together stay
 * within {@link PoolLimits#cpus()}, pieces that hardly compute within {@link PoolLimits#waitingPieces()}; one piece of
 * each kind may always run. Memory that items take stays within {@link #limitMemory}. Where that is not enough for all,
 * sources are served by their weights. Safe for use by many threads.
 *
 * <p>After a piece a worker asks the same source again, without the lock that all workers share, for the length of a
 * quantum; then it goes on or changes to a source that had less for its weight. A source without work costs nothing
 * until it is nudged. How sources are chosen: {@link FairQueue}. How tries are interrupted: {@link TrySlot}.
 */
public final class WorkerPool implements AutoCloseable {

    private final PoolSettings settings;
    private final LongSupplier nanoTime;
    private final PoolListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Threads threads;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final AtomicLong threadNumbers = new AtomicLong();
    private final Desk desk = new Desk();
    private final MemoryBudget heap = new MemoryBudget();
    private final MemoryBudget ofProcesses = new MemoryBudget();
    private final Watchdog watchdog;

    /** Whether a source waits for a worker, or too much is in use. Written under the lock, read without. */
    private volatile boolean pressed;

    // Guarded by the lock.
    private final Dispatcher dispatcher;
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Set<Member> members = new HashSet<>();
    private long flows;
    private boolean closed;

    /**
     * Starts no thread before there is work.
     *
     * @param limits what the pieces may use at first
     * @param settings times
     * @param nanoTime a clock that never goes back, in nanoseconds
     * @param listener hears what goes wrong
     */
    public WorkerPool(PoolLimits limits, PoolSettings settings, LongSupplier nanoTime, PoolListener listener) {
        this(limits, settings, nanoTime, listener, WorkerPool::startThread);
    }

    /** @param threads starts the threads of workers */
    WorkerPool(
            PoolLimits limits, PoolSettings settings, LongSupplier nanoTime, PoolListener listener, Threads threads) {
        this.threads = threads;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.listener = listener;
        dispatcher = new Dispatcher(settings.quantum(), limits);
        watchdog = new Watchdog(settings.scan(), this::scan);
    }

    /** Starts threads. */
    @FunctionalInterface
    interface Threads {

        /**
         * Starts one.
         *
         * @param task must not throw
         */
        void start(boolean virtual, String name, Runnable task);
    }

    private static void startThread(boolean virtual, String name, Runnable task) {
        Thread thread = virtual
                ? Thread.ofVirtual().name(name).unstarted(task)
                : Thread.ofPlatform().daemon().name(name).unstarted(task);
        thread.start();
    }

    /**
     * Takes a source in. Nothing is asked of it before its first nudge.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public Membership join(WorkSource source) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The worker pool is closed.");
            }
            Member member = new Member(new Flow(source, flows++, nanoTime.getAsLong(), lock.newCondition()));
            members.add(member);
            return member;
        } finally {
            lock.unlock();
        }
    }

    /** Changes what the pieces may use. If that is less than before, workers stop after a piece until it is kept to. */
    public void limit(PoolLimits limits) {
        lock.lock();
        try {
            dispatcher.occupancy().limit(limits);
        } finally {
            dispatchAndUnlock();
        }
    }

    /**
     * Changes what running items may hold of memory; there is no bound before. An item that needs more runs alone.
     *
     * @param heapBytes of the heap, at least 1
     * @param processBytes in processes, at least 1
     */
    public void limitMemory(long heapBytes, long processBytes) {
        heap.limit(heapBytes);
        ofProcesses.limit(processBytes);
        callNext(heap);
        callNext(ofProcesses);
    }

    /** Memory of the heap that running items hold. */
    public MemoryUse heapUse() {
        return heap.use();
    }

    /** Memory that processes of running items hold. */
    public MemoryUse processMemoryUse() {
        return ofProcesses.use();
    }

    /** That of them from which the items of a source take theirs. */
    public MemoryUse memoryUse(WorkSource source) {
        return memoryOf(source).use();
    }

    private MemoryBudget memoryOf(WorkSource source) {
        return source.executor() == Executor.PROCESSES ? ofProcesses : heap;
    }

    /** Who stands first in line for memory is told when there is enough. */
    private void callNext(MemoryBudget budget) {
        budget.call().ifPresent(this::nudge);
    }

    private void nudge(Flow flow) {
        flow.nudges.incrementAndGet();
        // Whoever waits for memory is nudged when it is called.
        if (flow.awake || flow.left || flow.awaitsMemory) {
            return;
        }
        lock.lock();
        try {
            if (!flow.left) {
                dispatcher.wake(flow, nanoTime.getAsLong());
            }
        } finally {
            dispatchAndUnlock();
        }
    }

    private void forget(Flow flow) {
        heap.forget(flow);
        ofProcesses.forget(flow);
        callNext(heap);
        callNext(ofProcesses);
    }

    /** What it does now. */
    public PoolUse use() {
        lock.lock();
        try {
            Occupancy occupancy = dispatcher.occupancy();
            return new PoolUse(
                    occupancy.limits(),
                    occupancy.cpus(),
                    occupancy.outsideCpus(),
                    occupancy.computing(),
                    occupancy.waiting(),
                    dispatcher.sourcesWaiting(),
                    occupancy.givenUp(),
                    idle.size());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Withdraws all sources and waits, for a little more than the grace, until their pieces have ended or were given
     * up; then ends the threads. What runs outside of a try and does not yield is left to itself, on a daemon thread.
     * An interruption of the caller ends the wait.
     */
    @Override
    public void close() {
        List<Member> left;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(members);
        } finally {
            lock.unlock();
        }
        left.forEach(Member::withdraw);
        awaitQuiet(left);
        watchdog.close();
        lock.lock();
        try {
            idle.forEach(Worker::stop);
        } finally {
            lock.unlock();
        }
    }

    private void awaitQuiet(List<Member> left) {
        long until = nanoTime.getAsLong()
                + settings.grace().plus(settings.scan().multipliedBy(10)).toNanos();
        try {
            for (Member member : left) {
                if (!member.awaitQuiet(Duration.ofNanos(Math.max(0, until - nanoTime.getAsLong())))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives out all permits that fit, releases the lock and starts the threads. */
    private void dispatchAndUnlock() {
        List<Runnable> afterwards = new ArrayList<>();
        try {
            dispatch(afterwards, Optional.empty());
        } finally {
            lock.unlock();
            afterwards.forEach(Runnable::run);
        }
    }

    /**
     * Gives out all permits that fit. Call with the lock held.
     *
     * @param afterwards receives what is to be done when the lock is released: to start and wake workers
     * @param asking the worker that calls; it takes a permit itself if there is one for its kind of thread
     * @return the caller's permit
     */
    private Optional<Permit> dispatch(List<Runnable> afterwards, Optional<Worker> asking) {
        Optional<Permit> own = Optional.empty();
        long now = nanoTime.getAsLong();
        Optional<Permit> granted = dispatcher.grant(now);
        while (granted.isPresent()) {
            boolean virtual = isVirtual(granted.get().flow.source);
            if (own.isEmpty() && asking.isPresent() && asking.get().isVirtual() == virtual) {
                own = granted;
            } else {
                try {
                    employ(granted.get(), virtual, afterwards);
                } catch (Throwable e) {
                    dispatcher.release(granted.get(), false, now);
                    throw e;
                }
            }
            granted = dispatcher.grant(now);
        }
        pressed = dispatcher.isPressed();
        if (pressed || !dispatcher.occupancy().isEmpty()) {
            watchdog.watch();
        }
        return own;
    }

    /**
     * Gives a permit to a worker. Whether that one is new is known here and nowhere later: an idle one may find its
     * permit, serve it, rest and end before anybody comes to wake it.
     */
    private void employ(Permit permit, boolean virtual, List<Runnable> afterwards) {
        if (virtual || idle.isEmpty()) {
            Worker worker = newWorker(virtual);
            afterwards.add(() -> start(worker));
            worker.assign(permit);
        } else {
            Worker worker = idle.pop();
            afterwards.add(worker::wake);
            worker.assign(permit);
        }
    }

    private static boolean isVirtual(WorkSource source) {
        return switch (source.executor()) {
            case CALLER, PLATFORM_THREADS -> false;
            case VIRTUAL_THREADS, PROCESSES -> true;
        };
    }

    private Worker newWorker(boolean virtual) {
        return new Worker(desk, nanoTime, settings, virtual, new TrySlot(nanoTime, () -> pressed));
    }

    // A system out of threads or memory answers with an Error; the pool must outlive it.
    private void start(Worker worker) {
        workers.add(worker);
        try {
            threads.start(worker.isVirtual(), "worker-" + threadNumbers.incrementAndGet(), worker);
        } catch (Throwable e) {
            workers.remove(worker);
            worker.unassign().ifPresent(this::takeBack);
            tell(() -> listener.noThread(e));
        }
    }

    /** The permit is given out again by the next scan or nudge. */
    private void takeBack(Permit permit) {
        lock.lock();
        try {
            dispatcher.release(permit, false, nanoTime.getAsLong());
            // The system may have refused the watchdog its thread, too.
            permit.flow.awake = false;
            signalIfQuiet(permit.flow);
            pressed = dispatcher.isPressed();
        } finally {
            lock.unlock();
        }
    }

    private void signalIfQuiet(Flow flow) {
        if (flow.running == 0) {
            flow.quiet.signalAll();
        }
    }

    /** What the watchdog does each time; false if there is nothing to watch. */
    private boolean scan() {
        long now = nanoTime.getAsLong();
        long grace = settings.grace().toNanos();
        for (Worker worker : workers) {
            worker.slot().check(now, grace, this::giveUp);
        }
        lock.lock();
        try {
            dispatcher.settle(now);
            return !dispatcher.occupancy().isEmpty() || dispatcher.isContended();
        } finally {
            dispatchAndUnlock();
        }
    }

    private void giveUp(Permit permit, Thread thread, Runnable callback) {
        WorkSource source = permit.flow.source;
        tell(callback);
        lock.lock();
        try {
            dispatcher.giveUp(permit, nanoTime.getAsLong());
            signalIfQuiet(permit.flow);
        } finally {
            dispatchAndUnlock();
        }
        tell(() -> listener.gaveUp(source, thread.getName()));
    }

    // Whatever a listener throws is dropped: there is nobody above who could do better.
    @SuppressWarnings("EmptyCatch")
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (Throwable ignored) {
            // See above.
        }
    }

    private final class Desk implements Worker.Desk {

        @Override
        public void found(Permit permit) {
            lock.lock();
            try {
                dispatcher.found(permit, nanoTime.getAsLong());
            } finally {
                dispatchAndUnlock();
            }
        }

        @Override
        public void passed(Flow flow, long calls) {
            // It was called, and none of its items asked for memory since: it must not keep others waiting.
            if (flow.called && flow.calls == calls) {
                forget(flow);
            }
        }

        @Override
        public boolean renew(Permit permit, long now) {
            boolean renewed = false;
            lock.lock();
            try {
                renewed = dispatcher.renew(permit, now);
            } finally {
                dispatchAndUnlock();
            }
            return renewed;
        }

        @Override
        public Optional<Permit> release(Permit permit, Optional<Long> seen, Worker worker) {
            Flow flow = permit.flow;
            List<Runnable> afterwards = new ArrayList<>();
            Optional<Permit> next;
            lock.lock();
            try {
                boolean dry = seen.isPresent() && flow.nudges.get() == seen.get();
                dispatcher.release(permit, dry, nanoTime.getAsLong());
                // A nudge that came since the source was asked may have taken it for awake.
                if (seen.isPresent() && flow.nudges.get() != seen.get()) {
                    dispatcher.wake(flow, nanoTime.getAsLong());
                }
                signalIfQuiet(flow);
                next = dispatch(afterwards, Optional.of(worker));
                if (next.isEmpty() && !worker.isVirtual()) {
                    rest(worker);
                }
            } finally {
                lock.unlock();
                afterwards.forEach(Runnable::run);
            }
            return next;
        }

        private void rest(Worker worker) {
            if (closed) {
                worker.stop();
            }
            idle.push(worker);
        }

        @Override
        public void cameBack(Permit permit) {
            lock.lock();
            try {
                dispatcher.release(permit, false, nanoTime.getAsLong());
            } finally {
                dispatchAndUnlock();
            }
            String thread = Thread.currentThread().getName();
            tell(() -> listener.cameBack(permit.flow.source, thread));
        }

        @Override
        public boolean dismiss(Worker worker) {
            lock.lock();
            try {
                return idle.remove(worker);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void ended(Worker worker) {
            workers.remove(worker);
        }

        @Override
        public void failed(WorkSource source, Throwable error) {
            tell(() -> listener.failed(source, error));
        }
    }

    private final class Hold implements MemoryHold {

        private final MemoryBudget budget;
        private final long bytes;
        private final AtomicBoolean abandoned = new AtomicBoolean();

        Hold(MemoryBudget budget, long bytes) {
            this.budget = budget;
            this.bytes = bytes;
        }

        @Override
        public void giveBack() {
            if (abandoned.get()) {
                budget.comeBack(bytes);
            } else {
                budget.giveBack(bytes);
            }
            callNext(budget);
        }

        @Override
        public void abandon() {
            abandoned.set(true);
            budget.abandon();
            callNext(budget);
        }
    }

    private final class Member implements Membership {

        private final Flow flow;

        Member(Flow flow) {
            this.flow = flow;
        }

        @Override
        public void nudge() {
            WorkerPool.this.nudge(flow);
        }

        @Override
        public Optional<MemoryHold> takeMemory(long bytes) {
            if (bytes <= 0) {
                return Optional.of(MemoryHold.NONE);
            }
            MemoryBudget budget = memoryOf(flow.source);
            boolean taken = budget.take(flow, bytes);
            // There may be room for the next one in line, too; and who has left by now must not stand in it.
            if (flow.left) {
                forget(flow);
            }
            callNext(budget);
            return taken ? Optional.of(new Hold(budget, bytes)) : Optional.empty();
        }

        @Override
        public int running() {
            lock.lock();
            try {
                return flow.running;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void leave() {
            lock.lock();
            try {
                dispatcher.leave(flow);
                members.remove(this);
            } finally {
                dispatchAndUnlock();
            }
            forget(flow);
        }

        @Override
        public void withdraw() {
            leave();
            flow.withdrawn = true;
            for (Worker worker : workers) {
                worker.slot().withdraw(flow);
            }
        }

        @Override
        public boolean awaitQuiet(Duration longest) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long left = longest.toNanos();
                while (flow.running > 0) {
                    if (left <= 0) {
                        return false;
                    }
                    left = flow.quiet.awaitNanos(left);
                }
                return true;
            } finally {
                lock.unlock();
            }
        }
    }
}
