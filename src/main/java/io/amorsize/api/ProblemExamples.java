package io.amorsize.api;

/** Example problems of the OpenAPI document. */
final class ProblemExamples {

    static final String OUT_OF_RANGE = """
            {
              "type": "urn:amorsize:problem:out-of-range",
              "title": "Out of range",
              "status": 400,
              "detail": "/workload/items must lie between 1 and 1,000,000,000,000,000, but is -5.",
              "instance": "/v1/recommendations",
              "code": "OUT_OF_RANGE",
              "requestId": "4f1c0e6d2b7a4893",
              "errors": [
                {
                  "pointer": "/workload/items",
                  "code": "OUT_OF_RANGE",
                  "message": "must lie between 1 and 1,000,000,000,000,000, but is -5"
                }
              ]
            }
            """;

    static final String UNKNOWN_RECOMMENDATION = """
            {
              "type": "urn:amorsize:problem:unknown-recommendation",
              "title": "Unknown recommendation",
              "status": 404,
              "detail": "No recommendation \\"019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10\\" is kept, or none any more.",
              "instance": "/v1/recommendations/019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10",
              "code": "UNKNOWN_RECOMMENDATION",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String NOT_PERMITTED = """
            {
              "type": "urn:amorsize:problem:not-permitted",
              "title": "Not permitted",
              "status": 403,
              "detail": "/parameters/program is not permitted: the configuration lists word-count.",
              "instance": "/v1/jobs",
              "code": "NOT_PERMITTED",
              "requestId": "4f1c0e6d2b7a4893",
              "errors": [
                {
                  "pointer": "/parameters/program",
                  "code": "NOT_PERMITTED",
                  "message": "is not permitted: the configuration lists word-count"
                }
              ]
            }
            """;

    static final String UNKNOWN_JOB = """
            {
              "type": "urn:amorsize:problem:unknown-job",
              "title": "Unknown job",
              "status": 404,
              "detail": "There is no job \\"019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10\\", or it has been removed.",
              "instance": "/v1/jobs/019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10",
              "code": "UNKNOWN_JOB",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String UNKNOWN_JOB_TYPE = """
            {
              "type": "urn:amorsize:problem:unknown-job-type",
              "title": "Unknown job type",
              "status": 404,
              "detail": "No job type \\"synthetik\\" is installed; GET /v1/job-types lists those that are.",
              "instance": "/v1/job-types/synthetik",
              "code": "UNKNOWN_JOB_TYPE",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String JOB_CONFLICT = """
            {
              "type": "urn:amorsize:problem:job-conflict",
              "title": "Job conflict",
              "status": 409,
              "detail": "The job has ended; only a job that has not can be paused.",
              "instance": "/v1/jobs/019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10/pause",
              "code": "JOB_CONFLICT",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String POSITION_CONFLICT = """
            {
              "type": "urn:amorsize:problem:position-conflict",
              "title": "Position conflict",
              "status": 409,
              "detail": "parameter position must be at most 3000, the number of items that the job has, but is 3001. 0 items before it were taken and are kept.",
              "instance": "/v1/jobs/019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10/items",
              "code": "POSITION_CONFLICT",
              "requestId": "4f1c0e6d2b7a4893",
              "errors": [
                {
                  "parameter": "position",
                  "code": "POSITION_CONFLICT",
                  "message": "must be at most 3000, the number of items that the job has, but is 3001"
                }
              ],
              "itemsAccepted": 0,
              "position": 3000
            }
            """;

    static final String OVERLOADED = """
            {
              "type": "urn:amorsize:problem:overloaded",
              "title": "Overloaded",
              "status": 429,
              "detail": "There are 1,000 jobs that have not ended, as many as the service takes on.",
              "instance": "/v1/jobs",
              "code": "OVERLOADED",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String IDEMPOTENCY_KEY_REUSED = """
            {
              "type": "urn:amorsize:problem:idempotency-key-reused",
              "title": "Idempotency key reused",
              "status": 422,
              "detail": "This Idempotency-Key was sent with another path, detail or body at 2026-11-21T08:30:00.123Z. Send the same bytes again to get the same answer, or take a new key for a new question.",
              "instance": "/v1/recommendations",
              "code": "IDEMPOTENCY_KEY_REUSED",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String NOT_ACCEPTABLE = """
            {
              "type": "urn:amorsize:problem:not-acceptable",
              "title": "Not acceptable",
              "status": 406,
              "detail": "This path answers with application/json, and with application/problem+json in case of an error. Accept one of them, or */*.",
              "instance": "/v1/host",
              "code": "NOT_ACCEPTABLE",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String BODY_TOO_LARGE = """
            {
              "type": "urn:amorsize:problem:body-too-large",
              "title": "Body too large",
              "status": 413,
              "detail": "The body is greater than 4 MiB (4,194,304 bytes). Send fewer samples (a few hundred tell as much) or smaller batches.",
              "instance": "/v1/recommendations",
              "code": "BODY_TOO_LARGE",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String UNSUPPORTED_MEDIA_TYPE = """
            {
              "type": "urn:amorsize:problem:unsupported-media-type",
              "title": "Unsupported media type",
              "status": 415,
              "detail": "Send JSON with the header Content-Type: application/json, and streams of items with application/x-ndjson.",
              "instance": "/v1/recommendations",
              "code": "UNSUPPORTED_MEDIA_TYPE",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String INTERNAL_ERROR = """
            {
              "type": "urn:amorsize:problem:internal-error",
              "title": "Internal error",
              "status": 500,
              "detail": "The service failed. Its log has the cause under the requestId; please report it with the request.",
              "instance": "/v1/recommendations",
              "code": "INTERNAL_ERROR",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String UNKNOWN_WORKLOAD = """
            {
              "type": "urn:amorsize:problem:unknown-workload",
              "title": "Unknown workload",
              "status": 404,
              "detail": "No outcome of a workload with this name is kept. Name a workload in `workload.name` of a recommendation request, and report what happened to its `outcomes`.",
              "instance": "/v1/workloads/orders-shipping",
              "code": "UNKNOWN_WORKLOAD",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String UNKNOWN_DEAD_LETTER = """
            {
              "type": "urn:amorsize:problem:unknown-dead-letter",
              "title": "Unknown dead letter",
              "status": 404,
              "detail": "There is no dead letter \\"019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e20\\", or none any more.",
              "instance": "/v1/dead-letters/019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e20",
              "code": "UNKNOWN_DEAD_LETTER",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String UNKNOWN_REDRIVE = """
            {
              "type": "urn:amorsize:problem:unknown-redrive",
              "title": "Unknown redrive",
              "status": 404,
              "detail": "There is no redrive \\"019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e20\\", or none any more.",
              "instance": "/v1/redrives/019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e20",
              "code": "UNKNOWN_REDRIVE",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String DEAD_LETTER_CONFLICT = """
            {
              "type": "urn:amorsize:problem:dead-letter-conflict",
              "title": "Dead letter conflict",
              "status": 409,
              "detail": "The dead letter 019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e20 is being replayed already. Wait for the end of that, or cancel its redrive.",
              "instance": "/v1/dead-letters/019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e20/replay",
              "code": "DEAD_LETTER_CONFLICT",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    static final String UNAVAILABLE = """
            {
              "type": "urn:amorsize:problem:unavailable",
              "title": "Unavailable",
              "status": 503,
              "detail": "The service is answering as much as it has room for. Repeat the request after the pause that Retry-After says.",
              "instance": "/v1/recommendations",
              "code": "UNAVAILABLE",
              "requestId": "4f1c0e6d2b7a4893"
            }
            """;

    private ProblemExamples() {}
}
