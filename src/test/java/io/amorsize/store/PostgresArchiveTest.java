package io.amorsize.store;

import io.amorsize.testing.TestPostgres;

class PostgresArchiveTest extends RecommendationArchiveContract {

    @Override
    Database empty() {
        return TestPostgres.emptyDatabase().server().open();
    }
}
