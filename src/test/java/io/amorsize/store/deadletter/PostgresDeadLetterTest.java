package io.amorsize.store.deadletter;

import io.amorsize.store.Database;
import io.amorsize.testing.TestPostgres;

class PostgresDeadLetterTest extends DeadLetterContract {

    @Override
    Database open() {
        return TestPostgres.emptyDatabase().server().open();
    }
}
