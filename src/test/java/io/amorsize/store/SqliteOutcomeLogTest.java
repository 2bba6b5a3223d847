package io.amorsize.store;

import io.amorsize.recommendation.OutcomeLog;
import io.amorsize.store.sqlite.SqliteFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteOutcomeLogTest extends OutcomeLogContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private @Nullable Database database;

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Override
    OutcomeLog log() {
        if (database == null) {
            database = SqliteFile.open(folder);
        }
        return new SqlOutcomeLog(database);
    }
}
