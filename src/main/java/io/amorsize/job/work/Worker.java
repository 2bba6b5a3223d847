package io.amorsize.job.work;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that serves one source after the other: pieces of a source as long as it may, then the next source. */
final class Worker implements Runnable {

    /** The pool as its workers see it. */
    interface Desk {

        /** A first piece was found with the permit. */
        void found(Permit permit);

        /**
         * A source that was told of memory {@code calls} times had nothing, or its next piece is over.
         */
        void passed(Flow flow, long calls);

        /** Whether the worker may go on with the source after a quantum. */
        boolean renew(Permit permit, long now);

        /**
         * Takes a permit back.
         *
         * @param seen count of nudges before the source had nothing more; empty if it had not been asked
         * @return what the same worker serves next
         */
        Optional<Permit> release(Permit permit, Optional<Long> seen, Worker worker);

        /** The thread was given up, came back and ends. */
        void cameBack(Permit permit);

        /** Takes an idle worker off the list; false if it has been given a permit already. */
        boolean dismiss(Worker worker);

        /** The worker's thread ends. */
        void ended(Worker worker);

        /** A piece or its source threw. */
        void failed(WorkSource source, Throwable error);
    }

    private final Desk desk;
    private final LongSupplier nanoTime;
    private final long quantumNanos;
    private final long keepAliveNanos;
    private final boolean virtual;
    private final TrySlot slot;
    private final AtomicReference<@Nullable Permit> assigned = new AtomicReference<>();
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;

    Worker(Desk desk, LongSupplier nanoTime, PoolSettings settings, boolean virtual, TrySlot slot) {
        this.desk = desk;
        this.nanoTime = nanoTime;
        quantumNanos = settings.quantum().toNanos();
        keepAliveNanos = settings.keepAlive().toNanos();
        this.virtual = virtual;
        this.slot = slot;
    }

    boolean isVirtual() {
        return virtual;
    }

    TrySlot slot() {
        return slot;
    }

    /** What it serves next; {@link #wake} must follow if it runs already. */
    void assign(Permit permit) {
        assigned.set(permit);
    }

    /** What it was to serve, when its thread could not be started. */
    Optional<Permit> unassign() {
        // In one step: a permit that is given between a look and a reset would be lost, and its source never served
        // again.
        return Optional.ofNullable(assigned.getAndSet(null));
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** It ends instead of idling. */
    void stop() {
        stopped = true;
        wake();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            Optional<Permit> next = awaitPermit();
            while (next.isPresent()) {
                Permit permit = next.get();
                Service end = serve(permit);
                if (end.threadLost()) {
                    desk.cameBack(permit);
                    return;
                }
                next = desk.release(permit, end.dryAt(), this);
                if (next.isEmpty() && !virtual) {
                    next = awaitPermit();
                }
            }
        } finally {
            desk.ended(this);
        }
    }

    /** How the service of a source ended. */
    private record Service(boolean threadLost, Optional<Long> dryAt) {

        static final Service OVER = new Service(false, Optional.empty());
        static final Service LOST = new Service(true, Optional.empty());
    }

    private Service serve(Permit permit) {
        Flow flow = permit.flow;
        slot.serve(permit);
        long quantumEnd = startQuantum(nanoTime.getAsLong());
        boolean first = true;
        while (true) {
            long seen = flow.nudges.get();
            long calls = flow.calls;
            Optional<WorkSource.Piece> piece = flow.awaitsMemory ? Optional.empty() : next(flow.source);
            if (piece.isEmpty()) {
                passed(flow, calls);
                return new Service(false, Optional.of(seen));
            }
            if (first) {
                found(permit);
                first = false;
            }
            run(flow.source, piece.get());
            passed(flow, calls);
            if (slot.finish()) {
                return Service.LOST;
            }
            if (flow.left) {
                return Service.OVER;
            }
            long now = nanoTime.getAsLong();
            if (now - quantumEnd >= 0) {
                if (!renew(permit, now)) {
                    return Service.OVER;
                }
                quantumEnd = startQuantum(now);
            }
        }
    }

    private long startQuantum(long now) {
        long end = now + quantumNanos;
        slot.renew(end);
        return end;
    }

    // Where memory is short, the pool may throw, too. That must cost neither the piece nor the permit.
    private void found(Permit permit) {
        try {
            desk.found(permit);
        } catch (Throwable e) {
            desk.failed(permit.flow.source, e);
        }
    }

    private void passed(Flow flow, long calls) {
        try {
            desk.passed(flow, calls);
        } catch (Throwable e) {
            desk.failed(flow.source, e);
        }
    }

    private boolean renew(Permit permit, long now) {
        try {
            return desk.renew(permit, now);
        } catch (Throwable e) {
            desk.failed(permit.flow.source, e);
            return false;
        }
    }

    /** A source that throws has nothing now. */
    private Optional<WorkSource.Piece> next(WorkSource source) {
        try {
            return source.next();
        } catch (Throwable e) {
            desk.failed(source, e);
            return Optional.empty();
        }
    }

    // Whatever a piece throws, also an Error, must not end the worker.
    private void run(WorkSource source, WorkSource.Piece piece) {
        try {
            piece.run(slot);
        } catch (Throwable e) {
            desk.failed(source, e);
        }
    }

    private Optional<Permit> awaitPermit() {
        while (true) {
            Optional<Permit> permit = unassign();
            if (permit.isPresent()) {
                return permit;
            }
            long since = nanoTime.getAsLong();
            while (assigned.get() == null && !stopped && nanoTime.getAsLong() - since < keepAliveNanos) {
                LockSupport.parkNanos(this, keepAliveNanos);
            }
            if (assigned.get() == null && desk.dismiss(this)) {
                return Optional.empty();
            }
        }
    }
}
