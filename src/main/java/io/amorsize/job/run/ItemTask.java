package io.amorsize.job.run;

import io.amorsize.job.Attempt;
import io.amorsize.job.InputItem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item on its way to an outcome. One thread has it at a time; whoever hands it on does so under the lock of its job.
 */
final class ItemTask {

    private static final int MOST_REMEMBERED = 10;

    private final PartitionRun partition;
    private final InputItem input;

    private int attempts;
    private int deaths;
    private @Nullable Deque<Attempt> failures;

    ItemTask(PartitionRun partition, InputItem input) {
        this.partition = partition;
        this.input = input;
    }

    PartitionRun partition() {
        return partition;
    }

    InputItem input() {
        return input;
    }

    long index() {
        return input.index();
    }

    /** Tries that were begun and not taken back. */
    int attempts() {
        return attempts;
    }

    void beginTry() {
        attempts++;
    }

    /** A try that was cut short by no fault of the item does not count. */
    void takeBackTry() {
        attempts--;
    }

    /** A worker died of it; how many did. */
    int countDeath() {
        return ++deaths;
    }

    void remember(Attempt failure) {
        if (failures == null) {
            failures = new ArrayDeque<>(2);
        }
        if (failures.size() == MOST_REMEMBERED) {
            failures.removeFirst();
        }
        failures.addLast(failure);
    }

    /** The newest failed tries, the oldest first. */
    List<Attempt> history() {
        return failures == null ? List.of() : List.copyOf(failures);
    }
}
