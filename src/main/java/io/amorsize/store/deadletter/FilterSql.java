package io.amorsize.store.deadletter;

import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A filter as a condition over the letters {@code l}.
 *
 * @param condition SQL
 * @param values of its parameters
 */
record FilterSql(String condition, List<Object> values) {

    static FilterSql of(DeadLetterFilter filter) {
        StringBuilder sql = new StringBuilder(statuses(filter.statuses()));
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
        add(sql, values, "l.tags LIKE ? ESCAPE '!'", filter.tag().map(FilterSql::containing));
        return new FilterSql(sql.toString(), values);
    }

    /** All but one are said so: an index by status would bring them in the wrong order. */
    private static String statuses(Set<DeadLetterStatus> statuses) {
        if (statuses.size() == DeadLetterStatus.values().length) {
            return "1 = 1";
        }
        Set<DeadLetterStatus> others = EnumSet.complementOf(EnumSet.copyOf(statuses));
        return others.size() == 1 ? "l.status NOT IN (" + names(others) + ")" : "l.status IN (" + names(statuses) + ")";
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
