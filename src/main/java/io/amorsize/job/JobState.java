package io.amorsize.job;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a job is in its life. Each state has methods for the ways out of it and for no others, so that a step that must
 * not happen cannot be written down.
 */
public sealed interface JobState {

    /** The name of the state on the wire and in the store. */
    default Label label() {
        return switch (this) {
            case Accepting ignored -> Label.ACCEPTING;
            case Queued ignored -> Label.QUEUED;
            case Sampling ignored -> Label.SAMPLING;
            case Running ignored -> Label.RUNNING;
            case Paused ignored -> Label.PAUSED;
            case Cancelling ignored -> Label.CANCELLING;
            case Succeeded ignored -> Label.SUCCEEDED;
            case CompletedWithFailures ignored -> Label.COMPLETED_WITH_FAILURES;
            case Failed ignored -> Label.FAILED;
            case Cancelled ignored -> Label.CANCELLED;
        };
    }

    /** Names of the states. */
    enum Label {
        /** Items still come in; those that came are run already. */
        ACCEPTING,
        /** All items are there and none has been run. */
        QUEUED,
        /** The first items are run to learn how long they take. */
        SAMPLING,
        /** Items are run by the plan. */
        RUNNING,
        /** Nothing more is run until it is resumed. */
        PAUSED,
        /** Items in flight are being ended. */
        CANCELLING,
        /** All items were run and none failed. */
        SUCCEEDED,
        /** All items were run and some failed. */
        COMPLETED_WITH_FAILURES,
        /** It was given up; what was not run never will be. */
        FAILED,
        /** It was cancelled; what was not run never will be. */
        CANCELLED
    }

    /** A job that can be cancelled and can fail. */
    sealed interface Open extends JobState {

        /** Ends it before its time. */
        default Cancelling cancel() {
            return new Cancelling(Optional.empty());
        }

        /** Gives it up, for a reason that people are told. */
        default Cancelling giveUp(String reason) {
            return new Cancelling(Optional.of(reason));
        }
    }

    /** A job whose items may be run. */
    sealed interface Active extends Open {

        /** Stops running items, for a reason that people are told. */
        default Paused pause(String reason) {
            return new Paused(this instanceof Accepting, reason);
        }
    }

    /** A job all of whose items are known and being run. */
    sealed interface Started extends Active {}

    /** A job that is over. */
    sealed interface Ended extends JobState {

        /** When it was over. */
        Instant endedAt();
    }

    /** Items still come in; those that came are run already. */
    record Accepting() implements Active {

        /** No more items come. */
        public Queued close() {
            return new Queued();
        }
    }

    /** All items are there and none has been run. */
    record Queued() implements Started {

        /** The first item is about to be run, to learn from it. */
        public Sampling sample() {
            return new Sampling();
        }

        /** The first item is about to be run by a plan that is there already. */
        public Running run() {
            return new Running();
        }
    }

    /** The first items are run to learn how long they take. */
    record Sampling() implements Started {

        /** The plan is made. */
        public Running run() {
            return new Running();
        }
    }

    /** Items are run by the plan. */
    record Running() implements Started {}

    /**
     * Nothing more is run until it is resumed. It is over if the items that were in flight were the last.
     *
     * @param accepting whether items may still come in
     * @param reason why, for people
     */
    record Paused(boolean accepting, String reason) implements Open {

        /** Goes on. */
        public Active resume() {
            return accepting ? new Accepting() : new Queued();
        }

        /** No more items come. */
        public Paused close() {
            return new Paused(false, reason);
        }
    }

    /**
     * Items in flight are being ended.
     *
     * @param failure why it is given up; empty if it was cancelled
     */
    record Cancelling(Optional<String> failure) implements JobState {

        /** All items have an outcome. */
        public Ended done(Instant at) {
            return failure.<Ended>map(reason -> new Failed(at, reason)).orElseGet(() -> new Cancelled(at));
        }
    }

    /**
     * All items were run and none failed.
     *
     * @param endedAt when it was over
     */
    record Succeeded(Instant endedAt) implements Ended {}

    /**
     * All items were run and some failed.
     *
     * @param endedAt when it was over
     */
    record CompletedWithFailures(Instant endedAt) implements Ended {}

    /**
     * It was given up.
     *
     * @param endedAt when it was over
     * @param reason why, for people
     */
    record Failed(Instant endedAt, String reason) implements Ended {}

    /**
     * It was cancelled.
     *
     * @param endedAt when it was over
     */
    record Cancelled(Instant endedAt) implements Ended {}

    /** What it is once all items that have come have an outcome; empty if more may come, or if it ends otherwise. */
    default Optional<Ended> completed(Instant at, long failed) {
        boolean complete = this instanceof Started || (this instanceof Paused paused && !paused.accepting());
        if (!complete) {
            return Optional.empty();
        }
        return Optional.of(failed == 0 ? new Succeeded(at) : new CompletedWithFailures(at));
    }

    /** What it is when no more items come; the same if none could come anyway. */
    default JobState closed() {
        return switch (this) {
            case Accepting accepting -> accepting.close();
            case Paused paused -> paused.close();
            default -> this;
        };
    }

    /** Why it is as it is, where that needs saying. */
    default Optional<String> explanation() {
        return switch (this) {
            case Paused paused -> Optional.of(paused.reason());
            case Cancelling cancelling -> cancelling.failure();
            case Failed failed -> Optional.of(failed.reason());
            default -> Optional.empty();
        };
    }
}
