package io.amorsize.deadletter;

import io.amorsize.job.ItemError;

/** Told what happens with dead letters on this replica. Must be quick; used by many threads. */
public interface DeadLetterListener {

    /** Does not listen. */
    DeadLetterListener NONE = new DeadLetterListener() {
        @Override
        public void failed(String type, ItemError.Reason reason, boolean replay) {}

        @Override
        public void replayed(String type) {}

        @Override
        public void dropped(String type, long count) {}
    };

    /**
     * An item was given up.
     *
     * @param replay whether it was a replay of a letter that was there already
     */
    void failed(String type, ItemError.Reason reason, boolean replay);

    /** A replay succeeded. */
    void replayed(String type);

    /** Letters are about to be removed because there are too many or they are too old. */
    void dropped(String type, long count);
}
