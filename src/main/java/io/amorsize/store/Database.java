package io.amorsize.store;

import io.agroal.api.AgroalDataSource;
import io.amorsize.recommendation.StoreUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * An open database with an up-to-date schema. Safe for use by many threads.
 *
 * <p>SQL written for it keeps to what SQLite and PostgreSQL have in common: BIGINT (milliseconds since the epoch for
 * moments), TEXT, DOUBLE PRECISION, {@code ON CONFLICT}, {@code RETURNING}, {@code LIMIT}.
 */
public final class Database implements AutoCloseable {

    private static final String ANY_ROW = "SELECT 1 FROM flyway_schema_history LIMIT 1";
    private static final int PROBE_SECONDS = 2;

    private final String product;
    private final AgroalDataSource pool;
    private final Runnable afterClose;

    /**
     * Takes over an open pool and brings its schema up to date.
     *
     * @param product what people call it, such as SQLite
     * @param pool closed with this
     * @param migrations folder of the migrations on the class path
     * @param afterClose gives back what belongs to the database, such as a lock
     * @throws DatabaseRefused if the schema cannot be used; the pool is closed then
     */
    public Database(String product, AgroalDataSource pool, String migrations, Runnable afterClose) {
        this(product, pool, pool, migrations, afterClose);
    }

    /**
     * The same, with other connections for the migrations.
     *
     * @param migrating stays open
     */
    public Database(
            String product, AgroalDataSource pool, DataSource migrating, String migrations, Runnable afterClose) {
        this.product = product;
        this.pool = pool;
        this.afterClose = afterClose;
        try {
            Schema.update(migrating, migrations);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** What people call the database: SQLite or PostgreSQL. */
    public String product() {
        return product;
    }

    /** The pool, for libraries that bring their own SQL. */
    public DataSource pool() {
        return pool;
    }

    /**
     * The result of reading; each statement sees what was committed before it.
     *
     * @throws StoreUnavailable if the database does not answer or refuses
     */
    public <R> R read(SqlWork<R> work) {
        try (Connection connection = pool.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new StoreUnavailable(e);
        }
    }

    /**
     * The result of work that is done in one transaction: all of it has been committed when this returns, none of it
     * when this throws. On SQLite one transaction runs at a time.
     *
     * @throws StoreUnavailable if the database does not answer or refuses
     */
    public <R> R write(SqlWork<R> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                R result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreUnavailable(e);
        }
    }

    private static void rollBack(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** What keeps the database from answering; empty if it answers. Takes a few seconds at most. */
    public Optional<String> defect() {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(ANY_ROW)) {
            statement.setQueryTimeout(PROBE_SECONDS);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.empty() : Optional.of("The schema is gone.");
            }
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Waits for nobody: work in progress fails. */
    @Override
    public void close() {
        pool.close();
        afterClose.run();
    }
}
