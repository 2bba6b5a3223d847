package io.amorsize.store.job;

import io.amorsize.store.Database;
import java.util.List;

/** Looks at the tables behind the store's back. */
public final class Rows {

    private Rows() {}

    static long count(Database database, String table) {
        return database.read(connection -> Sql.first(
                        connection, row -> row.getLong(1), "SELECT COUNT(DISTINCT " + key(table) + ") FROM " + table)
                .orElseThrow());
    }

    private static String key(String table) {
        return switch (table) {
            case "job" -> "id";
            case "job_result" -> "first_item";
            default -> "job_id";
        };
    }

    /** Flips a bit in the last byte of each row. */
    static void damage(Database database, String table) {
        damage(database, table, "%");
    }

    /** Flips a bit in the last byte of each row of a job. */
    public static void damage(Database database, String table, String jobId) {
        database.write(connection -> {
            List<byte[]> bodies = Sql.list(
                    connection, row -> row.getBytes(1), "SELECT body FROM " + table + " WHERE job_id LIKE ?", jobId);
            for (byte[] body : bodies) {
                byte[] damaged = body.clone();
                damaged[damaged.length - 1] ^= 4;
                Sql.update(
                        connection,
                        "UPDATE " + table + " SET body = ? WHERE body = ? AND job_id LIKE ?",
                        damaged,
                        body,
                        jobId);
            }
            return bodies.size();
        });
    }
}
