package io.amorsize.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.store.Database;
import io.amorsize.store.postgres.PostgresServer;
import io.amorsize.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KilledReplicaTest {

    private static final LeaseTimes TIMES = new LeaseTimes(Duration.ofMillis(20), Duration.ofMillis(250));

    /** A machine that is busy delays the looks. A dead one that is taken for alive looks so for a minute. */
    private static final Duration TOLERANCE = Duration.ofSeconds(25);

    @Test
    @Timeout(120)
    void anotherTakesOverWhatAKilledProcessHeld() throws Exception {
        PostgresServer server = TestPostgres.emptyDatabase().server();
        try (Database database = server.open()) {
            Rows.offer(database, "job", 2);
            Process victim = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ReplicaProcess.class.getName(),
                            server.url(),
                            Long.toString(TIMES.heartbeat().toMillis()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                awaitHeld(database, victim);
                ScriptedHandler handler = ScriptedHandler.finishing();
                PartitionLeases leases = new PartitionLeases(
                        database, new ReplicaName("heir"), handler, handler, Clock.systemUTC(), TIMES, 8);
                leases.start();

                victim.destroyForcibly().waitFor();
                long killed = System.nanoTime();
                List<String> events = List.of(handler.next(), handler.next(), handler.next(), handler.next());
                Duration taken = Duration.ofNanos(System.nanoTime() - killed);
                leases.stop(Duration.ofSeconds(10));

                assertThat(events).containsExactlyInAnyOrder("judged job 0", "judged job 1", "run job 0", "run job 1");
                assertThat(taken).isLessThan(TIMES.takeover().plus(TOLERANCE));
                assertThat(Rows.all(database)).isEmpty();
            } finally {
                victim.destroyForcibly();
            }
        }
    }

    private static void awaitHeld(Database database, Process victim) throws InterruptedException {
        while (!Rows.all(database).equals(List.of("job/0 victim", "job/1 victim"))) {
            // Waits for its end, which does not come: a pause that a victim that cannot start cuts short.
            assertThat(victim.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
