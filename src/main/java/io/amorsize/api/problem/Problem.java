package io.amorsize.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A problem after RFC 9457, as it stands on the wire.
 *
 * @param type a URN that follows from the code
 * @param title follows from the code
 * @param status the HTTP status of the response
 * @param detail what happened, in plain words
 * @param instance path of the request
 * @param code what went wrong
 * @param requestId the X-Request-Id of the response
 * @param errors all that is wrong with an invalid request, otherwise null
 * @param itemsAccepted items of a stream that were taken before it was refused; null for any other request
 */
@Schema(name = "Problem", description = "What went wrong, after RFC 9457.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        @Schema(
                description = "Identifies the kind of problem; follows from the code.",
                required = true,
                format = "uri",
                examples = "urn:amorsize:problem:out-of-range")
        String type,

        @Schema(description = "The kind of problem in a few words.", required = true, examples = "Out of range")
        String title,

        @Schema(
                description = "The HTTP status code.",
                required = true,
                minimum = "400",
                maximum = "599",
                examples = "400")
        int status,

        @Schema(
                description = "What happened, in plain words.",
                required = true,
                examples = "/workload/items must lie between 1 and 1,000,000,000,000,000, but is -5.")
        String detail,

        @Schema(description = "Path of the request.", examples = "/v1/recommendations") @Nullable String instance,

        @Schema(description = "The kind of problem; stable.", required = true, examples = "OUT_OF_RANGE")
        ProblemCode code,

        @Schema(
                description = "The X-Request-Id of the response, which also stands in the service's log.",
                examples = "4f1c0e6d2b7a4893")
        @Nullable String requestId,

        @Schema(description = "All that is wrong with the request, at most 100 entries. Given for invalid input only.")
        @Nullable List<Violation> errors,

        @Schema(
                description = "Items of the stream that were taken before the problem and are kept. Given for streams"
                        + " of items only.",
                minimum = "0",
                examples = "16")
        @Nullable Long itemsAccepted,

        @Schema(
                description = "Where the stream of items is to go on: the `position` of the next request. Given for"
                        + " streams of items only.",
                minimum = "0",
                examples = "3016")
        @Nullable Long position) {

    /** The service has more to do than it has room for. */
    public static final Problem UNAVAILABLE = of(
            ProblemCode.UNAVAILABLE,
            "The service is answering as much as it has room for. Repeat the request after the pause that Retry-After"
                    + " says.");

    /** The store does not answer, or is too far behind. */
    public static final Problem STORE_UNAVAILABLE = of(
            ProblemCode.STORE_UNAVAILABLE,
            "The store does not answer or is behind, so nothing can be kept or looked up. Repeat the request after the"
                    + " pause that Retry-After says. Recommendations are given all the same to requests without"
                    + " workload.name and without Idempotency-Key; they may not be kept.");

    /** A problem without a list of errors. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code.type(), code.title(), code.status(), detail, null, code, null, null, null, null);
    }

    /**
     * The problem of a request with these errors. It takes their code if they all have the same, otherwise
     * {@link ProblemCode#INVALID_REQUEST}.
     *
     * @param errors at least one
     */
    public static Problem of(List<Violation> errors) {
        Violation first = errors.getFirst();
        boolean oneCode = errors.stream().allMatch(error -> error.code() == first.code());
        ProblemCode code = oneCode ? first.code() : ProblemCode.INVALID_REQUEST;
        return new Problem(
                code.type(),
                code.title(),
                code.status(),
                detail(errors),
                null,
                code,
                null,
                List.copyOf(errors),
                null,
                null);
    }

    /** The same problem as part of the response to one request. */
    public Problem during(@Nullable String path, @Nullable String id) {
        return new Problem(type, title, status, detail, path, code, id, errors, itemsAccepted, position);
    }

    /**
     * The same problem of a stream from which so many items had been taken before.
     *
     * @param next where the stream is to go on, unless the problem says so itself
     */
    public Problem after(long accepted, long next) {
        return new Problem(
                type,
                title,
                status,
                detail + " "
                        + (accepted == 1
                                ? "1 item before it was taken and is kept."
                                : accepted + " items before it were taken and are kept."),
                instance,
                code,
                requestId,
                errors,
                accepted,
                position == null ? next : position);
    }

    /** The problem of items that belong to position {@code next} of a job. */
    public static Problem ofPosition(long next, Violation error) {
        Problem problem = of(List.of(error));
        return new Problem(
                problem.type,
                problem.title,
                problem.status,
                problem.detail,
                problem.instance,
                problem.code,
                problem.requestId,
                problem.errors,
                problem.itemsAccepted,
                next);
    }

    private static String detail(List<Violation> errors) {
        String sentence = errors.getFirst().sentence("The body");
        int more = errors.size() - 1;
        if (more == 0) {
            return sentence;
        }
        return sentence + " There " + (more == 1 ? "is 1 more error" : "are " + more + " more errors")
                + " in this request.";
    }
}
