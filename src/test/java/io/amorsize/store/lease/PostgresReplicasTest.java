package io.amorsize.store.lease;

import io.amorsize.store.Database;
import io.amorsize.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class PostgresReplicasTest extends SqlReplicasContract {

    private @Nullable Database database;

    @Override
    Database database() {
        if (database == null) {
            database = TestPostgres.emptyDatabase().server().open();
        }
        return database;
    }

    @AfterEach
    void close() {
        database().close();
    }
}
