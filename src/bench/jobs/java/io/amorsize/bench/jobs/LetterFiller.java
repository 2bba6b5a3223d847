package io.amorsize.bench.jobs;

import io.amorsize.store.Database;
import io.amorsize.store.Documents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Random;

/**
 * Puts dead letters into a database, each of about 1 kB: of 200 jobs of five types, with 1,000 fingerprints and 20 error
 * classes; one in 100,000 has a type, an error class and a reason of its own.
 */
final class LetterFiller {

    static final String RECIPE = "recipe";
    static final long FIRST_MILLIS = 1_780_000_000_000L;

    private static final int IN_TRANSACTION = 5_000;
    private static final int JOBS = 200;
    private static final int RARE = 100_000;

    private static final String LETTERS = new Random(2)
            .ints(1_000_000, 'a', 'z' + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    private LetterFiller() {}

    static void fill(Database database, int letters) {
        Random random = new Random(1);
        int ignored = database.write(LetterFiller::recipe);
        for (int from = 0; from < letters; from += IN_TRANSACTION) {
            int first = from;
            int end = Math.min(letters, from + IN_TRANSACTION);
            int inserted = database.write(connection -> insert(connection, first, end, random));
            if (inserted != end - first) {
                throw new IllegalStateException(inserted + " of " + (end - first) + " letters were inserted");
            }
        }
    }

    private static int recipe(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dead_letter_recipe VALUES ('" + RECIPE
                + "', 'type-0', ?, NULL, 10, 3, 0.1, 1, 2, 0.5, '', '', " + FIRST_MILLIS + ")")) {
            insert.setBytes(1, Documents.packed("{}"));
            return insert.executeUpdate();
        }
    }

    private static int insert(Connection connection, int first, int end, Random random) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dead_letter (id, created_at, job_id,"
                + " item_index, job_type, idempotency_key, recipe, replica, service_version, payload, payload_bytes,"
                + " payload_sha256, reason, retryable, error_class, fingerprint, details, attempts, max_attempts,"
                + " deaths, first_failed_at, last_failed_at, status, status_since, replays, failed_replays, note, tags,"
                + " version) VALUES (?, ?, ?, ?, ?, ?, ?, 'replica', '1', ?, 200, ?, ?, 1, ?, ?, ?, 3, 3, 0, ?, ?, ?,"
                + " ?, 0, 0, '', '', 1)")) {
            for (int i = first; i < end; i++) {
                boolean rare = i % RARE == RARE / 2;
                long at = FIRST_MILLIS + i;
                int column = 1;
                insert.setString(column++, id(i));
                insert.setLong(column++, at);
                insert.setString(column++, job(i % JOBS));
                insert.setLong(column++, i / JOBS);
                insert.setString(column++, rare ? "rare" : "type-" + i % 5);
                insert.setString(column++, job(i % JOBS) + ":" + i / JOBS);
                insert.setString(column++, RECIPE);
                insert.setBytes(column++, Documents.packed("{\"order\":\"" + text(random, 180) + "\"}"));
                insert.setString(column++, text(random, 64));
                insert.setString(column++, rare ? "WORKER_DIED" : "RETRIES_EXHAUSTED");
                insert.setString(column++, rare ? "RARE" : "HTTP_" + (500 + i % 20));
                insert.setString(column++, String.format(Locale.ROOT, "%016x", i % 1_000));
                insert.setBytes(
                        column++,
                        Documents.packed(
                                "{\"message\":\"said no\",\"stack\":\"" + text(random, 900) + "\",\"history\":[]}"));
                insert.setLong(column++, at);
                insert.setLong(column++, at);
                insert.setString(column++, i % 10 == 0 ? "RESOLVED" : "OPEN");
                insert.setLong(column++, at);
                insert.addBatch();
            }
            return insert.executeBatch().length;
        }
    }

    static String id(long i) {
        return String.format(Locale.ROOT, "019a9f0e-6c1b-7a52-b3a4-%012x", i);
    }

    static String job(int number) {
        return String.format(Locale.ROOT, "019a9f0e-6c1b-7a52-0000-%012x", number);
    }

    /** Letters that do not repeat soon, so that compression does not help much. */
    private static String text(Random random, int length) {
        int from = random.nextInt(LETTERS.length() - length);
        return LETTERS.substring(from, from + length);
    }
}
