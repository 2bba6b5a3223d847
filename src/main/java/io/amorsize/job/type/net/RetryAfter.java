package io.amorsize.job.type.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads Retry-After (RFC 9110 section 10.2.3). */
final class RetryAfter {

    /** Whoever asks for more has set their clock wrong. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** How long to wait: a number of seconds, or until a date; at most a day, empty if {@code value} is neither. */
    static Optional<Duration> parse(String value, Instant now) {
        if (value.matches("[0-9]{1,18}")) {
            return Optional.of(bounded(Duration.ofSeconds(Math.min(Long.parseLong(value), LONGEST.toSeconds()))));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(bounded(Duration.between(now, until)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
