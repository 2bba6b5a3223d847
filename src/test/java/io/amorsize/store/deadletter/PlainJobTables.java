package io.amorsize.store.deadletter;

import io.amorsize.job.InputItem;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.NewJob;
import io.amorsize.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/** Items and amendments of jobs in tables of their own, so that transactions can be seen to hold. */
final class PlainJobTables implements JobTables {

    /** The jobs that were made, also by transactions that were rolled back. */
    final Map<String, NewJob> made = new ConcurrentHashMap<>();

    /** Thrown by the next {@link #append}, as a crash would. */
    boolean crashes;

    PlainJobTables(Database database) {
        database.write(connection -> {
            execute(connection, "CREATE TABLE plain_item (job_id TEXT, i BIGINT, json TEXT, item_key TEXT)");
            execute(connection, "CREATE TABLE plain_amendment (job_id TEXT, i BIGINT, result TEXT)");
            return "";
        });
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    @Override
    public void lock(Connection connection, SortedSet<String> jobIds) {}

    @Override
    public List<InputItem> input(Connection connection, String jobId, Collection<Long> indices) throws SQLException {
        List<InputItem> found = new ArrayList<>();
        for (long index : indices) {
            found.addAll(items(connection, jobId, index));
        }
        return found;
    }

    private static List<InputItem> items(Connection connection, String jobId, long from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT i, json, item_key FROM plain_item WHERE job_id = ? AND i = ? ORDER BY i")) {
            select.setString(1, jobId);
            select.setLong(2, from);
            try (ResultSet row = select.executeQuery()) {
                List<InputItem> items = new ArrayList<>();
                while (row.next()) {
                    items.add(new InputItem(row.getLong(1), row.getString(2), Optional.ofNullable(row.getString(3))));
                }
                return items;
            }
        }
    }

    /** The items of a job, in order. */
    List<InputItem> items(Database database, String jobId) {
        return database.read(connection -> {
            List<InputItem> all = new ArrayList<>();
            for (long i = 0; all.size() == i; i++) {
                all.addAll(items(connection, jobId, i));
            }
            return all;
        });
    }

    @Override
    public void create(Connection connection, NewJob job, String redrive) {
        made.put(job.id(), job);
    }

    @Override
    public void append(Connection connection, String jobId, List<InputItem> items) throws SQLException {
        for (InputItem item : items) {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO plain_item VALUES (?, ?, ?, ?)")) {
                Bindings.of(insert)
                        .text(jobId)
                        .whole(item.index())
                        .text(item.json())
                        .text(item.key());
                insert.executeUpdate();
            }
        }
        if (crashes) {
            crashes = false;
            throw new IllegalStateException("died here");
        }
    }

    @Override
    public void amend(Connection connection, String jobId, ItemOutcome outcome) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO plain_amendment VALUES (?, ?, ?)")) {
            Bindings.of(insert).text(jobId).whole(outcome.index()).text(outcome.result());
            insert.executeUpdate();
        }
    }

    /** Amendments as {@code job/index/result}. */
    List<String> amendments(Database database) {
        return database.read(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT job_id, i, result FROM plain_amendment ORDER BY i");
                    ResultSet row = select.executeQuery()) {
                List<String> all = new ArrayList<>();
                while (row.next()) {
                    all.add(row.getString(1) + "/" + row.getLong(2) + "/" + row.getString(3));
                }
                return all;
            }
        });
    }
}
