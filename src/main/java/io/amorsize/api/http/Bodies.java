package io.amorsize.api.http;

import io.amorsize.api.json.MalformedBody;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests, and refuses what is wrong with them. */
public final class Bodies {

    private Bodies() {}

    /**
     * The record in {@code body}; null or incomplete when there are violations.
     *
     * @param violations receives all that is wrong
     * @throws ProblemException if the body is not one JSON document
     */
    public static <R extends Record> @Nullable R read(
            RecordReader<R> reader, byte @Nullable [] body, Violations violations) {
        try {
            return reader.read(body == null ? new byte[0] : body, violations);
        } catch (MalformedBody e) {
            throw new ProblemException(Problem.of(e.code(), e.detail()));
        }
    }

    /**
     * The value, if there is one and nothing is wrong.
     *
     * @throws ProblemException if something is
     */
    public static <T> T valid(@Nullable T value, Violations violations) {
        if (value == null || !violations.isEmpty()) {
            throw new ProblemException(Problem.of(violations.toList()));
        }
        return value;
    }
}
