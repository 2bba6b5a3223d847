package io.amorsize.store.sqlite;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.amorsize.store.Database;
import io.amorsize.store.DatabaseRefused;
import io.amorsize.store.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** Opens the embedded database. */
public final class SqliteFile {

    /**
     * Name of the file. SQLite keeps {@code amorsize.db-wal} and {@code amorsize.db-shm} beside it while it is open.
     */
    public static final String NAME = "amorsize.db";

    /** Where the migrations are. */
    public static final String MIGRATIONS = "/db/sqlite";

    /** Readers do not wait for each other, and writers wait for one another anyway. */
    private static final int CONNECTIONS = 4;

    private static final int BUSY_MILLIS = 30_000;

    /** Length of the write-ahead log beyond which it is emptied, and to which SQLite cuts it when it begins it anew. */
    private static final int LOG_BYTES = 64 << 20;

    private SqliteFile() {}

    /**
     * The database in {@code folder}, which is made when missing and belongs to this process until the database is
     * closed.
     *
     * @throws DatabaseRefused if another process uses the folder, or file or folder cannot be used
     */
    public static Database open(Path folder) {
        return open(folder, LOG_BYTES);
    }

    /** The same with another length beyond which the write-ahead log is emptied. */
    static Database open(Path folder, int logBytes) {
        FolderLock lock = lock(folder);
        try {
            return new Database("SQLite", pool(folder.resolve(NAME), logBytes), MIGRATIONS, lock::close);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FolderLock lock(Path folder) {
        try {
            Files.createDirectories(folder);
            return FolderLock.tryTake(folder)
                    .orElseThrow(() -> new DatabaseRefused(
                            "The folder “" + folder
                                    + "” is in use by another Amorsize, and an embedded database belongs"
                                    + " to one. Stop the other, give this one a folder of its own with"
                                    + " AMORSIZE_DATA_DIR=…, or let both use one PostgreSQL with"
                                    + " AMORSIZE_DATABASE_URL=jdbc:postgresql://….",
                            new IllegalStateException("locked")));
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The folder “" + folder + "” cannot be written to, but the embedded database is kept there. Write"
                            + " AMORSIZE_DATA_DIR=… with one that can. The system says: " + e,
                    e);
        }
    }

    private static AgroalDataSource pool(Path file, int logBytes) {
        AgroalDataSource pool = null;
        try {
            pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(connections -> connections
                            .maxSize(CONNECTIONS)
                            .acquisitionTimeout(Duration.ofMillis(BUSY_MILLIS))
                            .connectionFactoryConfiguration(factory -> {
                                properties(logBytes)
                                        .forEach(
                                                (key, value) -> factory.jdbcProperty(key.toString(), value.toString()));
                                return factory.connectionProviderClass(JDBC.class)
                                        .jdbcUrl(JDBC.PREFIX + file);
                            })));
            pool.setPoolInterceptors(List.of(new BoundedLog(file, logBytes, BUSY_MILLIS)));
            try (Connection connection = pool.getConnection()) {
                connection.getMetaData().getDatabaseProductVersion();
            }
            return pool;
        } catch (SQLException e) {
            if (pool != null) {
                pool.close();
            }
            throw new DatabaseRefused(
                    "The file “" + file + "” cannot be used as a database. Restore a backup of it, or move it away to"
                            + " begin with an empty one. SQLite says: " + e.getMessage(),
                    e);
        }
    }

    /**
     * A commit is on the disk when it returns (WAL with {@code synchronous=FULL}). A transaction takes the right to
     * write when it begins, so that none fails for having read before it writes.
     */
    private static Properties properties(int logBytes) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalSizeLimit(logBytes);
        config.enforceForeignKeys(true);
        return config.toProperties();
    }
}
