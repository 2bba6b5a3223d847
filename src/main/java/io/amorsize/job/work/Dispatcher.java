package io.amorsize.job.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which source is served next. Holds no thread and reads no clock; guarded by the pool's lock.
 *
 * <p>Charges are by the time that passes while workers serve a source, so that a piece that takes long is charged while
 * it runs, and time on a CPU that nobody else wanted is no debt.
 */
final class Dispatcher {

    /** Quanta of unused claim that a source keeps which had all the workers it asked for. */
    private static final int CLAIM_KEPT = 1;

    /** Quanta by which a source that fits may be ahead of the first one that does not. */
    private static final int OVERTAKING = 2;

    /** Sources looked at for one that fits. */
    private static final int LOOKED_AT = 8;

    private final long quantumNanos;
    private final Occupancy occupancy;
    private final FairQueue computing;
    private final FairQueue waiting;
    private final Set<Flow> served = new LinkedHashSet<>();

    Dispatcher(Duration quantum, PoolLimits limits) {
        quantumNanos = quantum.toNanos();
        occupancy = new Occupancy(limits);
        computing = new FairQueue(quantumNanos);
        waiting = new FairQueue(quantumNanos);
    }

    Occupancy occupancy() {
        return occupancy;
    }

    /** Whether some source waits for a worker. */
    boolean isContended() {
        return !computing.isEmpty() || !waiting.isEmpty();
    }

    /** Whether workers should end their service after a quantum. */
    boolean isPressed() {
        return isContended() || occupancy.isOverfull();
    }

    int sourcesWaiting() {
        return computing.size() + waiting.size();
    }

    /** The source has work. */
    void wake(Flow flow, long now) {
        if (!flow.hungry) {
            flow.hungry = true;
            if (flow.queue == null) {
                FairQueue queue = home(flow, flow.demand());
                flow.settle(now);
                queue.forget(flow, flow.running == 0 ? 0 : CLAIM_KEPT);
            }
        }
        enqueue(flow, now);
    }

    /** Gives out the next permit; empty if nobody waits or nothing fits. */
    Optional<Permit> grant(long now) {
        return grant(computing, now).or(() -> grant(waiting, now));
    }

    private Optional<Permit> grant(FairQueue queue, long now) {
        int looked = 0;
        double last = 0;
        for (Flow flow : queue.inOrder()) {
            if (looked == 0) {
                last = flow.startTag + (double) OVERTAKING * quantumNanos;
            }
            if (looked++ == LOOKED_AT || flow.startTag > last) {
                return Optional.empty();
            }
            Demand demand = flow.demand();
            if (occupancy.fits(demand)) {
                queue.advance(queue.first().startTag);
                queue.remove(flow);
                return flow.mayHaveMore() ? Optional.of(permit(flow, demand, now)) : retry(flow, queue, now);
            }
        }
        return Optional.empty();
    }

    /** It was allowed fewer workers while it waited. */
    private Optional<Permit> retry(Flow flow, FairQueue queue, long now) {
        enqueue(flow, now);
        return grant(queue, now);
    }

    private Permit permit(Flow flow, Demand demand, long now) {
        flow.settle(now);
        flow.running++;
        flow.rate += demand.rate();
        flow.probing = true;
        occupancy.take(demand);
        served.add(flow);
        return new Permit(flow, demand);
    }

    /** A piece was found: there may be more. */
    void found(Permit permit, long now) {
        if (permit.probing) {
            permit.probing = false;
            permit.flow.probing = false;
            enqueue(permit.flow, now);
        }
    }

    /**
     * The quantum is over.
     *
     * @return whether the worker may go on; if not, it must {@link #release}
     */
    boolean renew(Permit permit, long now) {
        Flow flow = permit.flow;
        found(permit, now);
        flow.settle(now);
        Demand demand = flow.demand();
        if (!demand.equals(permit.demand) && !exchange(permit, demand)) {
            return false;
        }
        if (flow.left || occupancy.isOverfull(demand) || flow.running > Math.max(1, flow.source.workers())) {
            return false;
        }
        if (flow.queue == null) {
            enqueue(flow, now);
        }
        FairQueue queue = home(flow, demand);
        if (queue.isEmpty()) {
            queue.advance(flow.served);
            return true;
        }
        Flow first = queue.first();
        return first == flow || queue.startTag(flow, flow.rate - demand.rate()) <= first.startTag;
    }

    /** The pieces of the source take another share than before. */
    private boolean exchange(Permit permit, Demand demand) {
        occupancy.giveBack(permit.demand);
        boolean fits = occupancy.fits(demand);
        Demand held = fits ? demand : permit.demand;
        occupancy.take(held);
        permit.flow.rate += held.rate() - permit.demand.rate();
        permit.demand = held;
        return fits;
    }

    /**
     * A worker ends its service.
     *
     * @param dry whether the source had nothing more
     */
    void release(Permit permit, boolean dry, long now) {
        Flow flow = permit.flow;
        flow.settle(now);
        flow.rate -= permit.demand.rate();
        if (permit.probing) {
            permit.probing = false;
            flow.probing = false;
        }
        if (permit.givenUp) {
            occupancy.comeBack(permit.demand);
        } else {
            flow.running--;
            occupancy.giveBack(permit.demand);
        }
        if (flow.rate == 0 && flow.running == 0) {
            served.remove(flow);
        }
        if (dry) {
            flow.hungry = false;
            dequeue(flow);
        } else if (flow.queue != null) {
            refresh(flow);
        } else {
            enqueue(flow, now);
        }
    }

    /** The worker's thread was given up; the permit is held until it comes back. */
    void giveUp(Permit permit, long now) {
        Flow flow = permit.flow;
        permit.givenUp = true;
        if (permit.probing) {
            permit.probing = false;
            flow.probing = false;
        }
        flow.running--;
        occupancy.giveUp(permit.demand);
        enqueue(flow, now);
    }

    /** The source left. */
    void leave(Flow flow) {
        flow.left = true;
        dequeue(flow);
    }

    /** Charges what runs long; to be called every few quanta. */
    void settle(long now) {
        for (Flow flow : served) {
            if (flow.queue == null) {
                flow.settle(now);
                FairQueue queue = home(flow, flow.demand());
                if (queue.isEmpty()) {
                    queue.advance(flow.served);
                }
                enqueue(flow, now);
            }
        }
        bringHome(computing, now);
        bringHome(waiting, now);
        computing.settle(now);
        waiting.settle(now);
    }

    /** The kind of a source may have become known, or changed, while it waited. Nobody would make room for it there. */
    private void bringHome(FairQueue queue, long now) {
        List<Flow> strangers = new ArrayList<>();
        for (Flow flow : queue.inOrder()) {
            if (queueFor(flow.demand()) != queue) {
                strangers.add(flow);
            }
        }
        for (Flow flow : strangers) {
            queue.remove(flow);
            enqueue(flow, now);
        }
    }

    /**
     * The queue of a source's kind. Service is counted there in another measure, against another virtual time: what a
     * source had of the other kind neither favours nor delays it.
     */
    private FairQueue home(Flow flow, Demand demand) {
        FairQueue queue = queueFor(demand);
        if (flow.home != queue) {
            flow.home = queue;
            queue.welcome(flow);
        }
        return queue;
    }

    private FairQueue queueFor(Demand demand) {
        return demand.waits() ? waiting : computing;
    }

    private void enqueue(Flow flow, long now) {
        if (flow.queue == null && flow.hungry && !flow.probing && !flow.left) {
            if (flow.mayHaveMore()) {
                flow.settle(now);
                FairQueue queue = home(flow, flow.demand());
                if (flow.satisfied) {
                    queue.forget(flow, CLAIM_KEPT);
                }
                flow.satisfied = false;
                queue.add(flow);
            } else {
                flow.satisfied = true;
            }
        }
        flow.awake = flow.hungry && (flow.queue != null || flow.probing);
    }

    private void refresh(Flow flow) {
        FairQueue queue = flow.queue;
        if (queue != null) {
            queue.remove(flow);
            queue.add(flow);
        }
    }

    private void dequeue(Flow flow) {
        if (flow.queue != null) {
            flow.queue.remove(flow);
        }
        flow.awake = flow.hungry && flow.probing;
    }
}
