package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** The problems that HTTP itself has. */
final class Problems {

    static final Problem NOT_FOUND = Problem.of(
            ProblemCode.NOT_FOUND,
            "There is nothing at this path. The API is described at /q/openapi and can be tried at /q/swagger-ui.");

    static final Problem NOT_ACCEPTABLE = Problem.of(
            ProblemCode.NOT_ACCEPTABLE,
            "This path answers with application/json, and with application/problem+json in case of an error. Accept"
                    + " one of them, or */*.");

    static final Problem UNSUPPORTED_MEDIA_TYPE = Problem.of(
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            "Send JSON with the header Content-Type: application/json, and streams of items with application/x-ndjson.");

    static final Problem COMPRESSED_BODY = Problem.of(
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            "Bodies are taken as they are, not compressed. Send this one so, without the header Content-Encoding.");

    static final Problem UNKNOWN_TRANSFER = Problem.of(
            ProblemCode.BAD_REQUEST,
            "The body is sent with a Transfer-Encoding that is not known. Send it with its Content-Length, or chunked.");

    /** The client is gone or ended its side of the connection before the end of the body. */
    static final Problem UNFINISHED_BODY =
            Problem.of(ProblemCode.BAD_REQUEST, "The body broke off before the end that its Content-Length promised.");

    static final Problem BODY_TOO_LARGE = Problem.of(
            ProblemCode.BODY_TOO_LARGE,
            "The body is greater than 4 MiB (4,194,304 bytes). Send fewer samples (a few hundred tell as much) or"
                    + " smaller batches.");

    static final Problem BAD_REQUEST = Problem.of(
            ProblemCode.BAD_REQUEST,
            "The request cannot be understood. The API is described at /q/openapi and can be tried at /q/swagger-ui.");

    static final Problem INTERNAL_ERROR = Problem.of(
            ProblemCode.INTERNAL_ERROR,
            "The service failed. Its log has the cause under the requestId; please report it with the request.");

    private Problems() {}

    static Problem methodNotAllowed(String method, @Nullable String allowed) {
        return Problem.of(
                ProblemCode.METHOD_NOT_ALLOWED,
                "This path does not take " + method + (allowed == null ? "." : "; it takes " + allowed + "."));
    }
}
