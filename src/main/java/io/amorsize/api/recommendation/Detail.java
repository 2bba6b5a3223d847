package io.amorsize.api.recommendation;

import io.amorsize.api.json.Nearest;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.api.problem.Violation;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How much of an answer is wanted. The names are those of the query parameter. */
enum Detail {
    /** Without curve, alternatives, explanation, readiness checks and host. */
    summary,
    /** Everything. */
    full;

    private static final String PARAMETER = "detail";

    /**
     * What the query asks for; {@link #full} if it says nothing.
     *
     * @throws ProblemException if the query has anything else
     */
    static Detail of(UriInfo uri) {
        Map<String, List<String>> query = uri.getQueryParameters();
        if (query.isEmpty()) {
            return full;
        }
        List<Violation> violations = new ArrayList<>();
        for (String name : query.keySet()) {
            if (!name.equals(PARAMETER)) {
                String hint = Nearest.to(name, List.of(PARAMETER)).isPresent() ? "; did you mean detail?" : "";
                violations.add(Violation.ofParameter(
                        name, ProblemCode.UNKNOWN_PARAMETER, "is not a parameter here; the only one is detail" + hint));
            }
        }
        List<String> values = query.getOrDefault(PARAMETER, List.of(full.name()));
        String value = values.size() == 1 ? values.getFirst() : String.join(",", values);
        if (!value.equals(full.name()) && !value.equals(summary.name())) {
            violations.add(Violation.ofParameter(
                    PARAMETER, ProblemCode.INVALID_VALUE, "must be summary or full, but is \"" + value + "\""));
        }
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.of(violations));
        }
        return valueOf(value);
    }
}
