package io.amorsize.store.deadletter;

import io.amorsize.deadletter.DeadLetterListener;
import io.amorsize.job.ItemError;

/** What is told once a transaction has been committed: that of one which is rolled back never happened. */
interface Told {

    void to(DeadLetterListener listener);

    static Told failed(String type, ItemError error, boolean replay) {
        return listener -> listener.failed(type, error, replay);
    }

    static Told replayed(String type) {
        return listener -> listener.replayed(type);
    }
}
