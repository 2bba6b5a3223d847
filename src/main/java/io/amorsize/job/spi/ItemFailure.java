package io.amorsize.job.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An item failed, and the runner knows more about it than an exception says. */
public final class ItemFailure extends Exception {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Kind {
        /** Another try cannot help: the item itself is wrong. */
        PERMANENT,
        /** Another try may help; the target is not to blame. */
        TRANSIENT,
        /** The target is unwell: counts against it. */
        TARGET,
        /** The target takes no more calls now, and may take this one as soon as others have ended. */
        BUSY,
        /** A process that ran the item ended before the item did. */
        WORKER_DIED
    }

    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,100}");

    private final String code;
    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /**
     * @param code groups failures of the same sort, such as {@code HTTP_503}: capital letters, digits, underscores
     * @param message a sentence for people
     */
    public ItemFailure(String code, Kind kind, String message) {
        this(code, kind, message, null, null);
    }

    /**
     * @param code groups failures of the same sort
     * @param message a sentence for people
     * @param retryAfter how long to leave the item alone at least
     * @throws IllegalArgumentException if the code has other characters, or too many
     */
    public ItemFailure(
            String code, Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "a code is 1 to 100 capital letters, digits and underscores, not " + code);
        }
        this.code = code;
        this.kind = Objects.requireNonNull(kind, "kind");
        this.retryAfter = retryAfter;
    }

    /** Groups failures of the same sort. */
    public String code() {
        return code;
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }

    /** How long to leave the item alone at least. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
