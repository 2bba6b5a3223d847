package io.amorsize.job.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Items whose targets take no more calls now, by target. Not safe for use by many threads. */
final class ParkedItems {

    /** A call that ended makes room for one; the second finds out whether the target bears more than before. */
    private static final int RELEASED_AT_A_TIME = 2;

    private final Map<String, Deque<ItemTask>> byTarget = new LinkedHashMap<>();
    private int size;

    void add(String target, ItemTask task) {
        byTarget.computeIfAbsent(target, unseen -> new ArrayDeque<>()).addLast(task);
        size++;
    }

    int size() {
        return size;
    }

    /** Takes a few of each target, those that wait longest. */
    List<ItemTask> release() {
        return release(RELEASED_AT_A_TIME);
    }

    /** Takes all. */
    List<ItemTask> releaseAll() {
        return release(Integer.MAX_VALUE);
    }

    private List<ItemTask> release(int most) {
        List<ItemTask> released = new ArrayList<>();
        Iterator<Deque<ItemTask>> targets = byTarget.values().iterator();
        while (targets.hasNext()) {
            Deque<ItemTask> waiting = targets.next();
            for (int i = 0; i < most && !waiting.isEmpty(); i++) {
                released.add(waiting.removeFirst());
            }
            if (waiting.isEmpty()) {
                targets.remove();
            }
        }
        size -= released.size();
        return released;
    }

    /** Forgets those of a partition. */
    void drop(PartitionRun partition) {
        byTarget.values().forEach(waiting -> waiting.removeIf(task -> task.partition() == partition));
        byTarget.values().removeIf(Deque::isEmpty);
        size = byTarget.values().stream().mapToInt(Deque::size).sum();
    }
}
