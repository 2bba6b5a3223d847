package io.amorsize.api.http;

import io.amorsize.api.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers with the problem that a resource ended its request with. */
@Provider
class ProblemMapper implements ExceptionMapper<ProblemException> {

    private final ProblemResponses responses;

    ProblemMapper(ProblemResponses responses) {
        this.responses = responses;
    }

    @Override
    public Response toResponse(ProblemException e) {
        return responses.of(e).build();
    }
}
