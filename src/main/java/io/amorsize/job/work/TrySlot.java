package io.amorsize.job.work;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tries of one worker's thread, and their interruption by other threads. Only the owner begins and ends; any thread
 * may look and interrupt.
 *
 * <p>One number holds the phase and counts the tries. Who would interrupt first takes the try from {@code TRYING} to
 * {@code INTERRUPTING}, and the owner cannot end it before the interruption was delivered, which
 * {@code TIMED_OUT}/{@code WITHDRAWN} says. As the count is part of the number, a deadline read for one try never
 * interrupts the next. Hence an interruption is delivered inside its try or not at all, and {@link #end} clears it.
 *
 * <pre>
 * IDLE → TRYING → IDLE                                            in time
 *        TRYING → INTERRUPTING → TIMED_OUT | WITHDRAWN → IDLE     came back
 *                                TIMED_OUT | WITHDRAWN → GIVING_UP → GIVEN_UP (for good)
 * </pre>
 */
final class TrySlot implements WorkerSlot {

    private static final int IDLE = 0;
    private static final int TRYING = 1;
    private static final int INTERRUPTING = 2;
    private static final int TIMED_OUT = 3;
    private static final int WITHDRAWN = 4;
    private static final int GIVING_UP = 5;
    private static final int GIVEN_UP = 6;

    private static final int PHASE = 7;
    private static final long NEXT_TRY = 8;
    private static final long BACK_OFF_NANOS = 20_000;

    private final LongSupplier nanoTime;
    private final BooleanSupplier pressed;
    private final AtomicLong state = new AtomicLong(IDLE);

    // Written by the owner while IDLE, read by others only after they saw the try that came of it.
    private @Nullable Thread owner;
    private @Nullable Permit permit;
    private boolean limited;
    private long deadline;
    private Runnable givenUp = () -> {};

    // Written while INTERRUPTING, read after.
    private long interruptedAt;

    // Of the owner alone.
    private long quantumEnd;
    private boolean lost;

    /** @param pressed whether other sources wait for a worker */
    TrySlot(LongSupplier nanoTime, BooleanSupplier pressed) {
        this.nanoTime = nanoTime;
        this.pressed = pressed;
    }

    /** The calling thread, its owner from now on, serves a source. Call between tries. */
    void serve(Permit next) {
        owner = Thread.currentThread();
        permit = next;
    }

    /** The owner's time with the source is over then, if others wait. */
    void renew(long end) {
        quantumEnd = end;
    }

    @Override
    public void begin(long timeoutNanos, Runnable whenGivenUp) {
        long now = state.get();
        if (phase(now) != IDLE) {
            throw new IllegalStateException(
                    lost ? "This thread was given up; it must return." : "The try before has not ended.");
        }
        limited = timeoutNanos != Long.MAX_VALUE;
        if (limited) {
            // Half of the range, some 146 years, keeps differences of times in range.
            deadline = nanoTime.getAsLong() + Math.clamp(timeoutNanos, 0, Long.MAX_VALUE / 2);
        }
        givenUp = whenGivenUp;
        state.set(now + NEXT_TRY + TRYING);
        // Who withdraws sets the mark before it looks at the state; one of the two sees the other.
        if (permit != null && permit.flow.withdrawn) {
            withdraw(permit.flow);
        }
    }

    @Override
    public End end() {
        while (true) {
            long now = state.get();
            switch (phase(now)) {
                case TRYING -> {
                    if (state.compareAndSet(now, now - TRYING)) {
                        return ended(End.IN_TIME);
                    }
                }
                case TIMED_OUT -> {
                    if (state.compareAndSet(now, now - TIMED_OUT)) {
                        return ended(End.TIMED_OUT);
                    }
                }
                case WITHDRAWN -> {
                    if (state.compareAndSet(now, now - WITHDRAWN)) {
                        return ended(End.WITHDRAWN);
                    }
                }
                case GIVEN_UP -> {
                    lost = true;
                    return ended(End.GIVEN_UP);
                }
                case IDLE -> throw new IllegalStateException("No try has begun.");
                default -> {
                    // Another thread is about to interrupt or tells that it gave up; both are short.
                    boolean ignored = Thread.interrupted();
                    LockSupport.parkNanos(this, BACK_OFF_NANOS);
                }
            }
        }
    }

    /** Also what the item did to its own thread ends with the try. */
    private End ended(End end) {
        givenUp = () -> {};
        boolean ignored = Thread.interrupted();
        return end;
    }

    /**
     * The piece returned or threw. Ends a try that it left open and clears what it did to its thread.
     *
     * @return whether the thread was given up meanwhile
     */
    boolean finish() {
        if (!lost && phase(state.get()) != IDLE) {
            return end() == End.GIVEN_UP;
        }
        boolean ignored = Thread.interrupted();
        return lost;
    }

    @Override
    public boolean shouldYield() {
        if (lost || (permit != null && permit.flow.left)) {
            return true;
        }
        return pressed.getAsBoolean() && nanoTime.getAsLong() - quantumEnd >= 0;
    }

    /** Interrupts the try under way if it is one for the source. */
    void withdraw(Flow flow) {
        long seen = state.get();
        Permit servedThen = permit;
        if (phase(seen) == TRYING && servedThen != null && servedThen.flow == flow) {
            interrupt(seen, WITHDRAWN, nanoTime.getAsLong());
        }
    }

    /**
     * Interrupts the try under way if its time is over, and gives its thread up if it was interrupted a grace ago.
     *
     * @param gaveUp told before the owner can go on; what the try was begun with is called before it
     */
    void check(long now, long graceNanos, GivingUp gaveUp) {
        long seen = state.get();
        switch (phase(seen)) {
            case TRYING -> {
                // Read before the state changes: if this is of a later try, the exchange fails.
                if (limited && now - deadline >= 0) {
                    interrupt(seen, TIMED_OUT, now);
                }
            }
            case TIMED_OUT, WITHDRAWN -> {
                if (now - interruptedAt >= graceNanos) {
                    giveUp(seen, gaveUp);
                }
            }
            default -> {}
        }
    }

    private void interrupt(long seen, int reason, long now) {
        Thread thread = owner;
        if (thread != null && state.compareAndSet(seen, seen - TRYING + INTERRUPTING)) {
            thread.interrupt();
            interruptedAt = now;
            state.set(seen - TRYING + reason);
        }
    }

    private void giveUp(long seen, GivingUp gaveUp) {
        Permit held = permit;
        Thread thread = owner;
        Runnable callback = givenUp;
        long number = seen - phase(seen);
        if (held != null && thread != null && state.compareAndSet(seen, number + GIVING_UP)) {
            try {
                gaveUp.gaveUp(held, thread, callback);
            } finally {
                state.set(number + GIVEN_UP);
            }
        }
    }

    private static int phase(long state) {
        return (int) (state & PHASE);
    }

    /** Deals with a thread that does not come back. */
    interface GivingUp {

        /**
         * Takes note of it; must not throw.
         *
         * @param permit it holds
         * @param thread that does not come back
         * @param callback what the try was begun with, not yet called
         */
        void gaveUp(Permit permit, Thread thread, Runnable callback);
    }
}
