package io.amorsize.job.run;

import io.amorsize.job.Partition;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Carves the next partition of a job when what is held here will soon be dealt, or others could take it. Called by the
 * threads of partitions, of which one at a time carves; safe for use by many threads.
 */
final class Carver {

    /** Unfinished partitions of a job for each replica: one is dealt while the next is fetched. */
    static final int PARTITIONS_OF_A_REPLICA = 2;

    /** How long a partition should take. */
    private static final double PARTITION_SECONDS = 5;

    /** Held partitions all of whose items are under way: so many at most do not keep others from being carved. */
    private static final int MOST_TAILS = 32;

    /** When none could be carved, it is tried again after so long. */
    private static final long CARVE_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long LEAST_PARTITION = 256;
    private static final long MOST_PARTITION = 5_000_000;

    private final Services services;
    private final LiveJob live;
    private final Planning planning;
    private final ItemQueue queue;
    private final HeldPartitions held;

    // Guarded by this.
    private boolean carving;
    private long nextCarve;
    private long carvedTo;

    Carver(Services services, LiveJob live, Planning planning, ItemQueue queue, HeldPartitions held) {
        this.services = services;
        this.live = live;
        this.planning = planning;
        this.queue = queue;
        this.held = held;
        this.nextCarve = services.nanoTime().getAsLong();
    }

    /** Somebody has carved so far. */
    synchronized void carvedTo(long item) {
        carvedTo = Math.max(carvedTo, item);
    }

    /** A partition has ended: there is room for the next. */
    synchronized void roomSince(long now) {
        nextCarve = now;
    }

    /** Carves if it is time to; whether it did. */
    boolean carve() {
        long now = services.nanoTime().getAsLong();
        int replicas = services.replicas().alive();
        boolean enough = queue.ready() + held.unreadItems() >= queue.ahead(planning.setting());
        if ((enough && replicas == 1) || !begin(now)) {
            return false;
        }
        Optional<Partition> carved = Optional.empty();
        try {
            int window = PARTITIONS_OF_A_REPLICA * replicas + Math.min(MOST_TAILS, held.tails());
            carved = services.store().carve(live.job().id(), partitionItems(), window);
        } finally {
            end(carved, now);
        }
        if (carved.isPresent()) {
            services.offered().run();
        }
        return carved.isPresent();
    }

    private synchronized boolean begin(long now) {
        if (carving || carvedTo >= live.job().items() || now - nextCarve < 0) {
            return false;
        }
        carving = true;
        return true;
    }

    private synchronized void end(Optional<Partition> carved, long now) {
        carving = false;
        carved.ifPresent(partition -> carvedTo(partition.to()));
        nextCarve = carved.isPresent() ? now : now + CARVE_AGAIN_NANOS;
    }

    private long partitionItems() {
        Setting setting = planning.setting();
        double bySpeed = queue.itemsPerSecond() * PARTITION_SECONDS;
        double byWorkers = 4.0 * setting.workers() * setting.chunkSize();
        return (long) Math.clamp(Math.max(bySpeed, byWorkers), LEAST_PARTITION, MOST_PARTITION);
    }
}
