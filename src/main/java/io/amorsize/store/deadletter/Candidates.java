package io.amorsize.store.deadletter;

import io.amorsize.deadletter.Redrive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The letters that a redrive may take, the oldest first.
 *
 * @param condition over the letters {@code l}
 * @param values of its parameters
 * @param most how many at most
 */
record Candidates(String condition, List<Object> values, OptionalLong most) {

    /** Those of a redrive that is kept. */
    static Candidates of(String redrive, Redrive.Request request, Instant bound) {
        return request.filter().id().isPresent() ? ofSingle(redrive) : ofBulk(request, bound);
    }

    /** The one that was claimed when the redrive was submitted, as long as it is in no job. */
    private static Candidates ofSingle(String redrive) {
        return new Candidates(
                "l.redrive_id = ? AND l.status = 'REPLAYING' AND l.replay_job_id IS NULL",
                List.of(redrive),
                OptionalLong.empty());
    }

    /** Those that match and had failed when the redrive was asked for. */
    static Candidates ofBulk(Redrive.Request request, Instant bound) {
        FilterSql filter = FilterSql.of(request.filter());
        List<Object> values = new ArrayList<>(filter.values());
        values.add(bound.toEpochMilli());
        return new Candidates(
                filter.condition() + " AND l.status <> 'REPLAYING' AND l.last_failed_at <= ?",
                values,
                request.maxItems());
    }

    /** A column of each. */
    String select(String column) {
        return "SELECT " + column + " FROM dead_letter l WHERE " + condition + " ORDER BY l.id"
                + (most.isPresent() ? " LIMIT " + most.getAsLong() : "");
    }
}
