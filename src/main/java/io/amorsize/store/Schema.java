package io.amorsize.store;

import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the tables of a database up to date. */
final class Schema {

    private Schema() {}

    /**
     * Runs the migrations that {@code database} has not seen.
     *
     * @param migrations folder on the class path
     * @throws DatabaseRefused if the database was written by a newer version, by something else, or refuses
     */
    static void update(DataSource database, String migrations) {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .resourceProvider(new MigrationFiles(migrations))
                    .encoding(StandardCharsets.UTF_8)
                    // A schema from the future is refused: what it means is not known here.
                    .ignoreMigrationPatterns("")
                    .load()
                    .migrate();
        } catch (FlywayValidateException e) {
            throw new DatabaseRefused(
                    "The database has tables that this version of Amorsize does not know. Start the version that made"
                            + " them, or give this one another database. Flyway says: " + onOneLine(e),
                    e);
        } catch (FlywayException e) {
            throw new DatabaseRefused(
                    "The tables of the database cannot be made or brought up to date. Flyway says: " + onOneLine(e), e);
        }
    }

    private static String onOneLine(FlywayException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
