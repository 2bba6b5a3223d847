package io.amorsize.api.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.api.http.Query;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.job.ItemError;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which dead letters are meant, in a body or in a query. */
@Schema(
        name = "DeadLetterFilter",
        additionalProperties = Schema.False.class,
        description = "Which dead letters are meant: those for which everything holds that is given.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record FilterInput(
        @Schema(description = "Of this job.", maxLength = 200, pattern = VISIBLE) @Nullable String jobId,

        @Schema(description = "Of this job type.", maxLength = 200, pattern = VISIBLE, examples = "http") @Nullable String type,

        @Schema(description = "That ended so.", examples = "RETRIES_EXHAUSTED")
        ItemError.@Nullable Reason reason,

        @Schema(description = "With this error class.", maxLength = 200, pattern = PRINTABLE, examples = "HTTP_503")
        @Nullable String errorClass,

        @Schema(description = "With this fingerprint.", maxLength = 200, pattern = PRINTABLE) @Nullable String fingerprint,

        @Schema(
                description = "That last failed at this moment or later.",
                maxLength = 40,
                pattern = VISIBLE,
                examples = "2026-11-21T08:00:00Z")
        @Nullable String from,

        @Schema(
                description = "That last failed before this moment.",
                maxLength = 40,
                pattern = VISIBLE,
                examples = "2026-11-22T08:00:00Z")
        @Nullable String to,

        @Schema(description = "In this status.", examples = "OPEN") @Nullable DeadLetterStatus status,

        @Schema(
                description = "With so many tries at least, over all replays.",
                minimum = "0",
                maximum = "1000000",
                examples = "3")
        @Nullable Integer minAttempts,

        @Schema(description = "With this tag.", maxLength = 50, pattern = TAG, examples = "known-bug") @Nullable String tag) {

    static final String TAG = "[a-z0-9][a-z0-9._-]{0,49}";

    private static final String VISIBLE = "[!-~]{1,200}";
    private static final String PRINTABLE = "[^\\p{Cntrl}\\p{Cs}]{1,200}";
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int MOST_ATTEMPTS = 1_000_000;

    /** Names of the fields, which are also parameters of queries. */
    static final List<String> NAMES = List.of(
            "jobId", "type", "reason", "errorClass", "fingerprint", "from", "to", "status", "minAttempts", "tag");

    /** What a query says; puts down what is wrong with it. */
    static FilterInput in(Query query) {
        int attempts = query.whole("minAttempts", 0, MOST_ATTEMPTS, -1);
        return new FilterInput(
                text(query, "jobId", VISIBLE),
                text(query, "type", VISIBLE),
                choice(query, "reason", ItemError.Reason.values()),
                text(query, "errorClass", PRINTABLE),
                text(query, "fingerprint", PRINTABLE),
                text(query, "from", VISIBLE),
                text(query, "to", VISIBLE),
                choice(query, "status", DeadLetterStatus.values()),
                attempts < 0 ? null : attempts,
                text(query, "tag", TAG));
    }

    private static @Nullable String text(Query query, String name, String pattern) {
        Optional<String> text = query.text(name);
        if (text.isPresent() && !Pattern.matches(pattern, text.get())) {
            query.refuse(
                    name, ProblemCode.INVALID_VALUE, "must match " + pattern + ", but is " + Query.quoted(text.get()));
            return null;
        }
        return text.orElse(null);
    }

    private static <E extends Enum<E>> @Nullable E choice(Query query, String name, E[] choices) {
        return query.text(name).isEmpty() ? null : query.choice(name, List.of(choices), choices[0]);
    }

    /** Where a query puts down what {@link #toFilter} finds. */
    static Findings findings(Query query) {
        return new Findings() {
            @Override
            public void refuse(String field, ProblemCode code, String message) {
                query.refuse(field, code, message);
            }

            @Override
            public boolean sound(String field) {
                return true;
            }
        };
    }

    /**
     * The filter that is meant.
     *
     * @param usual statuses where none is given
     */
    DeadLetterFilter toFilter(Set<DeadLetterStatus> usual, Findings findings) {
        Optional<Instant> since = moment("from", from, findings);
        Optional<Instant> until = moment("to", to, findings);
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            findings.refuse("to", ProblemCode.CONTRADICTION, "must be later than from");
        }
        return new DeadLetterFilter(
                Optional.empty(),
                Optional.ofNullable(jobId),
                Optional.ofNullable(type),
                Optional.ofNullable(reason),
                Optional.ofNullable(errorClass),
                Optional.ofNullable(fingerprint),
                since,
                until,
                status == null ? usual : EnumSet.of(status),
                minAttempts == null ? OptionalInt.empty() : OptionalInt.of(minAttempts),
                Optional.ofNullable(tag));
    }

    private static Optional<Instant> moment(String name, @Nullable String text, Findings findings) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant moment = Instant.parse(text);
            if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LATEST)) {
                throw new DateTimeException("beyond what is kept");
            }
            return Optional.of(moment);
        } catch (DateTimeException e) {
            findings.refuse(
                    name,
                    ProblemCode.INVALID_VALUE,
                    "must be a moment such as 2026-11-21T08:00:00Z, but is " + Query.quoted(text));
            return Optional.empty();
        }
    }

    /** The filter as it was asked for. */
    static FilterInput of(DeadLetterFilter filter) {
        return new FilterInput(
                filter.jobId().orElse(null),
                filter.type().orElse(null),
                filter.reason().orElse(null),
                filter.errorClass().orElse(null),
                filter.fingerprint().orElse(null),
                filter.from().map(Instant::toString).orElse(null),
                filter.to().map(Instant::toString).orElse(null),
                filter.statuses().size() == 1 ? filter.statuses().iterator().next() : null,
                filter.minAttempts().isPresent() ? filter.minAttempts().getAsInt() : null,
                filter.tag().orElse(null));
    }
}
