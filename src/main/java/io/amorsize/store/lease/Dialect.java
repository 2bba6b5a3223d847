package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import io.amorsize.store.Database;

/** What db-scheduler must know about a database. */
enum Dialect {
    /** Belongs to one process. */
    SQLITE,
    /** Shared by any number of processes. */
    POSTGRESQL;

    static Dialect of(Database database) {
        return database.product().equals("SQLite") ? SQLITE : POSTGRESQL;
    }

    /** How moments are written and read, and how rows are locked. */
    JdbcCustomization columns() {
        return switch (this) {
            case SQLITE -> new SqliteMoments();
            case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, false);
        };
    }

    /**
     * Never more than can be run at once, so that nothing waits in memory. PostgreSQL hands out due work and locks it
     * in one statement; on SQLite each piece of work is locked when it begins to run.
     */
    SchedulerBuilder polling(SchedulerBuilder scheduler) {
        return switch (this) {
            case SQLITE -> scheduler.pollUsingFetch(0.5, 1.0);
            case POSTGRESQL -> scheduler.pollUsingLockAndFetch(0.5, 1.0);
        };
    }
}
