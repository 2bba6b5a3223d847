package io.amorsize.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What holds for the rows of replicas whatever the database: inherited by a test for each of them. */
abstract class SqlReplicasContract {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));

    /** An open database with the schema of the service; the same one each time within a test. */
    abstract Database database();

    private SqlReplicas replica(String name) {
        return replica(name, Set.of());
    }

    private SqlReplicas replica(String name, Set<String> types) {
        return new SqlReplicas(database(), new ReplicaName(name), types, now::get);
    }

    private void pass(Duration time) {
        now.updateAndGet(moment -> moment.plus(time));
    }

    @Test
    void countsItselfBeforeItIsSeen() {
        assertThat(replica("a").alive()).isEqualTo(1);
    }

    @Test
    void countsThoseThatWereSeenLately() {
        SqlReplicas a = replica("a");
        SqlReplicas b = replica("b");
        a.beat();
        b.beat();
        assertThat(a.alive()).isEqualTo(1);
        assertThat(b.alive()).isEqualTo(2);

        pass(SqlReplicas.ALIVE);
        a.beat();
        assertThat(a.alive()).isEqualTo(2);

        pass(Duration.ofMillis(1));
        a.beat();
        assertThat(a.alive()).isEqualTo(1);
    }

    @Test
    void tellsWhetherOneThatIsAliveHasAJobType() {
        SqlReplicas a = replica("a", Set.of("http"));
        SqlReplicas b = replica("b", Set.of("http", "my-http"));
        a.beat();
        assertThat(a.have("http")).isTrue();
        assertThat(a.have("my-http")).isFalse();
        b.beat();
        // Also before it is counted.
        assertThat(a.have("my-http")).isTrue();
        assertThat(a.have("my")).isFalse();

        pass(SqlReplicas.ALIVE.plusMillis(1));
        a.beat();
        assertThat(a.have("my-http")).isFalse();
    }

    @Test
    void oneThatStopsIsGoneAtOnce() {
        SqlReplicas a = replica("a");
        SqlReplicas b = replica("b");
        a.start();
        b.start();

        b.stop();
        a.beat();

        assertThat(a.alive()).isEqualTo(1);
        assertThat(Rows.replicas(database())).containsExactly("a");
        a.stop();
    }

    @Test
    void forgetsThoseThatAreLongGone() {
        SqlReplicas a = replica("a");
        replica("b").beat();

        pass(SqlReplicas.FORGOTTEN);
        a.beat();
        assertThat(Rows.replicas(database())).containsExactly("a", "b");
        pass(Duration.ofMillis(1));
        a.beat();
        assertThat(Rows.replicas(database())).containsExactly("a");
    }
}
