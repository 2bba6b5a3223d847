package io.amorsize.job.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    /** Takes a few that wait for a target, those that wait longest. */
    List<ItemTask> release(String target) {
        Deque<ItemTask> waiting = byTarget.getOrDefault(target, new ArrayDeque<>());
        List<ItemTask> released = new ArrayList<>(RELEASED_AT_A_TIME);
        while (released.size() < RELEASED_AT_A_TIME && !waiting.isEmpty()) {
            released.add(waiting.removeFirst());
        }
        if (waiting.isEmpty()) {
            byTarget.remove(target);
        }
        size -= released.size();
        return released;
    }

    /** Takes all, target by target. */
    List<ItemTask> releaseAll() {
        List<ItemTask> released = new ArrayList<>(size);
        byTarget.values().forEach(released::addAll);
        byTarget.clear();
        size = 0;
        return released;
    }

    /** Forgets those of a partition. */
    void drop(PartitionRun partition) {
        byTarget.values().forEach(waiting -> waiting.removeIf(task -> task.partition() == partition));
        byTarget.values().removeIf(Deque::isEmpty);
        size = byTarget.values().stream().mapToInt(Deque::size).sum();
    }
}
