package io.amorsize.job.type.net;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says what an answer that is no success means for the item. */
public final class StatusFailure {

    private static final int EXCERPT = 200;

    private StatusFailure() {}

    /**
     * The failure for {@code answer}, with the code {@code HTTP_} and the status. With 429 and 503 the target
     * is busy, other 5xx are its fault, 408 and 425 may pass, and all others are for good.
     *
     * @param now the time, for a Retry-After that names a date
     */
    public static ItemFailure of(WebAnswer answer, Instant now) {
        Kind kind = kind(answer.status());
        return new ItemFailure(
                "HTTP_" + answer.status(),
                kind,
                message(answer),
                kind == Kind.PERMANENT ? null : pause(answer, now),
                null);
    }

    private static Kind kind(int status) {
        if (status == 429 || status == 503) {
            return Kind.BUSY;
        }
        if (status >= 500) {
            return Kind.TARGET;
        }
        return status == 408 || status == 425 ? Kind.TRANSIENT : Kind.PERMANENT;
    }

    private static @Nullable Duration pause(WebAnswer answer, Instant now) {
        return answer.header("retry-after")
                .flatMap(value -> RetryAfter.parse(value, now))
                .orElse(null);
    }

    private static String message(WebAnswer answer) {
        String excerpt =
                answer.text().orElse("").replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String sentence = Origin.of(answer.url()) + " answered with status " + answer.status();
        if (excerpt.isEmpty()) {
            return sentence + ".";
        }
        return sentence + ": " + (excerpt.length() > EXCERPT ? excerpt.substring(0, EXCERPT) + "…" : excerpt);
    }
}
