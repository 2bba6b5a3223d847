package io.amorsize.api.http;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.stream.Stream;
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
        if (brokeOff(e)) {
            LOG.debug("A body broke off", e);
            return responses.of(Problems.UNFINISHED_BODY).build();
        }
        LOG.error("Request failed", e);
        return responses.of(Problems.INTERNAL_ERROR).build();
    }

    /** Whether the client has closed the connection while its body was read. */
    private static boolean brokeOff(Throwable e) {
        return e instanceof IOException
                && Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                        .anyMatch(HttpClosedException.class::isInstance);
    }
}
