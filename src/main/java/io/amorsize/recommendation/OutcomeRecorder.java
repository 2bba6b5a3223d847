package io.amorsize.recommendation;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes reports of what really happened. Safe for use by many threads. */
public final class OutcomeRecorder {

    private final History history;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final OutcomeListener listener;

    /**
     * @param history where outcomes are kept
     * @param ids gives each outcome its identifier, ascending in time; safe for use by many threads
     * @param listener told of every outcome that is new
     */
    public OutcomeRecorder(History history, InstantSource clock, Supplier<String> ids, OutcomeListener listener) {
        this.history = history;
        this.clock = clock;
        this.ids = ids;
        this.listener = listener;
    }

    /**
     * Compares a run with what was promised and keeps it. It is durable when this returns.
     *
     * @param key the reporter's name for the report; a report that is repeated with it is kept once
     * @return the outcome that is kept: of another run, if the key stood for another run before
     */
    public Outcome record(Promise promise, Run run, Optional<String> key) {
        Outcome outcome = Outcome.of(ids.get(), promise, clock.instant().truncatedTo(ChronoUnit.MILLIS), run);
        Outcome kept = history.add(outcome, key);
        if (kept.id().equals(outcome.id())) {
            listener.recorded(kept);
        }
        return kept;
    }
}
