package io.amorsize.store.deadletter;

import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A filter as a condition over the letters {@code l}.
 *
 * @param condition SQL
 * @param values of its parameters
 */
record FilterSql(String condition, List<Object> values) {

    static FilterSql of(DeadLetterFilter filter) {
        return of(filter, statuses(filter.statuses()));
    }

    private static FilterSql of(DeadLetterFilter filter, String statuses) {
        StringBuilder sql = new StringBuilder(statuses);
        List<Object> values = new ArrayList<>();
        add(sql, values, "l.id = ?", filter.id());
        add(sql, values, "l.job_id = ?", filter.jobId());
        add(sql, values, "l.job_type = ?", filter.type());
        add(sql, values, "l.reason = ?", filter.reason().map(Enum::name));
        add(sql, values, "l.error_class = ?", filter.errorClass());
        add(sql, values, "l.fingerprint = ?", filter.fingerprint());
        add(sql, values, "l.last_failed_at >= ?", filter.from().map(at -> at.toEpochMilli()));
        add(sql, values, "l.last_failed_at < ?", filter.to().map(at -> at.toEpochMilli()));
        if (filter.minAttempts().isPresent()) {
            add(sql, values, "l.attempts >= ?", Optional.of((long)
                    filter.minAttempts().getAsInt()));
        }
        add(
                sql,
                values,
                "l.tags <> '' AND l.tags LIKE ? ESCAPE '!'",
                filter.tag().map(FilterSql::containing));
        return new FilterSql(sql.toString(), values);
    }

    /**
     * Identifiers of letters in their order, as a statement. Each status is asked for by itself: an index has the
     * letters of one in that order, but not those of several.
     *
     * @param bound what holds for the identifiers, such as {@code < ?}; empty for all
     * @param bounds values of its parameters
     * @param order {@code ASC} or {@code DESC}
     */
    static FilterSql page(DeadLetterFilter filter, String bound, List<Object> bounds, String order, int most) {
        List<Object> values = new ArrayList<>();
        List<String> branches = new ArrayList<>();
        String end = " ORDER BY id " + order + " LIMIT " + most;
        for (DeadLetterStatus status : new TreeSet<>(filter.statuses())) {
            FilterSql its = of(filter, "l.status = '" + status + "'");
            branches.add("SELECT * FROM (SELECT l.id, l.version, l.job_type FROM dead_letter l WHERE " + its.condition
                    + bound + end + ") AS " + status);
            values.addAll(its.values);
            values.addAll(bounds);
        }
        return new FilterSql(String.join(" UNION ALL ", branches) + end, values);
    }

    private static String statuses(Set<DeadLetterStatus> statuses) {
        if (statuses.size() == DeadLetterStatus.values().length) {
            return "1 = 1";
        }
        return statuses.size() == 1 ? "l.status = " + names(statuses) : "l.status IN (" + names(statuses) + ")";
    }

    static String names(Set<DeadLetterStatus> statuses) {
        return statuses.stream().sorted().map(status -> "'" + status + "'").collect(Collectors.joining(", "));
    }

    private static String containing(String tag) {
        return "%," + tag.replaceAll("([!%_])", "!$1") + ",%";
    }

    private static void add(
            StringBuilder sql, List<Object> values, String condition, Optional<? extends Object> value) {
        value.ifPresent(given -> {
            sql.append(" AND ").append(condition);
            values.add(given);
        });
    }
}
