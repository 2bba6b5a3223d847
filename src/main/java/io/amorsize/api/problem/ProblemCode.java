package io.amorsize.api.problem;

import java.util.Locale;

/**
 * The stable names of all that can go wrong. A code is the {@code code} of a problem, of one of its {@code errors}, or
 * of both; docs/problems.md says what to do about each.
 */
public enum ProblemCode {
    /** Several kinds of errors in one request. */
    INVALID_REQUEST(400, "Invalid request", "The request has errors of more than one kind."),
    /** No body where one is needed. */
    EMPTY_BODY(400, "Empty body", "The request needs a JSON body and has none."),
    /** Not JSON. */
    MALFORMED_JSON(400, "Malformed JSON", "The body is not one well-formed JSON document in UTF-8."),
    /** JSON within the grammar but beyond what is read. */
    JSON_TOO_COMPLEX(
            400,
            "JSON too complex",
            "The body nests deeper than 32 levels, or has a number, a name or a text beyond every sensible length."),
    /** A field that does not exist. */
    UNKNOWN_FIELD(400, "Unknown field", "The request has a field that this service does not know."),
    /** The same field twice in one object. */
    DUPLICATE_FIELD(400, "Duplicate field", "An object has the same field more than once."),
    /** A query parameter that does not exist. */
    UNKNOWN_PARAMETER(400, "Unknown parameter", "The request has a query parameter that this service does not know."),
    /** A value of another JSON type. */
    WRONG_TYPE(400, "Wrong type", "A value has another type than the field; nothing is converted."),
    /** A field that is needed. */
    MISSING_FIELD(400, "Missing field", "A field is missing that is needed by itself or because of other fields."),
    /** A number outside its range. */
    OUT_OF_RANGE(400, "Out of range", "A number is smaller or greater than the field allows."),
    /** A text outside its set. */
    INVALID_VALUE(400, "Invalid value", "A text is not one of the values, or has not the form, that is allowed."),
    /** A list or text beyond its length. */
    LIMIT_EXCEEDED(400, "Limit exceeded", "A list or a text is longer than the service accepts."),
    /** Values that cannot be true together. */
    CONTRADICTION(400, "Contradiction", "Values are each allowed but cannot be true together."),
    /** Any other request that cannot be understood. */
    BAD_REQUEST(400, "Bad request", "The request cannot be understood."),
    /** Something that the configuration does not allow. */
    NOT_PERMITTED(403, "Not permitted", "The configuration of the service does not allow what the request asks for."),
    /** No such path. */
    NOT_FOUND(404, "Not found", "There is nothing at this path."),
    /** A recommendation that is not kept. */
    UNKNOWN_RECOMMENDATION(
            404, "Unknown recommendation", "No recommendation with this identifier is kept, or none any more."),
    /** A workload of which nothing is known. */
    UNKNOWN_WORKLOAD(404, "Unknown workload", "No outcome of a workload with this name is kept."),
    /** A job that does not exist. */
    UNKNOWN_JOB(404, "Unknown job", "There is no job with this identifier, or none any more."),
    /** A job type that is not installed. */
    UNKNOWN_JOB_TYPE(404, "Unknown job type", "No job type with this name is installed."),
    /** A dead letter that does not exist. */
    UNKNOWN_DEAD_LETTER(404, "Unknown dead letter", "There is no dead letter with this identifier, or none any more."),
    /** A redrive that does not exist. */
    UNKNOWN_REDRIVE(404, "Unknown redrive", "There is no redrive with this identifier, or none any more."),
    /** The path exists, but not with this method. */
    METHOD_NOT_ALLOWED(405, "Method not allowed", "The path does not take this method; the Allow header lists those."),
    /** No representation that the client accepts. */
    NOT_ACCEPTABLE(406, "Not acceptable", "The Accept header leaves out every media type this path can answer with."),
    /** A step that the state of a job does not allow. */
    JOB_CONFLICT(409, "Job conflict", "The job is in a state in which it cannot do what the request asks for."),
    /** Items that do not belong where they are said to begin. */
    POSITION_CONFLICT(
            409, "Position conflict", "The job does not have all items before this position, or others from there on."),
    /** A step that the status of a dead letter does not allow. */
    DEAD_LETTER_CONFLICT(
            409,
            "Dead letter conflict",
            "A dead letter is in a status in which it cannot do what the request asks for."),
    /** Another number of dead letters than expected. */
    COUNT_MISMATCH(409, "Count mismatch", "There are more or fewer dead letters than the request expects."),
    /** A body beyond the limit. */
    BODY_TOO_LARGE(413, "Body too large", "The body is greater than 4 MiB."),
    /** A body that is not JSON by its header. */
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type",
            "The Content-Type is not one that this path takes, or the body is compressed."),
    /** An Idempotency-Key that stands for another request. */
    IDEMPOTENCY_KEY_REUSED(
            422, "Idempotency key reused", "The Idempotency-Key was sent with another request in the last 24 hours."),
    /** More work than the service takes on. */
    OVERLOADED(429, "Overloaded", "There is more to do already than the service takes on."),
    /** A job that the store cannot read any more. */
    DAMAGED_JOB(500, "Damaged job", "What is kept of the job is not what was written. Other jobs are not concerned."),
    /** A defect of the service. */
    INTERNAL_ERROR(500, "Internal error", "The service failed; the request was not necessarily wrong."),
    /** The service cannot answer now. */
    UNAVAILABLE(503, "Unavailable", "The service cannot answer now; the same request may succeed later."),
    /** The store cannot be used now. */
    STORE_UNAVAILABLE(503, "Store unavailable", "What is kept can be neither read nor written now; it may be later.");

    private final int status;
    private final String title;
    private final String description;
    private final String type;

    ProblemCode(int status, String title, String description) {
        this.status = status;
        this.title = title;
        this.description = description;
        this.type = "urn:amorsize:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status of a problem with this code. */
    public int status() {
        return status;
    }

    /** A short title, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** What the code means, in a sentence. */
    public String description() {
        return description;
    }

    /** The problem type, a URN. */
    public String type() {
        return type;
    }
}
