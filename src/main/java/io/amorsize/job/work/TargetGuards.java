package io.amorsize.job.work;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Protects what items call: a target that keeps failing is left alone for a while, and no more calls are in flight to
 * it than it bears. Safe for use by many threads.
 */
public interface TargetGuards {

    /**
     * Asks to call a target now; does not wait.
     *
     * @param target as named by the runner of the items
     */
    Entry enter(String target);

    /** The answer. */
    sealed interface Entry {

        /**
         * The call may be made.
         *
         * @param call must be told how it ended, exactly once
         */
        record Admitted(Call call) implements Entry {}

        /** As many calls are in flight as the target bears; there is room when one of them ends. */
        record Full() implements Entry {}

        /**
         * The target failed too often.
         *
         * @param left how long it is still left alone
         */
        record Broken(Duration left) implements Entry {}
    }

    /** A call in flight. */
    interface Call {

        /** It was answered. */
        void succeeded();

        /** The target is to blame for its failure. */
        void failed();

        /**
         * The target said that it takes no more calls now.
         *
         * @return whether it answers others meanwhile: the call may be made anew as soon as there is room
         */
        boolean refused();

        /** It says nothing about the target: cancelled, or failed for another reason. */
        void ignored();
    }

    /** Is told which target may have room again after it was full or broken. Replaces the listener before. */
    void onRoom(Consumer<String> listener);
}
