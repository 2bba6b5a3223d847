package io.amorsize.store.deadletter;

import io.amorsize.job.FailurePolicy;
import io.amorsize.job.JobSpec;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RateLimit;
import io.amorsize.job.RetryPolicy;
import io.amorsize.store.Documents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** How letters are run again. Kept beside them, since it is the same for many. */
final class Recipe {

    /** The row is locked also when it was used lately, so that it is not removed in between. */
    private static final String INSERT = "INSERT INTO dead_letter_recipe (id, job_type, parameters,"
            + " item_timeout_seconds, priority, max_attempts, initial_delay_seconds, max_delay_seconds, multiplier,"
            + " jitter, retry_on, secrets, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO"
            + " UPDATE SET secrets = excluded.secrets, used_at = excluded.used_at WHERE dead_letter_recipe.used_at +"
            + " 3600000 < excluded.used_at";

    private Recipe() {}

    /** Equal for jobs whose items are run alike. */
    static String idOf(JobSpec spec) {
        RetryPolicy retry = spec.retry();
        String text = String.join(
                "\n",
                spec.type(),
                spec.itemTimeoutSeconds().toString(),
                Integer.toString(retry.maxAttempts()),
                Double.toString(retry.initialDelaySeconds()),
                Double.toString(retry.maxDelaySeconds()),
                Double.toString(retry.multiplier()),
                Double.toString(retry.jitter()),
                Bindings.joined(retry.retryOn()),
                spec.parameters());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static void insert(Connection connection, String id, JobSpec spec, Set<String> secrets, Instant now)
            throws SQLException {
        RetryPolicy retry = spec.retry();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Bindings.of(insert)
                    .text(id)
                    .text(spec.type())
                    .bytes(Documents.packed(spec.parameters()))
                    .decimal(spec.itemTimeoutSeconds())
                    .whole(spec.priority())
                    .whole(retry.maxAttempts())
                    .decimal(retry.initialDelaySeconds())
                    .decimal(retry.maxDelaySeconds())
                    .decimal(retry.multiplier())
                    .decimal(retry.jitter())
                    .text(Bindings.joined(retry.retryOn()))
                    .text(Bindings.joined(secrets))
                    .moment(now);
            insert.executeUpdate();
        }
    }

    /** The job that runs letters again. It plans by itself and has no deadline; failures never stop it. */
    static JobSpec spec(Connection connection, String id, Optional<RateLimit> rateLimit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM dead_letter_recipe WHERE id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the recipe of a dead letter is gone: " + id);
                }
                return new JobSpec(
                        row.getString("job_type"),
                        Documents.unpacked(row.getBytes("parameters")),
                        new PlanWish.Auto(),
                        Bindings.decimalIfAny(row, "item_timeout_seconds"),
                        OptionalDouble.empty(),
                        row.getInt("priority"),
                        new RetryPolicy(
                                row.getInt("max_attempts"),
                                row.getDouble("initial_delay_seconds"),
                                row.getDouble("max_delay_seconds"),
                                row.getDouble("multiplier"),
                                row.getDouble("jitter"),
                                Bindings.split(row.getString("retry_on"))),
                        rateLimit,
                        FailurePolicy.NONE,
                        Map.of(),
                        Optional.empty());
            }
        }
    }
}
