package io.amorsize.api.http;

import java.util.regex.Pattern;

/**
 * The forms of what a request may name something by. What has not its form names nothing, and must not reach the store:
 * databases do not take every text.
 */
public final class Identifiers {

    static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern WORKLOAD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private Identifiers() {}

    /** Whether {@code text} could be an identifier that this service gave: a UUID in small letters. */
    public static boolean isIdentifier(String text) {
        return UUID.matcher(text).matches();
    }

    /** Whether {@code text} could be the name of a workload. */
    public static boolean isWorkloadName(String text) {
        return WORKLOAD.matcher(text).matches();
    }
}
