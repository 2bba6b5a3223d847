package io.amorsize.job.type.net;

import java.net.InetAddress;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One entry of the list of what may be called. Without a port, it is for every port. Immutable. */
sealed interface AllowedDestination {

    /**
     * Reads an entry: {@code api.example.com}, {@code *.example.com} (all names below it, not itself), {@code *} (every
     * public host), an address such as {@code 127.0.0.1} or {@code ::1}, a network such as {@code 10.0.0.0/8}. All but
     * networks may be followed by {@code :port}; an IPv6 address is then in brackets.
     *
     * @throws IllegalArgumentException if {@code text} is none of these
     */
    static AllowedDestination parse(String text) {
        if (text.indexOf('/') >= 0) {
            return new Network(AddressRange.parse(text), OptionalInt.empty());
        }
        Matcher parts = Entry.FORM.matcher(text);
        if (!parts.matches()) {
            return new Network(AddressRange.of(AddressRange.address(text)), OptionalInt.empty());
        }
        OptionalInt port =
                parts.group("port") == null ? OptionalInt.empty() : OptionalInt.of(Entry.port(parts.group("port")));
        if (parts.group("bracketed") != null) {
            return new Network(AddressRange.of(AddressRange.address(parts.group("bracketed"))), port);
        }
        String host = parts.group("host");
        if (host.matches("[0-9.]+")) {
            return new Network(AddressRange.of(AddressRange.address(host)), port);
        }
        return new Name(Entry.name(host), port);
    }

    /** A pattern of host names: {@code *}, {@code *.} before a name, or a name; in small letters. */
    record Name(String pattern, OptionalInt port) implements AllowedDestination {

        /** Whether this is for {@code origin}. */
        boolean matches(Origin origin) {
            if (port.isPresent() && port.getAsInt() != origin.port()) {
                return false;
            }
            return pattern.equals("*")
                    || (pattern.startsWith("*.") && origin.host().endsWith(pattern.substring(1)))
                    || pattern.equals(origin.host());
        }
    }

    /** Addresses; they may be called whatever they are. */
    record Network(AddressRange range, OptionalInt port) implements AllowedDestination {

        /** Whether this is for a port of an address. */
        boolean matches(InetAddress address, int askedPort) {
            return (port.isEmpty() || port.getAsInt() == askedPort) && range.contains(address);
        }
    }

    /** How entries are written. */
    final class Entry {

        private static final Pattern FORM = Pattern.compile(
                "(?:\\[(?<bracketed>[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)]|(?<host>[^:\\[\\]]+))(?::(?<port>[0-9]{1,5}))?");

        private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";

        private static final Pattern NAME = Pattern.compile("\\*|(?:\\*\\.)?" + LABEL + "(?:\\." + LABEL + ")*");

        private Entry() {}

        private static int port(String digits) {
            int port = Integer.parseInt(digits);
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + digits);
            }
            return port;
        }

        private static String name(String host) {
            String name = Origin.canonical(host);
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not a name of a host: " + host);
            }
            return name;
        }
    }
}
