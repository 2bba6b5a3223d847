package io.amorsize.store;

import io.amorsize.recommendation.OutcomeLog;
import io.amorsize.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class PostgresOutcomeLogTest extends OutcomeLogContract {

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
            database = TestPostgres.emptyDatabase().server().open();
        }
        return new SqlOutcomeLog(database);
    }
}
