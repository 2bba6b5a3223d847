package io.amorsize.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps dead letters. What a method did is durable when it returns, and nothing of it was done when it throws. Safe for
 * use by many threads, and by many services on the same database.
 *
 * <p>Methods throw the store's own runtime exception when it cannot be reached.
 */
public interface DeadLetters {

    /** A letter. */
    Optional<DeadLetter> find(String id);

    /** Letters with these identifiers, the newest first; those that are gone are left out. */
    List<DeadLetter> read(List<String> ids);

    /**
     * Letters by age, the newest first, without the documents of their items.
     *
     * @param before only those older than this one
     * @param most at least 1
     */
    List<DeadLetter> list(DeadLetterFilter filter, Optional<String> before, int most);

    /**
     * Letters by fingerprint, the greatest groups first.
     *
     * @param most at least 1
     */
    List<DeadLetterGroup> groups(DeadLetterFilter filter, int most);

    /** How many letters there are. */
    long count(DeadLetterFilter filter);

    /** How many letters there are of each type in each status. */
    List<DeadLetterCount> population();

    /**
     * Says that nothing more is to be done about a letter.
     *
     * @param expected the version it must have, if that matters
     * @throws UnknownDeadLetter if there is none
     * @throws DeadLetterConflict if it is being replayed, was purged, or has another version
     */
    DeadLetter resolve(String id, DeadLetter.Remarks remarks, OptionalLong expected);

    /**
     * Opens a letter again that is in quarantine or was resolved. Its failed replays are forgiven.
     *
     * @throws UnknownDeadLetter if there is none
     * @throws DeadLetterConflict if it is neither open, nor in quarantine, nor resolved
     */
    DeadLetter release(String id);

    /**
     * Erases the contents of a letter. Of one that was purged before, there is nothing left to erase.
     *
     * @throws UnknownDeadLetter if there is none
     * @throws DeadLetterConflict if it is being replayed
     */
    void purge(String id);

    /**
     * Erases the contents of letters that are not being replayed, some at a time, the oldest first. One that is changed
     * at the same moment stays.
     *
     * @param failedBefore only those that failed before: what fails in between stays
     * @param after only those younger than this one
     * @param most how many at most, at least 1
     */
    Purged purge(DeadLetterFilter filter, Instant failedBefore, Optional<String> after, int most);

    /**
     * Letters that were purged.
     *
     * @param count how many
     * @param last the youngest that was looked at: others are behind it; empty if none is left
     */
    record Purged(long count, Optional<String> last) {}

    /**
     * Removes letters that last failed before a moment and are not being replayed, some at a time.
     *
     * @return how many it removed, by type
     */
    List<Removed> removeOld(Instant failedBefore, int most);

    /**
     * Removes letters of a type, some at a time: those that are done before those that wait, the oldest first, none
     * that is being replayed.
     */
    List<Removed> removeOldest(String type, int most);

    /** Removes what is left of letters that were purged before a moment, and what belongs to no letter any more. */
    int tidy(Instant purgedBefore, int most);

    /**
     * Letters that were removed.
     *
     * @param type their job type
     * @param count how many
     */
    record Removed(String type, long count) {}
}
