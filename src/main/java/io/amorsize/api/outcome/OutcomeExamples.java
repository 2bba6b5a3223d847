package io.amorsize.api.outcome;

/** Examples of the OpenAPI document; tests send them. */
final class OutcomeExamples {

    static final String AS_ADVISED = """
            {"elapsedSeconds": 1.08}""";

    static final String OTHERWISE = """
            {"elapsedSeconds": 5.9, "workers": 8, "chunkSize": 5, "items": 1000}""";

    private OutcomeExamples() {}
}
