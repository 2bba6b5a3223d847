package io.amorsize.api.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header by which callers say which trace a request belongs to (W3C Trace Context, section 3.2). As that says, one
 * that is malformed is ignored: tracing never makes a request fail.
 */
public final class TraceParent {

    /** Name of the header. */
    public static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-[!-~]{0,400})?");

    private TraceParent() {}

    /** The trace, 32 hexadecimal digits; empty if the header is missing or malformed. */
    public static Optional<String> traceId(@Nullable String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String version = matcher.group(1);
        boolean extended = matcher.group(4) != null;
        if (version.equals("ff") || (version.equals("00") && extended)) {
            return Optional.empty();
        }
        return isZero(matcher.group(2)) || isZero(matcher.group(3)) ? Optional.empty() : Optional.of(matcher.group(2));
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }
}
