package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.api.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** The header by which a client says that a request is the same as one before. */
public final class IdempotencyKey {

    /** Its name. */
    public static final String HEADER = "Idempotency-Key";

    /** Header of answers that were made for an earlier request with the same key. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    private IdempotencyKey() {}

    /**
     * Identifies a request: equal for equal ones only.
     *
     * @param operation what is asked for, with all that is not in the body
     */
    public static String fingerprint(String operation, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((operation + '\n').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

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
