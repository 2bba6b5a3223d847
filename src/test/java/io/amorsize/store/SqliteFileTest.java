package io.amorsize.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.store.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteFileTest extends DatabaseContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private @Nullable Database open;

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }

    @Override
    Database database() {
        if (open == null) {
            open = SqliteFile.open(folder);
        }
        return open;
    }

    @Override
    Database reopened() {
        return SqliteFile.open(folder);
    }

    @ParameterizedTest
    @CsvSource({"journal_mode, wal", "synchronous, 2", "busy_timeout, 30000", "foreign_keys, 1"})
    void everyCommitIsOnTheDiskWhenItReturns(String pragma, String value) {
        String found = database().read(connection -> pragma(connection, pragma));

        assertThat(found).isEqualTo(value);
    }

    @Test
    void isNewEnoughNotToLoseAResetOfItsLog() {
        String version = database().read(connection -> connection.getMetaData().getDatabaseProductVersion());

        assertThat(Runtime.Version.parse(version)).isGreaterThanOrEqualTo(Runtime.Version.parse("3.51.3"));
    }

    @Test
    void makesItsFolder() {
        try (Database database = SqliteFile.open(folder.resolve("a/b"))) {
            assertThat(database.defect()).isEmpty();
            assertThat(folder.resolve("a/b").resolve(SqliteFile.NAME)).exists();
        }
    }

    @Test
    void belongsToOneAtATime() {
        database();

        assertThatThrownBy(() -> SqliteFile.open(folder))
                .isInstanceOf(DatabaseRefused.class)
                .hasMessageContaining("in use by another Amorsize")
                .hasMessageContaining("AMORSIZE_DATA_DIR=")
                .hasMessageContaining("AMORSIZE_DATABASE_URL=");
    }

    @Test
    void isFreeAgainAfterAStartThatFailed() throws IOException {
        Files.writeString(folder.resolve(SqliteFile.NAME), "This is a letter to my aunt and no database at all.");

        assertThatThrownBy(() -> SqliteFile.open(folder))
                .isInstanceOf(DatabaseRefused.class)
                .hasMessageContaining("cannot be used as a database")
                .hasMessageContaining("Restore a backup");
        Files.delete(folder.resolve(SqliteFile.NAME));

        assertThat(database().defect()).isEmpty();
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> SqliteFile.open(file.resolve("below")))
                .isInstanceOf(DatabaseRefused.class)
                .hasMessageContaining("cannot be written to")
                .hasMessageContaining("AMORSIZE_DATA_DIR=");
    }

    @Test
    void refusesTablesOfALaterVersion() {
        try (Database database = SqliteFile.open(folder)) {
            database.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("INSERT INTO flyway_schema_history (installed_rank, version,"
                            + " description, type, script, checksum, installed_by, execution_time, success) VALUES"
                            + " (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)");
                }
            });
        }

        assertThatThrownBy(() -> SqliteFile.open(folder))
                .isInstanceOf(DatabaseRefused.class)
                .hasMessageContaining("this version of Amorsize does not know")
                .hasMessageNotContaining("\n");
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet value = statement.executeQuery("PRAGMA " + name)) {
            return value.getString(1);
        }
    }
}
