package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.api.problem.Violation;
import java.util.List;
import java.util.regex.Pattern;

/** The header by which a client says that a request is the same as one before. */
public final class IdempotencyKey {

    /** Its name. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    private IdempotencyKey() {}

    /**
     * Refuses a key that has not the form of one: 1 to 255 visible ASCII characters.
     *
     * @throws ProblemException if it has not
     */
    public static void check(String key) {
        if (!FORM.matcher(key).matches()) {
            throw new ProblemException(Problem.of(List.of(Violation.ofParameter(
                    HEADER, ProblemCode.INVALID_VALUE, "must have 1 to 255 visible ASCII characters and no blanks"))));
        }
    }
}
