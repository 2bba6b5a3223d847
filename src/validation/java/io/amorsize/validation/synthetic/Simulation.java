package io.amorsize.validation.synthetic;

import java.util.ArrayDeque;

/**
 * A pool of workers on a machine, event by event.
 *
 * <p>The caller launches the workers one after the other; each boots, asks the dispatcher for the next chunk, waits its turn
 * there, and does the items of the chunk, each of which waits for its reply and then computes. Calls beyond what the system
 * behind the items accepts queue in front of it. The run is over when the last chunk is done.
 *
 * <p>Not simulated: which core a thread runs on and what its cache holds, the slices of 5 ms in which a quota reaches the
 * cores (they move when within a period threads run, not how much they get), and the processor time of the dispatcher.
 *
 * <p>For one thread; may be used for many runs.
 */
final class Simulation {

    private enum Phase {
        LAUNCH,
        BOOT,
        HAND_OVER,
        REPLY,
        COMPUTE
    }

    private final Costs costs;
    private final int callsAccepted;
    private final Processors processors;
    private final EventHeap timed = new EventHeap();
    private final ArrayDeque<Integer> callers = new ArrayDeque<>();

    private Items items = Items.computing(0);
    private int chunkSize;
    private Phase[] phases = {};
    private int[] item = {};
    private int[] chunkEnd = {};
    private int[] chunkItems = {};
    private int handedOut;
    private int done;
    private int calls;
    private double dispatcherFree;
    private int lastServed;

    /**
     * A simulation.
     *
     * @param callsAccepted calls that the system behind the items accepts at once, at least 1
     */
    Simulation(Hardware hardware, Interference interference, Costs costs, int callsAccepted) {
        this.costs = costs;
        this.callsAccepted = callsAccepted;
        processors = new Processors(hardware, interference);
    }

    /** Time of one run that begins with a period of the quota, in seconds. */
    double seconds(Items toDo, Split split) {
        return seconds(toDo, split, 0);
    }

    /**
     * Time of one run, in seconds.
     *
     * @param periodGone share of a period of the quota that is over when it begins, at least 0 and below 1
     */
    double seconds(Items toDo, Split split, double periodGone) {
        begin(toDo, split, periodGone);
        while (done < items.count()) {
            int ready = processors.pass(timed.earliest());
            if (ready >= 0) {
                computed(ready);
            } else {
                happened(timed.remove());
            }
        }
        return processors.now() + (split.workers() == 1 ? 0 : split.workers() * costs.endSeconds());
    }

    /** Time of the last run during which somebody wanted to compute and the quota was spent. */
    double throttledSeconds() {
        return processors.throttledSeconds();
    }

    private void begin(Items toDo, Split split, double periodGone) {
        items = toDo;
        chunkSize = (int) Math.min(split.chunkSize(), items.count());
        int workers = Math.min(split.workers(), Math.ceilDiv(items.count(), chunkSize));
        if (phases.length < workers) {
            phases = new Phase[workers];
            item = new int[workers];
            chunkEnd = new int[workers];
            chunkItems = new int[workers];
        }
        timed.clear();
        callers.clear();
        processors.restart(workers, periodGone);
        handedOut = 0;
        done = 0;
        calls = 0;
        dispatcherFree = 0;
        lastServed = -1;
        if (split.workers() == 1) {
            item[0] = 0;
            chunkEnd[0] = items.count();
            handedOut = items.count();
            startItem(0);
            return;
        }
        for (int worker = 0; worker < workers; worker++) {
            phases[worker] = Phase.LAUNCH;
            timed.add((worker + 1) * costs.launchSeconds(), worker);
        }
    }

    /** What a worker waited for has happened. */
    private void happened(int worker) {
        switch (phases[worker]) {
            case LAUNCH -> {
                phases[worker] = Phase.BOOT;
                if (costs.bootCpuSeconds() > 0) {
                    processors.compute(worker, costs.bootCpuSeconds());
                } else {
                    askForChunk(worker);
                }
            }
            case HAND_OVER -> startItem(worker);
            case REPLY -> {
                calls--;
                if (!callers.isEmpty()) {
                    call(callers.remove());
                }
                phases[worker] = Phase.COMPUTE;
                processors.compute(worker, items.cpuSeconds(item[worker]++));
            }
            case BOOT, COMPUTE -> throw new IllegalStateException("nobody waits for the processors here");
        }
    }

    /** A worker has computed what it wanted. */
    private void computed(int worker) {
        if (phases[worker] == Phase.BOOT) {
            askForChunk(worker);
        } else if (item[worker] < chunkEnd[worker]) {
            done++;
            startItem(worker);
        } else {
            done += items.waits() ? 1 : chunkItems[worker];
            askForChunk(worker);
        }
    }

    private void askForChunk(int worker) {
        if (handedOut == items.count()) {
            return;
        }
        item[worker] = handedOut;
        handedOut = Math.min(handedOut + chunkSize, items.count());
        chunkEnd[worker] = handedOut;
        double seconds = (worker == lastServed ? costs.sameWorkerSeconds() : costs.otherWorkerSeconds())
                + (chunkEnd[worker] - item[worker]) * costs.copySecondsPerItem();
        lastServed = worker;
        dispatcherFree = Math.max(processors.now(), dispatcherFree) + seconds;
        phases[worker] = Phase.HAND_OVER;
        timed.add(dispatcherFree, worker);
    }

    private void startItem(int worker) {
        if (items.waits()) {
            if (calls < callsAccepted) {
                call(worker);
            } else {
                callers.add(worker);
            }
            return;
        }
        // Items that never wait are computed in one go: where one of them ends and the next begins changes nothing.
        phases[worker] = Phase.COMPUTE;
        processors.compute(worker, items.cpuSeconds(item[worker], chunkEnd[worker]));
        chunkItems[worker] = chunkEnd[worker] - item[worker];
        item[worker] = chunkEnd[worker];
    }

    private void call(int worker) {
        calls++;
        phases[worker] = Phase.REPLY;
        timed.add(processors.now() + items.waitSeconds(item[worker]), worker);
    }
}
