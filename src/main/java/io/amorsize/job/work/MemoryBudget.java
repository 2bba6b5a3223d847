package io.amorsize.job.work;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Memory of one kind that running items hold together. Safe for use by many threads; nobody waits in it.
 *
 * <p>A source whose item finds no room gets in line, in the order of asking, and is asked for nothing until it is
 * called. While somebody stands in line, nobody else is let in: a large item gets its room as soon as those before it
 * have ended, however many small ones there are. Nobody holds memory while it waits for more, hence no deadlock.
 *
 * <p>An item that needs more than there is runs when no other does. What types tell is often a bound, not a need; and
 * whoever knows better may refuse the item itself.
 */
final class MemoryBudget {

    private static final long MOST = Long.MAX_VALUE / 4;

    // Guarded by this.
    private final Map<Flow, Long> line = new LinkedHashMap<>();
    private long bytes = MOST;
    private long held;
    private int running;

    synchronized void limit(long changed) {
        bytes = Math.clamp(changed, 1, MOST);
    }

    synchronized MemoryUse use() {
        return new MemoryUse(bytes, held, running, line.size());
    }

    /** Takes memory, or puts the source in line. */
    synchronized boolean take(Flow flow, long wanted) {
        boolean first = line.isEmpty() || line.keySet().iterator().next() == flow;
        if (first && fits(wanted)) {
            held += Math.min(wanted, MOST);
            running++;
            Long claimed = line.get(flow);
            if (claimed != null && (flow.called || wanted >= claimed)) {
                leaveLine(flow);
            }
            return true;
        }
        // Who was called and finds too little room after all keeps its place.
        line.put(flow, wanted);
        flow.called = false;
        flow.awaitsMemory = true;
        return false;
    }

    private boolean fits(long wanted) {
        return running == 0 || held + Math.min(wanted, MOST) <= bytes;
    }

    private void leaveLine(Flow flow) {
        line.remove(flow);
        flow.called = false;
        flow.awaitsMemory = false;
    }

    /** An item has ended. */
    synchronized void giveBack(long given) {
        held -= Math.min(given, MOST);
        running--;
    }

    /** The thread of an item was given up: another may run, but what it holds is not free. */
    synchronized void abandon() {
        running--;
    }

    /** A thread that was given up came back. */
    synchronized void comeBack(long given) {
        held -= Math.min(given, MOST);
    }

    /** The source left, or was called and had no use for it. */
    synchronized void forget(Flow flow) {
        leaveLine(flow);
    }

    /** Calls the first in line if there is room for it; it is to be told that it has work. */
    synchronized Optional<Flow> call() {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<Flow, Long> first = line.entrySet().iterator().next();
        Flow flow = first.getKey();
        if (flow.called || !fits(first.getValue())) {
            return Optional.empty();
        }
        flow.called = true;
        flow.calls++;
        flow.awaitsMemory = false;
        return Optional.of(flow);
    }
}
