package io.amorsize.api.http;

import io.amorsize.api.json.Nearest;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.api.problem.Violation;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query of one request. Collects all that is wrong with it; {@link #check} then refuses the request. */
public final class Query {

    private static final int EXCERPT = 100;

    /** Parameters that may be given more than once are marked by this behind their name. */
    private static final String REPEATED = "*";

    private final Map<String, List<String>> values;
    private final List<Violation> violations = new ArrayList<>();

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * The query of {@code uri}.
     *
     * @param known the parameters it may have, each once; any number of times if a {@code *} follows the name
     */
    public static Query of(UriInfo uri, String... known) {
        Query query = new Query(uri.getQueryParameters());
        List<String> names =
                Arrays.stream(known).map(name -> name.replace(REPEATED, "")).toList();
        query.values.forEach((name, given) -> {
            if (!names.contains(name)) {
                String hint = Nearest.to(name, names)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("");
                query.refuse(
                        name,
                        ProblemCode.UNKNOWN_PARAMETER,
                        "is not a parameter here; there are " + String.join(", ", names) + hint);
            } else if (given.size() > 1 && !List.of(known).contains(name + REPEATED)) {
                query.refuse(
                        name, ProblemCode.INVALID_VALUE, "must be given once, but is given " + given.size() + " times");
            }
        });
        return query;
    }

    /** Value of {@code name}; empty if it is not given. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getFirst);
    }

    /** All values of {@code name}. */
    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Value of {@code name}, a whole number from {@code least} to {@code most}, or {@code otherwise}. */
    public int whole(String name, int least, int most, int otherwise) {
        return Math.toIntExact(whole(name, (long) least, most, otherwise));
    }

    /** Value of {@code name}, a whole number from {@code least} to {@code most}, or {@code otherwise}. */
    public long whole(String name, long least, long most, long otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
            refuse(name, ProblemCode.OUT_OF_RANGE, "must lie between " + least + " and " + most + ", but is " + value);
        } catch (NumberFormatException e) {
            refuse(
                    name,
                    ProblemCode.INVALID_VALUE,
                    "must be a whole number between " + least + " and " + most + ", but is " + quoted(text.get()));
        }
        return otherwise;
    }

    /** Value of {@code name}, one of {@code choices}, or {@code otherwise}. Choices are written as their names. */
    public <E extends Enum<E>> E choice(String name, List<E> choices, E otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        for (E choice : choices) {
            if (choice.name().equals(text.get())) {
                return choice;
            }
        }
        refuse(
                name,
                ProblemCode.INVALID_VALUE,
                "must be one of " + choices.stream().map(Enum::name).collect(Collectors.joining(", ")) + ", but is "
                        + quoted(text.get()));
        return otherwise;
    }

    /** Puts down something that is wrong. */
    public void refuse(String name, ProblemCode code, String message) {
        violations.add(Violation.ofParameter(name, code, message));
    }

    /** Ends the request with all that was put down, if anything was. */
    public void check() {
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.of(violations));
        }
    }

    /** {@code text} as messages show it: in quotes, and not longer than anybody reads. */
    public static String quoted(String text) {
        return '"' + (text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text) + '"';
    }
}
