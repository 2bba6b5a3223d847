package io.amorsize.api.http;

import io.amorsize.api.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Places where a page of a list ends, in a form that nobody is meant to read.
 *
 * @param list which list; a cursor of one is no cursor of another
 * @param last what the last entry of a page may be called
 */
public record Cursor(String list, Pattern last) {

    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,200}");

    /** Of the list of recommendations; behind an identifier. */
    public static final Cursor RECOMMENDATIONS = new Cursor("r1:", Identifiers.UUID);

    /** Of the list of workloads; behind a name. */
    public static final Cursor WORKLOADS = new Cursor("w1:", VISIBLE);

    /** Of the outcomes of a workload; behind an identifier. */
    public static final Cursor OUTCOMES = new Cursor("o1:", VISIBLE);

    /** Of the list of jobs; behind an identifier. */
    public static final Cursor JOBS = new Cursor("j1:", Identifiers.UUID);

    /** Of the results of a job; before the item of an index. */
    public static final Cursor RESULTS = new Cursor("s1:", Pattern.compile("[0-9]{1,18}"));

    /** Of the list of dead letters; behind an identifier. */
    public static final Cursor DEAD_LETTERS = new Cursor("d1:", Identifiers.UUID);

    /** Of the list of redrives; behind an identifier. */
    public static final Cursor REDRIVES = new Cursor("e1:", Identifiers.UUID);

    /** The cursor behind {@code last}. */
    public String after(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((list + last).getBytes(StandardCharsets.UTF_8));
    }

    /** What the parameter {@code cursor} of a query stands behind; empty if it has none, or one that is refused. */
    public Optional<String> in(Query query) {
        Optional<String> given = query.text("cursor");
        Optional<String> found = given.flatMap(this::lastOf);
        if (given.isPresent() && found.isEmpty()) {
            query.refuse(
                    "cursor",
                    ProblemCode.INVALID_VALUE,
                    "must be a nextCursor of this list; leave it out to begin anew");
        }
        return found;
    }

    /** What {@code cursor} stands behind; empty if it was not made here. */
    Optional<String> lastOf(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return text.startsWith(list)
                    ? Optional.of(text.substring(list.length()))
                            .filter(entry -> last.matcher(entry).matches())
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
