package io.amorsize.api.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Answers everything unexpected, and logs it. */
@Provider
class DefectMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(DefectMapper.class);

    private final ProblemResponses responses;

    DefectMapper(ProblemResponses responses) {
        this.responses = responses;
    }

    @Override
    public Response toResponse(Throwable e) {
        LOG.error("Request failed", e);
        return responses.of(Problems.INTERNAL_ERROR).build();
    }
}
