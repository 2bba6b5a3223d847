package io.amorsize.api.problem;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    /** @param problem what the client is told */
    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /**
     * @param problem what the client is told
     * @param retryAfter when it is worth asking again
     */
    public ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** When it is worth asking again, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What the client is told. */
    public Problem problem() {
        return problem;
    }
}
