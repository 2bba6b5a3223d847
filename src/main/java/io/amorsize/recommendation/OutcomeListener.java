package io.amorsize.recommendation;

/** Is told of every outcome, for example to count it. Must be fast and safe for use by many threads. */
@FunctionalInterface
public interface OutcomeListener {

    /** Listens to nothing. */
    OutcomeListener NONE = outcome -> {};

    /** Called once an outcome is durable, on the thread that reported it. */
    void recorded(Outcome outcome);
}
