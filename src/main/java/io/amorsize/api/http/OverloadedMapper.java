package io.amorsize.api.http;

import io.amorsize.job.Overloaded;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers requests that the service has no capacity for, and says when to come again. */
@Provider
class OverloadedMapper implements ExceptionMapper<Overloaded> {

    private final ProblemResponses responses;

    OverloadedMapper(ProblemResponses responses) {
        this.responses = responses;
    }

    @Override
    public Response toResponse(Overloaded e) {
        return responses.of(JobProblems.of(e).orElseThrow()).build();
    }
}
