package io.amorsize.api.http;

import io.amorsize.job.DamagedJob;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Answers requests for what is not as it was written, and logs it. */
@Provider
class DamagedJobMapper implements ExceptionMapper<DamagedJob> {

    private static final Logger LOG = Logger.getLogger(DamagedJobMapper.class);

    private final ProblemResponses responses;

    DamagedJobMapper(ProblemResponses responses) {
        this.responses = responses;
    }

    @Override
    public Response toResponse(DamagedJob e) {
        LOG.error(e.getMessage());
        return responses.of(JobProblems.of(e).orElseThrow()).build();
    }
}
