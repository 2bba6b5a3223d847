package io.amorsize.job.type.net;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a URL is fetched from (RFC 6454). The only reader of hosts and ports, so that what is checked is what is called.
 * Immutable.
 *
 * @param secure whether the scheme is https; it is http otherwise
 * @param host name in small letters or address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record Origin(boolean secure, String host, int port) {

    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:\\[(?<ipv6>[0-9A-Fa-f]*:[0-9A-Fa-f:.]{1,45})]|(?<host>[A-Za-z0-9._-]{1,255}))(?::(?<port>[0-9]{0,5}))?");

    /**
     * The origin of {@code url}.
     *
     * @throws IllegalArgumentException with a sentence, if the URL is not absolute, has another scheme than http or
     *     https, no host, or a user
     */
    public static Origin of(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (!secure && !"http".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("The URL must begin with http:// or https://.");
        }
        String authority = url.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("The URL must not hold a user or password. Send a header instead.");
        }
        Matcher parts = AUTHORITY.matcher(authority == null ? "" : authority);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "The URL has no host that can be read. A name with other letters than a to z is written in its"
                            + " form for DNS, xn--….");
        }
        String host = parts.group("ipv6") == null ? canonical(parts.group("host")) : canonicalIpv6(parts.group("ipv6"));
        return new Origin(secure, host, port(parts.group("port"), secure));
    }

    /**
     * Checks that {@code url} has an origin.
     *
     * @throws IllegalArgumentException with a sentence, if it has not
     */
    public static void check(URI url) {
        if (of(url).host().isEmpty()) {
            throw new IllegalArgumentException("The URL has no host.");
        }
    }

    private static int port(String digits, boolean secure) {
        if (digits == null || digits.isEmpty()) {
            return secure ? 443 : 80;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The URL has the port " + port + "; ports are 1 to 65535.");
        }
        return port;
    }

    private static String canonicalIpv6(String text) {
        return InetAddress.ofLiteral(text).getHostAddress();
    }

    /** {@code host} in small letters, without the dot that may end a full name. */
    static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.length() > 1 && lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** The address that the host is, in any form that is read as one; empty if it is a name. */
    Optional<InetAddress> address() {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /** As in a URL, always with the port: {@code https://api.example.com:443}. */
    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
