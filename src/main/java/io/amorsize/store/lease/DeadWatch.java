package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells dead holders from those that only look dead. db-scheduler compares a heartbeat with the clock of who looks: one
 * whose clock is ahead would take everybody for dead, and so would everybody after the store was away for a while.
 * Therefore a holder is dead only if its heartbeat was old at the last look and has not moved since. Safe for use by
 * many threads.
 */
final class DeadWatch {

    private Set<Sighting> before = new HashSet<>();
    private Set<Sighting> now = new HashSet<>();

    /** A heartbeat that looked too old. */
    private record Sighting(
            String task,
            String instance,
            long version,
            @Nullable Instant heartbeat) {}

    /** Whether {@code execution}, whose heartbeat looks too old, has no holder any more. */
    synchronized boolean isDead(Execution execution) {
        Sighting sighting =
                new Sighting(execution.getTaskName(), execution.getId(), execution.version, execution.lastHeartbeat);
        now.add(sighting);
        return before.contains(sighting);
    }

    /** All that look dead have been seen. */
    synchronized void looked() {
        before = now;
        now = new HashSet<>();
    }
}
