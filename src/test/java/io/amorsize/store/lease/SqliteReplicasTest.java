package io.amorsize.store.lease;

import io.amorsize.store.Database;
import io.amorsize.store.sqlite.SqliteFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteReplicasTest extends SqlReplicasContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private @Nullable Database database;

    @Override
    Database database() {
        if (database == null) {
            database = SqliteFile.open(folder);
        }
        return database;
    }

    @AfterEach
    void close() {
        database().close();
    }
}
