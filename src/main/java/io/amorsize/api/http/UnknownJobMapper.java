package io.amorsize.api.http;

import io.amorsize.job.UnknownJob;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers requests that name a job that does not exist. */
@Provider
class UnknownJobMapper implements ExceptionMapper<UnknownJob> {

    private final ProblemResponses responses;

    UnknownJobMapper(ProblemResponses responses) {
        this.responses = responses;
    }

    @Override
    public Response toResponse(UnknownJob e) {
        return responses.of(JobProblems.of(e).orElseThrow()).build();
    }
}
