package io.amorsize.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body; null when a query parameter is at fault
 * @param parameter name of a query parameter; null when the body is at fault
 * @param code what is wrong
 * @param message what is wrong, what is allowed and what to write instead
 */
@Schema(name = "Violation", description = "One thing that is wrong with a request.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(
        @Schema(
                description = "JSON Pointer (RFC 6901) to the value in the body; empty for the body itself. Absent when"
                        + " a query parameter is at fault.",
                examples = "/workload/items")
        @Nullable String pointer,

        @Schema(
                description = "Name of the query parameter at fault. Absent when the body is at fault.",
                examples = "detail")
        @Nullable String parameter,

        @Schema(description = "What is wrong; stable.", required = true, examples = "OUT_OF_RANGE")
        ProblemCode code,

        @Schema(
                description = "What is wrong, what is allowed and what to write instead.",
                required = true,
                examples = "must lie between 1 and 1,000,000,000,000,000, but is -5")
        String message) {

    /** Something wrong at a place of the body. */
    public static Violation at(String pointer, ProblemCode code, String message) {
        return new Violation(pointer, null, code, message);
    }

    /** Something wrong with a query parameter. */
    public static Violation ofParameter(String parameter, ProblemCode code, String message) {
        return new Violation(null, parameter, code, message);
    }

    /**
     * It as a sentence.
     *
     * @param whole what the body itself is called
     */
    public String sentence(String whole) {
        String place = pointer == null ? "parameter " + parameter : pointer;
        return (place.isEmpty() ? whole : place) + " " + message
                + (message.endsWith("?") || message.endsWith(".") ? "" : ".");
    }
}
