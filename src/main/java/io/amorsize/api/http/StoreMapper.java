package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.amorsize.recommendation.StoreUnavailable;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Answers requests that need the store while it does not answer. */
@Provider
class StoreMapper implements ExceptionMapper<StoreUnavailable> {

    private static final Logger LOG = Logger.getLogger(StoreMapper.class);

    private final ProblemResponses responses;

    StoreMapper(ProblemResponses responses) {
        this.responses = responses;
    }

    @Override
    public Response toResponse(StoreUnavailable e) {
        LOG.warnf("Request failed because of the store: %s", e.getCause());
        return responses.of(Problem.STORE_UNAVAILABLE).build();
    }
}
