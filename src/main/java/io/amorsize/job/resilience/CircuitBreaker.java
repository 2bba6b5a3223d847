package io.amorsize.job.resilience;

import io.amorsize.job.work.TargetStatus.State;
import java.util.BitSet;

/**
 * Decides whether a target works. It follows M. Nygard's circuit breaker (Release It!, 2007): closed until too many of
 * the newest calls failed, then open for a delay, then half-open for a few trial calls.
 *
 * <p>Other than the breakers of libraries, it takes the beginning and the end of a call apart, and a call may end
 * without saying anything about the target: it is then not counted, and a trial is free again for another. Calls that
 * began before a change of state are not counted after it.
 *
 * <p>Not safe for use by several threads.
 */
final class CircuitBreaker {

    private final GuardSettings settings;
    private final BitSet failures;
    private State state = State.CLOSED;
    private long period;

    /** Calls counted since it was closed; only while closed. */
    private long counted;

    /** Only while open. */
    private long openedAt;

    /** Trials in flight and succeeded; only while half-open. */
    private int trials;

    private int succeeded;

    CircuitBreaker(GuardSettings settings) {
        this.settings = settings;
        this.failures = new BitSet(settings.window());
    }

    /** The state at the last call of another method. */
    State state() {
        return state;
    }

    /** Half-opens if its time has come. */
    void advance(long now) {
        if (state == State.OPEN && nanosLeft(now) <= 0) {
            change(State.HALF_OPEN);
        }
    }

    /** How long it stays open; not above 0 if it is time for a trial. Only while open. */
    long nanosLeft(long now) {
        return settings.delay().toNanos() - (now - openedAt);
    }

    /** Whether a call may begin. */
    boolean admits() {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> trials < settings.trialCalls();
        };
    }

    /**
     * A call begins that was admitted.
     *
     * @return to be handed back when it ends
     */
    long begin() {
        if (state == State.HALF_OPEN) {
            trials++;
        }
        return period;
    }

    /** A call has ended that began in {@code begun}. */
    void end(long begun, Ending ending, long now) {
        if (begun != period) {
            return;
        }
        if (state == State.CLOSED) {
            endClosed(ending, now);
        } else {
            endTrial(ending, now);
        }
    }

    private void endClosed(Ending ending, long now) {
        if (ending == Ending.IGNORED) {
            return;
        }
        failures.set((int) (counted % settings.window()), ending == Ending.FAILED);
        counted++;
        if (counted >= settings.window() && failures.cardinality() >= settings.failuresToBreak()) {
            open(now);
        }
    }

    private void endTrial(Ending ending, long now) {
        switch (ending) {
            case IGNORED -> trials--;
            case FAILED -> open(now);
            case SUCCEEDED -> {
                succeeded++;
                if (succeeded == settings.trialCalls()) {
                    change(State.CLOSED);
                }
            }
        }
    }

    private void open(long now) {
        openedAt = now;
        change(State.OPEN);
    }

    private void change(State next) {
        state = next;
        period++;
        failures.clear();
        counted = 0;
        trials = 0;
        succeeded = 0;
    }

    /** How a call ended. */
    enum Ending {
        /** It was answered. */
        SUCCEEDED,
        /** The target is to blame. */
        FAILED,
        /** It says nothing about the target. */
        IGNORED
    }
}
