package io.amorsize.job.resilience;

import io.amorsize.job.resilience.CircuitBreaker.Ending;
import io.amorsize.job.work.TargetGuards.Call;
import io.amorsize.job.work.TargetGuards.Entry;
import io.amorsize.job.work.TargetListener;
import io.amorsize.job.work.TargetStatus;
import io.amorsize.job.work.TargetStatus.State;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Guards one target. Safe for use by many threads. */
final class TargetGuard {

    private final String target;
    private final long number;
    private final LongSupplier nanos;
    private final Alarm alarm;
    private final TargetListener listener;
    private final Runnable room;
    private final CircuitBreaker breaker;
    private final ConcurrencyLimit limit;
    private State told = State.CLOSED;
    private long lastUsed;

    /**
     * How often somebody was told that it is full or broken, less how often they were told since that there may be room. Calls
     * can end in quick succession, before those who were told of the first come back: each of them makes room for
     * another.
     */
    private int turnedAway;

    private boolean retired;

    /** Whether a call was answered since one was refused: the next that is refused may take its place. */
    private boolean answers;

    /**
     * @param number grows with each guard
     * @param nanos a clock that starts at 0 and never goes back
     * @param room called, without any lock held, when there may be room again
     */
    TargetGuard(
            String target,
            long number,
            GuardSettings settings,
            LongSupplier nanos,
            Alarm alarm,
            TargetListener listener,
            Runnable room) {
        this.target = target;
        this.number = number;
        this.nanos = nanos;
        this.alarm = alarm;
        this.listener = listener;
        this.room = room;
        this.breaker = new CircuitBreaker(settings);
        this.limit = new ConcurrencyLimit(settings);
        this.lastUsed = nanos.getAsLong();
    }

    String target() {
        return target;
    }

    long number() {
        return number;
    }

    synchronized long lastUsed() {
        return lastUsed;
    }

    synchronized TargetStatus status() {
        advance(nanos.getAsLong());
        return new TargetStatus(target, breaker.state(), limit.inFlight(), limit.most());
    }

    /** Asks for a call; empty if it is retired, and another guard is to be asked. */
    synchronized Optional<Entry> enter() {
        if (retired) {
            return Optional.empty();
        }
        long now = nanos.getAsLong();
        lastUsed = now;
        advance(now);
        if (breaker.state() == State.OPEN) {
            turnedAway++;
            return Optional.of(new Entry.Broken(Duration.ofNanos(breaker.nanosLeft(now))));
        }
        if (!breaker.admits() || !limit.admits()) {
            turnedAway++;
            return Optional.of(new Entry.Full());
        }
        return Optional.of(new Entry.Admitted(new GuardedCall(now, breaker.begin(), limit.begin())));
    }

    /** Forgets the target unless a call is in flight; returns whether it did. */
    synchronized boolean retire() {
        retired = retired || limit.inFlight() == 0;
        return retired;
    }

    private void end(GuardedCall call, Ending ending, boolean refused) {
        if (ended(call, ending, refused)) {
            room.run();
        }
    }

    /** Returns whether there may be room for somebody who was told that there is none. */
    private synchronized boolean ended(GuardedCall call, Ending ending, boolean refused) {
        if (call.over) {
            return false;
        }
        call.over = true;
        long now = nanos.getAsLong();
        lastUsed = now;
        breaker.end(call.period, told(call, ending, refused, now), now);
        tell();
        boolean asked = turnedAway > 0 && breaker.admits();
        if (asked) {
            turnedAway--;
        }
        return asked;
    }

    /** Tells the limit; what the breaker should hear: a target that bears no more calls is not broken. */
    private Ending told(GuardedCall call, Ending ending, boolean refused, long now) {
        return switch (ending) {
            case SUCCEEDED -> {
                limit.end(call.start, now - call.start, call.inFlight);
                answers = true;
                yield ending;
            }
            case FAILED -> {
                long took = now - call.start;
                boolean crowded =
                        refused ? limit.endRefused(took, call.inFlight) : limit.endFailed(took, call.inFlight);
                call.soon = refused && crowded && answers;
                answers &= !crowded;
                yield crowded && breaker.state() == State.CLOSED ? Ending.IGNORED : ending;
            }
            case IGNORED -> {
                limit.end();
                yield ending;
            }
        };
    }

    /** The target has been left alone for its time. */
    private void wake() {
        if (woken()) {
            room.run();
        }
    }

    private synchronized boolean woken() {
        long now = nanos.getAsLong();
        advance(now);
        if (breaker.state() == State.OPEN) {
            // opened again since, which has an alarm of its own, or the alarm was early
            return false;
        }
        return true;
    }

    private void advance(long now) {
        breaker.advance(now);
        tell();
    }

    private void tell() {
        State state = breaker.state();
        if (state != told) {
            told = state;
            listener.changed(target, state);
            if (state == State.OPEN) {
                alarm.after(Duration.ofNanos(breaker.nanosLeft(lastUsed)), this::wake);
            }
        }
    }

    /** A call in flight; its guard's lock guards it. */
    private final class GuardedCall implements Call {

        private final long start;
        private final long period;
        private final int inFlight;
        private boolean over;
        private boolean soon;

        GuardedCall(long start, long period, int inFlight) {
            this.start = start;
            this.period = period;
            this.inFlight = inFlight;
        }

        @Override
        public void succeeded() {
            end(this, Ending.SUCCEEDED, false);
        }

        @Override
        public void failed() {
            end(this, Ending.FAILED, false);
        }

        @Override
        public boolean refused() {
            end(this, Ending.FAILED, true);
            return soon;
        }

        @Override
        public void ignored() {
            end(this, Ending.IGNORED, false);
        }
    }
}
