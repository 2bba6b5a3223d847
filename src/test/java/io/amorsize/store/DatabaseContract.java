package io.amorsize.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.recommendation.StoreUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for a database whatever the product: inherited by a test for each of them. */
abstract class DatabaseContract {

    /** An open database with the schema of the service; the same one each time within a test. */
    abstract Database database();

    /** Opens what {@link #database()} gave, once more, after it was closed. */
    abstract Database reopened();

    @Test
    void answersOnceItIsOpen() {
        assertThat(database().defect()).isEmpty();
    }

    @Test
    void hasADefectOnceItIsClosed() {
        Database database = database();

        database.close();

        assertThat(database.defect()).isPresent();
        assertThatThrownBy(() -> database.read(DatabaseContract::rows)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void keepsWhatWasCommitted() {
        Database database = database();
        database.write(connection -> insert(connection, "a"));
        database.close();

        try (Database again = reopened()) {
            assertThat(rows(again)).isEqualTo(1);
        }
    }

    @Test
    void keepsNothingOfWorkThatFails() {
        Database database = database();

        assertThatThrownBy(() -> database.write(connection -> {
                    insert(connection, "a");
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");

        int inserted = database.write(connection -> insert(connection, "b"));
        assertThat(inserted).isEqualTo(1);
        assertThat(rows(database)).isEqualTo(1);
    }

    @Test
    void saysThatItIsUnavailableWhenAStatementIsRefused() {
        assertThatThrownBy(() -> database().write(connection -> {
                    insert(connection, "a");
                    return insert(connection, "a");
                }))
                .isInstanceOf(StoreUnavailable.class)
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void writersWaitForOneAnother() throws Exception {
        Database database = database();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> writes = IntStream.range(0, 64)
                    .mapToObj(i -> threads.submit(() -> database.write(connection -> {
                        rows(connection);
                        return insert(connection, "key" + i);
                    })))
                    .toList();
            for (Future<Integer> write : writes) {
                assertThat(write.get()).isEqualTo(1);
            }
        }

        assertThat(rows(database)).isEqualTo(64);
    }

    private static int insert(Connection connection, String key) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(
                    "INSERT INTO idempotent_answer (idempotency_key, created_at, fingerprint, answer) VALUES ('" + key
                            + "', 1, 'f', '')");
        }
    }

    private static int rows(Database database) {
        return database.read(DatabaseContract::rows);
    }

    private static int rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM idempotent_answer")) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }
}
