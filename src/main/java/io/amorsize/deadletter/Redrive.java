package io.amorsize.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Dead letters that are run again.
 *
 * @param id its identifier, a UUID of version 7
 * @param createdAt when it was asked for: letters that fail later do not join
 * @param request what was asked for
 * @param state how far it is
 * @param progress how far it is, in letters
 * @param jobs the jobs that run the letters, one for each recipe
 * @param endedAt when it was over
 */
public record Redrive(
        String id,
        Instant createdAt,
        Request request,
        State state,
        Progress progress,
        List<String> jobs,
        Optional<Instant> endedAt) {

    /** Copies the list. */
    public Redrive {
        jobs = List.copyOf(jobs);
    }

    /** Where the results go. */
    public enum Target {
        /** Results are also entered in the jobs in which the items failed, where those are still kept. */
        SAME_JOB,
        /** Results are found in the jobs of the redrive only. */
        NEW_JOB
    }

    /** How far a redrive is. */
    public enum State {
        /** Letters are being handed to its jobs, which run them already. */
        FEEDING,
        /** All letters were handed over. */
        RUNNING,
        /** What has not been run is being given back. */
        CANCELLING,
        /** Each of its letters has been run, or was given back because its job was cancelled. */
        DONE,
        /** It was cancelled. */
        CANCELLED;

        /** Whether it is over. */
        public boolean isEnded() {
            return this == DONE || this == CANCELLED;
        }
    }

    /**
     * What is asked for.
     *
     * @param filter which letters; their statuses are those that may be taken
     * @param itemsPerSecond how fast items may begin, over all its jobs together, above 0; empty for no limit
     * @param maxItems most letters, the oldest first, at least 1; empty for all
     * @param target where the results go
     */
    public record Request(
            DeadLetterFilter filter, OptionalDouble itemsPerSecond, OptionalLong maxItems, Target target) {}

    /**
     * How far a redrive is.
     *
     * @param matched letters that were there when it began, at most as many as it was to take
     * @param fed letters that were handed to its jobs
     * @param succeeded letters whose replay succeeded
     * @param failed letters whose replay failed
     * @param returned letters that were given back without being run
     */
    public record Progress(long matched, long fed, long succeeded, long failed, long returned) {

        /** Letters that were handed over and have come to no end. */
        public long running() {
            return Math.max(0, fed - succeeded - failed - returned);
        }
    }

    /** Letters that have come to no end, those that are still to be handed over included. */
    public long remaining() {
        return state == State.FEEDING
                ? progress.running() + Math.max(0, progress.matched() - progress.fed())
                : progress.running();
    }
}
