package io.amorsize.api.http;

import io.amorsize.job.JobConflict;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers requests that a job cannot follow in its state. */
@Provider
class JobConflictMapper implements ExceptionMapper<JobConflict> {

    private final ProblemResponses responses;

    JobConflictMapper(ProblemResponses responses) {
        this.responses = responses;
    }

    @Override
    public Response toResponse(JobConflict e) {
        return responses.of(JobProblems.of(e).orElseThrow()).build();
    }
}
