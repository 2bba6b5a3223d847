package io.amorsize.store.job;

import io.amorsize.job.JobState;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of a job as columns. */
final class StoredState {

    /** The columns that {@link #read} needs. */
    static final String COLUMNS = "state, accepting, reason, ended_at";

    private StoredState() {}

    static JobState read(ResultSet row) throws SQLException {
        return switch (JobState.Label.valueOf(row.getString("state"))) {
            case ACCEPTING -> new JobState.Accepting();
            case QUEUED -> new JobState.Queued();
            case SAMPLING -> new JobState.Sampling();
            case RUNNING -> new JobState.Running();
            case PAUSED -> new JobState.Paused(row.getInt("accepting") == 1, reason(row));
            case CANCELLING -> new JobState.Cancelling(Optional.ofNullable(row.getString("reason")));
            case SUCCEEDED -> new JobState.Succeeded(endedAt(row));
            case COMPLETED_WITH_FAILURES -> new JobState.CompletedWithFailures(endedAt(row));
            case FAILED -> new JobState.Failed(endedAt(row), reason(row));
            case CANCELLED -> new JobState.Cancelled(endedAt(row));
        };
    }

    private static Instant endedAt(ResultSet row) throws SQLException {
        return Instant.ofEpochMilli(row.getLong("ended_at"));
    }

    private static String reason(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("reason")).orElse("");
    }

    /** Whether more items may come. */
    static boolean isAccepting(JobState state) {
        return state instanceof JobState.Accepting || (state instanceof JobState.Paused paused && paused.accepting());
    }

    /** When it was over, in milliseconds since the epoch; null if it is not. */
    static @Nullable Long endMillis(JobState state) {
        return state instanceof JobState.Ended ended ? ended.endedAt().toEpochMilli() : null;
    }

    /** Why it is as it is, without what PostgreSQL refuses in a text; null if that needs no saying. */
    static @Nullable String reason(JobState state) {
        return state.explanation()
                .map(reason -> new String(reason.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                        .replace('\0', '\uFFFD'))
                .orElse(null);
    }
}
