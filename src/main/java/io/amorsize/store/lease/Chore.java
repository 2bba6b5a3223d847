package io.amorsize.store.lease;

import java.time.Duration;

/**
 * Work that recurs, done by one replica at a time.
 *
 * @param name the same in all replicas; not blank
 * @param interval between the end of one time and the beginning of the next, positive
 * @param work may be interrupted when the service stops; what it throws is told to a listener, and it is done again
 */
public record Chore(String name, Duration interval, Runnable work) {

    /** @throws IllegalArgumentException if the name is blank or the interval is not positive */
    public Chore {
        if (name.isBlank() || !interval.isPositive()) {
            throw new IllegalArgumentException("not a chore: " + name + ", " + interval);
        }
    }
}
