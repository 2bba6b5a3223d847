package io.amorsize.store.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.amorsize.deadletter.Trouble;
import io.amorsize.job.Attempt;
import io.amorsize.store.Documents;
import java.time.Instant;
import java.util.List;

/** Message, stack and history of a letter as they are stored: JSON, compressed. */
record Details(String message, String stack, List<Try> history) {

    /** Nothing, for letters that were purged. */
    static final Details NONE = new Details("", "", List.of());

    private static final JsonMapper MAPPER = new JsonMapper();

    /** A failed try; microseconds since the epoch. */
    record Try(long at, double seconds, String errorClass, String message) {

        static Try of(Attempt attempt) {
            Instant at = attempt.startedAt();
            return new Try(
                    at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000,
                    attempt.seconds(),
                    attempt.errorClass(),
                    attempt.message());
        }

        Attempt toAttempt() {
            return new Attempt(
                    Instant.ofEpochSecond(Math.floorDiv(at, 1_000_000L), Math.floorMod(at, 1_000_000L) * 1_000L),
                    seconds,
                    errorClass,
                    message);
        }
    }

    static Details of(Trouble trouble) {
        return new Details(
                trouble.error().message(),
                trouble.error().stack(),
                trouble.history().stream().map(Try::of).toList());
    }

    byte[] packed() {
        try {
            return Documents.packed(MAPPER.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("details could not be written", e);
        }
    }

    static Details unpacked(byte[] bytes) {
        try {
            return MAPPER.readValue(Documents.unpacked(bytes), Details.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("details could not be read", e);
        }
    }
}
