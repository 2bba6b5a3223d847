package io.amorsize.store.lease;

import io.amorsize.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What tests read from the tables and write into them, past the classes under test. */
final class Rows {

    private Rows() {}

    /** Offers partitions 0 to {@code count} - 1 of a job. */
    static void offer(Database database, String jobId, int count) {
        SqlPartitionQueue queue = new SqlPartitionQueue(database, Clock.systemUTC());
        database.write(connection -> {
            for (int number = 0; number < count; number++) {
                queue.enqueue(connection, jobId, number, 50);
            }
            return count;
        });
    }

    /** A partition as somebody left it who died long ago. */
    static void abandoned(Database database, String jobId, long number) {
        abandoned(database, jobId, number, longAgo());
    }

    /** A partition as somebody left it who died then. */
    static void abandoned(Database database, String jobId, long number, Instant heartbeat) {
        insert(database, "scheduled_tasks", "partition", jobId + "/" + number, heartbeat);
    }

    /** A chore as somebody left it who died long ago. */
    static void abandonedChore(Database database, String name) {
        insert(database, "chore", name, "recurring", longAgo());
    }

    private static Instant longAgo() {
        return Instant.now().minus(Duration.ofHours(1));
    }

    private static void insert(Database database, String table, String task, String instance, Instant heartbeat) {
        database.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                    + " (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)"
                    + " VALUES (?, ?, ?, TRUE, 'somebody', ?, 2)")) {
                insert.setString(1, task);
                insert.setString(2, instance);
                Dialect.of(database).columns().setInstant(insert, 3, longAgo());
                Dialect.of(database).columns().setInstant(insert, 4, heartbeat);
                return insert.executeUpdate();
            }
        });
    }

    /** Instances of all rows, with who holds them. */
    static List<String> all(Database database) {
        return texts(
                database, "SELECT task_instance || ' ' || COALESCE(picked_by, 'null') FROM scheduled_tasks ORDER BY 1");
    }

    /** Names of the chores that were done and are done by nobody now. */
    static List<String> choresDone(Database database) {
        return texts(database, "SELECT task_name FROM chore WHERE last_success IS NOT NULL AND NOT picked");
    }

    /** Names of all replicas. */
    static List<String> replicas(Database database) {
        return texts(database, "SELECT name FROM replica ORDER BY name");
    }

    private static List<String> texts(Database database, String sql) {
        return database.read(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery(sql)) {
                List<String> texts = new ArrayList<>();
                while (row.next()) {
                    texts.add(row.getString(1));
                }
                return texts;
            }
        });
    }
}
