package io.amorsize.store.job;

import io.amorsize.store.Database;
import io.amorsize.testing.TestPostgres;

class PostgresJobStoreTest extends JobStoreContract {

    @Override
    Database empty() {
        return TestPostgres.emptyDatabase().server().open();
    }
}
