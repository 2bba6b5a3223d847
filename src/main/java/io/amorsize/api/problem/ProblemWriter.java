package io.amorsize.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes problems. */
public final class ProblemWriter {

    /** Media type of every error response. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectWriter WRITER = new JsonMapper().writerFor(Problem.class);

    private ProblemWriter() {}

    /** {@code problem} as JSON in UTF-8. */
    public static byte[] write(Problem problem) {
        try {
            return WRITER.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem could not be written", e);
        }
    }
}
