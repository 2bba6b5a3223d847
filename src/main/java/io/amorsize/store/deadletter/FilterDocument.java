package io.amorsize.store.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.job.ItemError;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A filter as it is stored with a redrive: JSON, moments in milliseconds since the epoch. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FilterDocument(
        @Nullable String id,
        @Nullable String jobId,
        @Nullable String type,
        ItemError.@Nullable Reason reason,
        @Nullable String errorClass,
        @Nullable String fingerprint,
        @Nullable Long from,
        @Nullable Long to,
        Set<DeadLetterStatus> statuses,
        @Nullable Integer minAttempts,
        @Nullable String tag) {

    private static final JsonMapper MAPPER = new JsonMapper();

    static String write(DeadLetterFilter filter) {
        FilterDocument document = new FilterDocument(
                filter.id().orElse(null),
                filter.jobId().orElse(null),
                filter.type().orElse(null),
                filter.reason().orElse(null),
                filter.errorClass().orElse(null),
                filter.fingerprint().orElse(null),
                filter.from().map(Instant::toEpochMilli).orElse(null),
                filter.to().map(Instant::toEpochMilli).orElse(null),
                new TreeSet<>(filter.statuses()),
                filter.minAttempts().isPresent() ? filter.minAttempts().getAsInt() : null,
                filter.tag().orElse(null));
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a filter could not be written", e);
        }
    }

    static DeadLetterFilter read(String json) {
        try {
            return MAPPER.readValue(json, FilterDocument.class).toFilter();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a filter could not be read", e);
        }
    }

    private DeadLetterFilter toFilter() {
        return new DeadLetterFilter(
                Optional.ofNullable(id),
                Optional.ofNullable(jobId),
                Optional.ofNullable(type),
                Optional.ofNullable(reason),
                Optional.ofNullable(errorClass),
                Optional.ofNullable(fingerprint),
                Optional.ofNullable(from).map(Instant::ofEpochMilli),
                Optional.ofNullable(to).map(Instant::ofEpochMilli),
                statuses,
                minAttempts == null ? OptionalInt.empty() : OptionalInt.of(minAttempts),
                Optional.ofNullable(tag));
    }
}
