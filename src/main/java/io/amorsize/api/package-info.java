/** HTTP in and out: requests, responses and problems. The annotation is the head of the OpenAPI document. */
@NullMarked
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Amorsize",
                        version = "1",
                        description = """
                                How many workers and what chunk size should I run this workload with, on this machine, \
                                and what will it gain me?

                                Fields are camelCase with the unit in the name: `…Seconds`, `…Bytes`, `…Cpus`. Fields \
                                and parameters that are not listed are refused, nothing is converted from another \
                                type, and null is not a value: leave the field out. Bodies are JSON in UTF-8 of at most \
                                4 MiB and 32 levels of nesting. In answers, what is unknown is left out.

                                Every error is `application/problem+json` (RFC 9457) with a stable `code`; invalid \
                                input lists all that is wrong in `errors`. Every response carries `X-Request-Id`: the \
                                one of the request if it has up to 128 letters, digits or `-_.:/=+`, otherwise a new \
                                one.
                                """,
                        license = @License(name = "Apache License 2.0", identifier = "Apache-2.0")),
        tags = {
            @Tag(name = "Recommendations", description = "How many workers, and how many items at a time?"),
            @Tag(name = "Outcomes", description = "What really happened, and how right were the predictions?"),
            @Tag(name = "Jobs", description = "Run many items with the best plan, and keep what comes of each."),
            @Tag(name = "Dead letters", description = "What failed for good, and what can be done?"),
            @Tag(name = "Host", description = "What machine is this, and what does parallel work cost on it?")
        },
        components =
                @Components(
                        parameters = {
                            @Parameter(
                                    name = "X-Request-Id",
                                    in = ParameterIn.HEADER,
                                    description = "Identifier to use for this exchange.",
                                    schema = @Schema(implementation = String.class)),
                            @Parameter(
                                    name = "Idempotency-Key",
                                    in = ParameterIn.HEADER,
                                    description =
                                            "Your name for this request. When the same request comes again with it"
                                                    + " within 24 hours, it gets the same answer, also after a restart;"
                                                    + " the answer has been kept for good when it is sent.",
                                    schema =
                                            @Schema(
                                                    implementation = String.class,
                                                    pattern = "[!-~]{1,255}",
                                                    examples = "deploy-2026-11-21-orders"))
                        },
                        headers = {
                            @Header(
                                    name = "X-Request-Id",
                                    description = "Identifier of the exchange; also in the service's log.",
                                    schema =
                                            @Schema(
                                                    implementation = String.class,
                                                    pattern = "[A-Za-z0-9._:/=+-]{1,128}",
                                                    examples = "4f1c0e6d2b7a4893")),
                            @Header(
                                    name = "Idempotency-Replayed",
                                    description =
                                            "`true` where the answer was made for an earlier request with the same"
                                                    + " Idempotency-Key; left out otherwise.",
                                    schema = @Schema(implementation = String.class, examples = "true"))
                        },
                        responses = {
                            @APIResponse(
                                    name = "InvalidRequest",
                                    description =
                                            "The request is invalid. `errors` lists everything that is wrong, unless the"
                                                    + " body could not be read to its end.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "outOfRange",
                                                                    summary = "A number outside its range",
                                                                    value = ProblemExamples.OUT_OF_RANGE))),
                            @APIResponse(
                                    name = "UnknownRecommendation",
                                    description = "No recommendation with this identifier is kept, or none any more.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unknownRecommendation",
                                                                    summary = "Not kept, or not any more",
                                                                    value = ProblemExamples.UNKNOWN_RECOMMENDATION))),
                            @APIResponse(
                                    name = "UnknownWorkload",
                                    description = "No outcome of a workload with this name is kept.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unknownWorkload",
                                                                    summary = "Nothing known of it",
                                                                    value = ProblemExamples.UNKNOWN_WORKLOAD))),
                            @APIResponse(
                                    name = "NotPermitted",
                                    description = "The configuration of the service does not allow it.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "notPermitted",
                                                                    summary = "Not allowed here",
                                                                    value = ProblemExamples.NOT_PERMITTED))),
                            @APIResponse(
                                    name = "UnknownJob",
                                    description = "There is no job with this identifier, or none any more.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unknownJob",
                                                                    summary = "Not there, or not any more",
                                                                    value = ProblemExamples.UNKNOWN_JOB))),
                            @APIResponse(
                                    name = "UnknownJobType",
                                    description = "No job type with this name is installed.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unknownJobType",
                                                                    summary = "Not installed",
                                                                    value = ProblemExamples.UNKNOWN_JOB_TYPE))),
                            @APIResponse(
                                    name = "JobConflict",
                                    description = "The job is in a state in which it cannot do that.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "jobConflict",
                                                                    summary = "Over already",
                                                                    value = ProblemExamples.JOB_CONFLICT))),
                            @APIResponse(
                                    name = "ItemsConflict",
                                    description =
                                            "The job is in a state in which it takes no items (`JOB_CONFLICT`), or"
                                                    + " the items do not belong at `position` (`POSITION_CONFLICT`).",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "positionConflict",
                                                                    summary = "Items are missing before these",
                                                                    value = ProblemExamples.POSITION_CONFLICT))),
                            @APIResponse(
                                    name = "Overloaded",
                                    description = "There is more to do already than the service takes on; try again.",
                                    headers = {
                                        @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                        @Header(
                                                name = "Retry-After",
                                                description = "Seconds to wait.",
                                                schema = @Schema(implementation = Integer.class, examples = "5"))
                                    },
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "overloaded",
                                                                    summary = "Too many jobs",
                                                                    value = ProblemExamples.OVERLOADED))),
                            @APIResponse(
                                    name = "UnknownDeadLetter",
                                    description = "There is no dead letter with this identifier, or none any more.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unknownDeadLetter",
                                                                    summary = "Not kept, or not any more",
                                                                    value = ProblemExamples.UNKNOWN_DEAD_LETTER))),
                            @APIResponse(
                                    name = "UnknownRedrive",
                                    description = "There is no redrive with this identifier, or none any more.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unknownRedrive",
                                                                    summary = "Not kept, or not any more",
                                                                    value = ProblemExamples.UNKNOWN_REDRIVE))),
                            @APIResponse(
                                    name = "DeadLetterConflict",
                                    description =
                                            "A dead letter is in a status in which it cannot do what the request asks for (`DEAD_LETTER_CONFLICT`), or there are more or fewer than expected (`COUNT_MISMATCH`).",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "deadLetterConflict",
                                                                    summary = "Being replayed already",
                                                                    value = ProblemExamples.DEAD_LETTER_CONFLICT))),
                            @APIResponse(
                                    name = "IdempotencyKeyReused",
                                    description = "The Idempotency-Key was sent with another request before.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "idempotencyKeyReused",
                                                                    summary = "A key for two requests",
                                                                    value = ProblemExamples.IDEMPOTENCY_KEY_REUSED))),
                            @APIResponse(
                                    name = "NotAcceptable",
                                    description =
                                            "The Accept header leaves out every media type that the path answers with.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "notAcceptable",
                                                                    summary = "Only JSON is to be had",
                                                                    value = ProblemExamples.NOT_ACCEPTABLE))),
                            @APIResponse(
                                    name = "BodyTooLarge",
                                    description = "The body is greater than 4 MiB.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "bodyTooLarge",
                                                                    summary = "More than 4 MiB",
                                                                    value = ProblemExamples.BODY_TOO_LARGE))),
                            @APIResponse(
                                    name = "UnsupportedMediaType",
                                    description =
                                            "The Content-Type is not one that the path takes, or the body is compressed.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unsupportedMediaType",
                                                                    summary = "Not JSON",
                                                                    value = ProblemExamples.UNSUPPORTED_MEDIA_TYPE))),
                            @APIResponse(
                                    name = "InternalError",
                                    description = "The service failed; its log has the cause under the `requestId`.",
                                    headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "internalError",
                                                                    summary = "A defect of the service",
                                                                    value = ProblemExamples.INTERNAL_ERROR))),
                            @APIResponse(
                                    name = "Unavailable",
                                    description =
                                            "The service has more to do than it has room for, or its store does not"
                                                    + " answer (`STORE_UNAVAILABLE`); try again.",
                                    headers = {
                                        @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                                        @Header(
                                                name = "Retry-After",
                                                description = "Seconds to wait.",
                                                schema = @Schema(implementation = Integer.class, examples = "1"))
                                    },
                                    content =
                                            @Content(
                                                    mediaType = ProblemWriter.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unavailable",
                                                                    summary = "Too much at once",
                                                                    value = ProblemExamples.UNAVAILABLE)))
                        }))
package io.amorsize.api;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemWriter;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.NullMarked;
