package io.amorsize.deadletter;

import io.amorsize.job.ItemError;

/**
 * Told what has happened with dead letters on this replica, once it is durable. Must be quick and throw nothing; used
 * by many threads.
 */
public interface DeadLetterListener {

    /** Does not listen. */
    DeadLetterListener NONE = new DeadLetterListener() {
        @Override
        public void failed(String type, ItemError error, boolean replay) {}

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
    void failed(String type, ItemError error, boolean replay);

    /** A replay succeeded. */
    void replayed(String type);

    /** Letters were removed because there are too many or they are too old. */
    void dropped(String type, long count);
}
