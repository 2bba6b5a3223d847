package io.amorsize.deadletter;

import io.amorsize.job.ItemError;
import java.util.EnumSet;
import java.util.Set;

/** What has become of a dead letter. */
public enum DeadLetterStatus {
    /** It waits for somebody to decide. */
    OPEN,
    /** A redrive has taken it and its item has no outcome yet. */
    REPLAYING,
    /** A replay of it succeeded. */
    REPLAYED,
    /** Somebody said that nothing more is to be done. */
    RESOLVED,
    /** It killed its worker, or failed at its replays: redrives leave it alone unless they ask for it. */
    QUARANTINED,
    /** Its contents were erased; that it was there is remembered for some days. */
    PURGED;

    /** So many failed replays put a letter into quarantine. */
    public static final int FAILED_REPLAYS = 3;

    private static final Set<DeadLetterStatus> WAITING = EnumSet.of(OPEN, QUARANTINED);
    private static final Set<DeadLetterStatus> DONE = EnumSet.of(REPLAYED, RESOLVED, PURGED);

    /** The status of a letter whose item failed in its own job. */
    public static DeadLetterStatus ofNew(ItemError.Reason reason) {
        return reason == ItemError.Reason.WORKER_DIED ? QUARANTINED : OPEN;
    }

    /**
     * The status of a letter after another failed replay.
     *
     * @param failedReplays this one included
     */
    public static DeadLetterStatus afterFailedReplay(ItemError.Reason reason, int failedReplays) {
        return failedReplays >= FAILED_REPLAYS ? QUARANTINED : ofNew(reason);
    }

    /** Whether somebody should do something about it. */
    public boolean isWaiting() {
        return WAITING.contains(this);
    }

    /** Whether nothing more happens with it by itself or by a redrive that is not forced. */
    public boolean isDone() {
        return DONE.contains(this);
    }
}
