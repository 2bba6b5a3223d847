package io.amorsize.job.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Sources that wait for a worker, the one first that has had the least for its weight. Not safe for use by many
 * threads; O(log n) for each change.
 *
 * <p>Start-time fair queueing (Goyal, Vin, Cheng: "Start-time Fair Queueing: A Scheduling Algorithm for Integrated
 * Services Packet Switching Networks", SIGCOMM 1996) with several servers (Jin, Chase, Kaur: "Interposed Proportional
 * Sharing for a Storage Service Utility", SIGMETRICS 2004); with equal quanta it is stride scheduling (Waldspurger and
 * Weihl, MIT/LCS/TM-528, 1995). A source's next quantum starts at what it was served per weight, and one quantum for
 * each piece that runs. Virtual time is the start of the last quantum given out. Who comes from idling starts at
 * virtual time: it neither has a claim on the past nor is behind anybody.
 */
final class FairQueue {

    private final TreeSet<Flow> flows = new TreeSet<>(
            Comparator.<Flow>comparingDouble(flow -> flow.startTag).thenComparingLong(flow -> flow.number));
    private final long quantumNanos;
    private double virtualTime;

    FairQueue(long quantumNanos) {
        this.quantumNanos = quantumNanos;
    }

    boolean isEmpty() {
        return flows.isEmpty();
    }

    int size() {
        return flows.size();
    }

    Flow first() {
        return flows.first();
    }

    /** From the first on. */
    Iterable<Flow> inOrder() {
        return Collections.unmodifiableSet(flows);
    }

    /** Adds a settled flow that is in no queue. */
    void add(Flow flow) {
        flow.startTag = startTag(flow, flow.rate);
        flows.add(flow);
        flow.queue = this;
    }

    void remove(Flow flow) {
        flows.remove(flow);
        flow.queue = null;
    }

    /** Where its next quantum starts if the pieces that run are charged {@code rate}. */
    double startTag(Flow flow, long rate) {
        return flow.served + (double) quantumNanos * rate / Demand.MICRO / flow.weight();
    }

    /** Counts what a flow is served from now on, as if it came from idling. */
    void welcome(Flow flow) {
        flow.served = virtualTime;
    }

    /** Takes from a flow the claim that it did not use. */
    void forget(Flow flow, int quantaKept) {
        flow.served = Math.max(flow.served, virtualTime - (double) quantaKept * quantumNanos / flow.weight());
    }

    void advance(double startTag) {
        virtualTime = Math.max(virtualTime, startTag);
    }

    /** Brings the order up to date with what the waiting sources use meanwhile. */
    void settle(long now) {
        List<Flow> served = new ArrayList<>();
        for (Flow flow : flows) {
            if (flow.rate > 0) {
                served.add(flow);
            }
        }
        for (Flow flow : served) {
            remove(flow);
            flow.settle(now);
            add(flow);
        }
    }
}
