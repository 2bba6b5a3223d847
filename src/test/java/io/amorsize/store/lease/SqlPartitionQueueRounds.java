package io.amorsize.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.store.Database;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Offers one partition again and again while it is run, each time as soon as the run before it was seen, so that offers
 * fall into all phases of a run, its removal above all.
 *
 * @param rounds how many offers
 */
record SqlPartitionQueueRounds(int rounds) {

    /** @param start begins to lease with a handler */
    void check(Database database, Function<ScriptedHandler, PartitionLeases> start) {
        AtomicInteger committed = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        ScriptedHandler handler = new ScriptedHandler((jobId, number, owner) -> {
            synchronized (seen) {
                seen.set(committed.get());
                seen.notifyAll();
            }
            return ScriptedHandler.OVER;
        });
        PartitionLeases leases = start.apply(handler);
        for (int round = 1; round <= rounds; round++) {
            Rows.offer(database, "job", 1);
            committed.set(round);
            // Every third time the next offer is made without waiting for the run.
            if (round % 3 != 0) {
                Rows.offer(database, "job", 1);
                leases.nudge();
                assertThat(awaits(seen, round)).as("round " + round).isTrue();
            }
        }
    }

    private static boolean awaits(AtomicInteger seen, int round) {
        long end = System.nanoTime() + 45_000_000_000L;
        synchronized (seen) {
            while (seen.get() < round && System.nanoTime() < end) {
                try {
                    seen.wait(1000);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return seen.get() >= round;
        }
    }
}
