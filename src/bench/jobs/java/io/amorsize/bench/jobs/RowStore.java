package io.amorsize.bench.jobs;

import io.amorsize.store.Database;
import io.amorsize.store.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Locale;

/**
 * Outcomes in the store's own database with its settings, one row for each item and nothing more: what a program does
 * that keeps outcomes by batch inserts.
 */
final class RowStore implements AutoCloseable {

    /** Rows of a transaction, as many as the service puts into one at most. */
    private static final int IN_TRANSACTION = 50_000;

    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS bench_outcome (job_id TEXT NOT NULL, item BIGINT NOT"
                    + " NULL, status TEXT NOT NULL, attempts INTEGER NOT NULL, seconds DOUBLE PRECISION NOT NULL, result TEXT,"
                    + " PRIMARY KEY (job_id, item))";
    private static final String INSERT = "INSERT INTO bench_outcome VALUES (?, ?, ?, ?, ?, ?)";

    private final Database database;
    private long jobs;

    RowStore() throws IOException {
        Path folder = Files.createTempDirectory("amorsize-bench");
        database = SqliteFile.open(folder);
        boolean ignored = database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(TABLE);
            }
        });
    }

    /** Keeps outcomes of so many items of one more job; they are on the disk when this returns. */
    void insert(long items) {
        String job = "019a9f0e-6c1b-7a52-b3a4-" + String.format(Locale.ROOT, "%012d", jobs++);
        for (long from = 0; from < items; from += IN_TRANSACTION) {
            long first = from;
            long end = Math.min(items, from + IN_TRANSACTION);
            int ignored = database.write(connection -> {
                try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                    for (long item = first; item < end; item++) {
                        insert.setString(1, job);
                        insert.setLong(2, item);
                        insert.setString(3, "OK");
                        insert.setInt(4, 1);
                        insert.setDouble(5, 1e-6);
                        insert.setString(6, "{\"index\":" + item + "}");
                        insert.addBatch();
                    }
                    return insert.executeBatch().length;
                }
            });
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
