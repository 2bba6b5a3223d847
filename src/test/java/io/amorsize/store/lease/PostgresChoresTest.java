package io.amorsize.store.lease;

import io.amorsize.store.Database;
import io.amorsize.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class PostgresChoresTest extends ChoresContract {

    private @Nullable Database database;

    @Override
    Database database() {
        if (database == null) {
            database = TestPostgres.emptyDatabase().server().open();
        }
        return database;
    }

    @Override
    @AfterEach
    void stop() {
        super.stop();
        database().close();
    }
}
