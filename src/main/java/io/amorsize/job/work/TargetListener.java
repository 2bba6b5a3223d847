package io.amorsize.job.work;

/** Is told when targets break and recover, for example to count it. Must be fast and safe for use by many threads. */
@FunctionalInterface
public interface TargetListener {

    /** Listens to nothing. */
    TargetListener NONE = (target, state) -> {};

    /**
     * Called when the state has changed, for one target in the order of its changes. Must not call the guards.
     *
     * @param target as named by the runner of the items
     * @param state the new one
     */
    void changed(String target, TargetStatus.State state);
}
