package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers what the framework refuses: paths, methods, media types. */
@Provider
class WebMapper implements ExceptionMapper<WebApplicationException> {

    private static final Logger LOG = Logger.getLogger(WebMapper.class);

    private final ProblemResponses responses;
    private final AllowedMethods allowedMethods;

    WebMapper(ProblemResponses responses, AllowedMethods allowedMethods) {
        this.responses = responses;
        this.allowedMethods = allowedMethods;
    }

    @Override
    public Response toResponse(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        @Nullable String allowed = status == 405 ? allowedMethods.of(responses.path()).orElse(null) : null;
        if (status >= 500) {
            LOG.error("Request failed", e);
        }
        Response.ResponseBuilder response = responses.of(problem(status, allowed));
        return (allowed == null ? response : response.header(HttpHeaders.ALLOW, allowed)).build();
    }

    private Problem problem(int status, @Nullable String allowed) {
        return switch (status) {
            case 404 -> Problems.NOT_FOUND;
            case 405 -> Problems.methodNotAllowed(responses.method(), allowed);
            case 406 -> Problems.NOT_ACCEPTABLE;
            case 413 -> Problems.BODY_TOO_LARGE;
            case 415 -> Problems.UNSUPPORTED_MEDIA_TYPE;
            default -> status < 500 ? Problems.BAD_REQUEST : Problems.INTERNAL_ERROR;
        };
    }
}
