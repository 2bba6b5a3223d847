package io.amorsize.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.store.Database;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {

    private static final int BOUND = 2 << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Database database;

    @BeforeEach
    void open() {
        database = SqliteFile.open(folder, BOUND);
        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("CREATE TABLE bytes (bytes BLOB NOT NULL)");
            }
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int write(int bytes) {
        return database.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bytes VALUES (zeroblob(?))")) {
                insert.setInt(1, bytes);
                return insert.executeUpdate();
            }
        });
    }

    private long logged() {
        return folder.resolve(SqliteFile.NAME + "-wal").toFile().length();
    }

    @Test
    void isEmptyAfterATransactionThatWasTooLong() {
        write(BOUND / 2);
        assertThat(logged()).isGreaterThan(BOUND / 2);

        write(BOUND);

        assertThat(logged()).isZero();
    }

    @Test
    void isLeftToReadersForAsLongAsTheyNeedIt() {
        boolean isThere = database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM flyway_schema_history")) {
                write(2 * BOUND);
                assertThat(logged()).isGreaterThan(2 * BOUND);
                return row.next();
            }
        });
        assertThat(isThere).isTrue();

        write(BOUND);

        assertThat(logged()).isZero();
    }

    @Test
    void leavesTheConnectionAsItWas() {
        write(2 * BOUND);

        int patience = database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA busy_timeout")) {
                return row.getInt(1);
            }
        });
        assertThat(patience).isEqualTo(30_000);
    }
}
