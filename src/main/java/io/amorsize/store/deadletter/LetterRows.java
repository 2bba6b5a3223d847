package io.amorsize.store.deadletter;

import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.Payload;
import io.amorsize.deadletter.Trouble;
import io.amorsize.job.ItemError;
import io.amorsize.store.Documents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Rows of dead letters, in and out. */
final class LetterRows {

    private static final String FROM = " FROM dead_letter l JOIN dead_letter_recipe r ON r.id = l.recipe WHERE ";

    private static final String SELECT = "SELECT l.*, r.secrets" + FROM;

    /** All but the documents, each of which may have megabytes. */
    private static final String SUMMARY = "SELECT l.id, l.created_at, l.job_id, l.item_index, l.job_type,"
            + " l.job_type_version, l.idempotency_key, l.recipe, l.trace_id, l.replica, l.service_version, NULL AS payload,"
            + " l.payload_bytes, l.payload_sha256, NULL AS edited, l.reason, l.retryable, l.error_class, l.fingerprint,"
            + " l.details, l.attempts, l.max_attempts, l.deaths, l.first_failed_at, l.last_failed_at, l.status,"
            + " l.status_since, l.replays, l.failed_replays, l.redrive_id, l.replay_job_id, l.replay_index, l.note,"
            + " l.tags, l.version, r.secrets" + FROM;

    private static final String INSERT = "INSERT INTO dead_letter (id, created_at, job_id, item_index, job_type,"
            + " job_type_version, idempotency_key, recipe, trace_id, replica, service_version, payload, payload_bytes,"
            + " payload_sha256, reason, retryable, error_class, fingerprint, details, attempts, max_attempts, deaths,"
            + " first_failed_at, last_failed_at, status, status_since, replays, failed_replays, note, tags, version)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', '', 1)"
            // An item that is run once more in its own job, for whatever reason, keeps its one letter.
            + " ON CONFLICT (job_id, item_index) DO UPDATE SET replica = excluded.replica, service_version ="
            + " excluded.service_version, payload = excluded.payload, payload_bytes = excluded.payload_bytes,"
            + " payload_sha256 = excluded.payload_sha256, reason = excluded.reason, retryable = excluded.retryable,"
            + " error_class = excluded.error_class, fingerprint = excluded.fingerprint, details = excluded.details,"
            + " attempts = dead_letter.attempts + excluded.attempts, deaths = dead_letter.deaths + excluded.deaths,"
            + " last_failed_at = excluded.last_failed_at, status = excluded.status, status_since ="
            + " excluded.status_since, version = dead_letter.version + 1";

    private static final String FAIL_AGAIN = "UPDATE dead_letter SET replica = ?, service_version = ?, reason = ?,"
            + " retryable = ?, error_class = ?, fingerprint = ?, details = ?, attempts = ?, deaths = ?,"
            + " last_failed_at = ?, status = ?, status_since = ?, status_before = NULL, replays = replays + 1,"
            + " failed_replays = failed_replays + 1, version = version + 1 WHERE id = ?";

    private LetterRows() {}

    /** Letters for which a condition over {@code l} holds, with what follows it, such as an order. */
    static List<DeadLetter> select(Connection connection, String condition, List<Object> values) throws SQLException {
        return read(connection, SELECT + condition, values);
    }

    /** The same without their documents. */
    static List<DeadLetter> summaries(Connection connection, String condition, List<Object> values)
            throws SQLException {
        return read(connection, SUMMARY + condition, values);
    }

    private static List<DeadLetter> read(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Bindings.of(select).all(values);
            try (ResultSet row = select.executeQuery()) {
                List<DeadLetter> letters = new ArrayList<>();
                while (row.next()) {
                    letters.add(letter(row));
                }
                return letters;
            }
        }
    }

    static Optional<DeadLetter> find(Connection connection, String id) throws SQLException {
        return select(connection, FilterSql.of(DeadLetterFilter.only(id)).condition(), List.of(id)).stream()
                .findFirst();
    }

    /**
     * The jobs in which letters failed whose results are also entered there, once they are replayed at these places.
     */
    static Set<String> originJobs(Connection connection, String replayJob, long firstIndex, long lastIndex)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT DISTINCT l.job_id FROM dead_letter l JOIN"
                + " redrive d ON d.id = l.redrive_id WHERE l.replay_job_id = ? AND l.replay_index BETWEEN ? AND ? AND"
                + " d.target = 'SAME_JOB'")) {
            Bindings.of(select).text(replayJob).whole(firstIndex).whole(lastIndex);
            try (ResultSet row = select.executeQuery()) {
                Set<String> jobs = new HashSet<>();
                while (row.next()) {
                    jobs.add(row.getString(1));
                }
                return jobs;
            }
        }
    }

    static void insert(Connection connection, List<DeadLetter> letters) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (DeadLetter letter : letters) {
                DeadLetter.Origin origin = letter.origin();
                Payload payload = letter.payload().orElseThrow();
                Trouble trouble = letter.trouble();
                ItemError error = trouble.error();
                Bindings.of(insert)
                        .text(letter.id())
                        .moment(letter.createdAt())
                        .text(origin.jobId())
                        .whole(origin.itemIndex())
                        .text(origin.jobType())
                        .whole(whole(origin.jobTypeVersion()))
                        .text(origin.idempotencyKey())
                        .text(origin.recipe())
                        .text(origin.traceId())
                        .text(origin.replica())
                        .text(origin.serviceVersion())
                        .bytes(Documents.packed(payload.json().orElseThrow()))
                        .whole(payload.bytes())
                        .text(payload.sha256())
                        .text(error.reason().name())
                        .flag(error.retryable())
                        .text(error.errorClass())
                        .text(error.fingerprint())
                        .bytes(Details.of(trouble).packed())
                        .whole(trouble.attempts())
                        .whole(trouble.maxAttempts())
                        .whole(trouble.deaths())
                        .moment(trouble.firstFailedAt())
                        .moment(trouble.lastFailedAt())
                        .text(letter.status().name())
                        .moment(letter.statusSince());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Writes what a failed replay changes. */
    static void failAgain(Connection connection, Collection<DeadLetter> letters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(FAIL_AGAIN)) {
            for (DeadLetter letter : letters) {
                Trouble trouble = letter.trouble();
                ItemError error = trouble.error();
                Bindings.of(update)
                        .text(letter.origin().replica())
                        .text(letter.origin().serviceVersion())
                        .text(error.reason().name())
                        .flag(error.retryable())
                        .text(error.errorClass())
                        .text(error.fingerprint())
                        .bytes(Details.of(trouble).packed())
                        .whole(trouble.attempts())
                        .whole(trouble.deaths())
                        .moment(trouble.lastFailedAt())
                        .text(letter.status().name())
                        .moment(letter.statusSince())
                        .text(letter.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static OptionalLong whole(OptionalInt value) {
        return value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty();
    }

    static DeadLetter letter(ResultSet row) throws SQLException {
        DeadLetterStatus status = DeadLetterStatus.valueOf(row.getString("status"));
        return new DeadLetter(
                row.getString("id"),
                Bindings.moment(row, "created_at"),
                origin(row),
                payload(row, status),
                Optional.ofNullable(row.getBytes("edited"))
                        .map(Documents::unpacked)
                        .map(Payload::of),
                trouble(row),
                status,
                Bindings.moment(row, "status_since"),
                replays(row),
                new DeadLetter.Remarks(row.getString("note"), tags(row.getString("tags"))),
                row.getLong("version"));
    }

    private static DeadLetter.Origin origin(ResultSet row) throws SQLException {
        OptionalLong version = Bindings.wholeIfAny(row, "job_type_version");
        return new DeadLetter.Origin(
                row.getString("job_id"),
                row.getLong("item_index"),
                row.getString("job_type"),
                version.isPresent() ? OptionalInt.of((int) version.getAsLong()) : OptionalInt.empty(),
                row.getString("idempotency_key"),
                row.getString("recipe"),
                Bindings.split(row.getString("secrets")),
                Optional.ofNullable(row.getString("trace_id")),
                row.getString("replica"),
                row.getString("service_version"));
    }

    private static Optional<Payload> payload(ResultSet row, DeadLetterStatus status) throws SQLException {
        return status == DeadLetterStatus.PURGED
                ? Optional.empty()
                : Optional.of(new Payload(
                        Optional.ofNullable(row.getBytes("payload")).map(Documents::unpacked),
                        row.getLong("payload_bytes"),
                        row.getString("payload_sha256")));
    }

    private static Trouble trouble(ResultSet row) throws SQLException {
        Details details = Details.unpacked(row.getBytes("details"));
        return new Trouble(
                new ItemError(
                        ItemError.Reason.valueOf(row.getString("reason")),
                        row.getString("error_class"),
                        details.message(),
                        details.stack(),
                        row.getString("fingerprint"),
                        row.getInt("retryable") != 0),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                row.getInt("deaths"),
                Bindings.moment(row, "first_failed_at"),
                Bindings.moment(row, "last_failed_at"),
                details.history().stream().map(Details.Try::toAttempt).toList());
    }

    private static DeadLetter.Replays replays(ResultSet row) throws SQLException {
        String redrive = row.getString("redrive_id");
        String job = row.getString("replay_job_id");
        return new DeadLetter.Replays(
                row.getInt("replays"),
                row.getInt("failed_replays"),
                redrive == null
                        ? Optional.empty()
                        : Optional.of(new DeadLetter.Replay(
                                redrive,
                                job == null
                                        ? Optional.empty()
                                        : Optional.of(new DeadLetter.Place(job, row.getLong("replay_index"))))));
    }

    static String tags(Set<String> tags) {
        return tags.isEmpty() ? "" : "," + Bindings.joined(tags) + ",";
    }

    private static Set<String> tags(String text) {
        return text.isEmpty() ? Set.of() : Bindings.split(text.substring(1, text.length() - 1));
    }
}
