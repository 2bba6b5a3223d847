package io.amorsize.job.type.net;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which header fields a request may be given. */
public final class HeaderRules {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** They say where the request goes and where it ends, or belong to the connection. */
    private static final Set<String> RESERVED = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HeaderRules() {}

    /** What is wrong with a field, as a sentence without the value, which may be secret; empty if nothing is. */
    public static Optional<String> problemOf(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("“" + name + "” is not a name of a header.");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("The header " + name + " is set by the service itself.");
        }
        return VALUE.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("The value of the header " + name + " holds signs that a header cannot carry.");
    }
}
