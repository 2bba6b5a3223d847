package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.api.problem.Violation;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Checks the query of paths that take no parameters. */
public final class Parameters {

    private Parameters() {}

    /**
     * Refuses every parameter of the query.
     *
     * @throws ProblemException if there is one
     */
    public static void refuseAll(UriInfo uri) {
        List<Violation> violations = uri.getQueryParameters().keySet().stream()
                .map(name -> Violation.ofParameter(
                        name, ProblemCode.UNKNOWN_PARAMETER, "is not a parameter here; this path takes none"))
                .toList();
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.of(violations));
        }
    }
}
