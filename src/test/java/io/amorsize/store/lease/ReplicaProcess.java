package io.amorsize.store.lease;

import io.amorsize.store.Database;
import io.amorsize.store.postgres.PostgresServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A process of its own that takes partitions and keeps them until it is killed. */
final class ReplicaProcess {

    private ReplicaProcess() {}

    /**
     * Holds leases until it is killed.
     *
     * @param arguments URL of the database, milliseconds between heartbeats
     */
    public static void main(String... arguments) throws Exception {
        Database database = new PostgresServer(arguments[0], Optional.empty(), Optional.empty()).open();
        ScriptedHandler handler = ScriptedHandler.waiting();
        new PartitionLeases(
                        database,
                        new ReplicaName("victim"),
                        handler,
                        handler,
                        Clock.systemUTC(),
                        new LeaseTimes(Duration.ofMillis(20), Duration.ofMillis(Long.parseLong(arguments[1]))),
                        8)
                .start();
        new CountDownLatch(1).await();
    }
}
