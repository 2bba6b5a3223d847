package io.amorsize.job.type.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** What the operator allows to be called. Immutable. */
public final class AllowedHosts {

    /** Nothing may be called. */
    public static final AllowedHosts NONE = new AllowedHosts(List.of());

    private final List<AllowedDestination.Name> names;
    private final List<AllowedDestination.Network> networks;

    private AllowedHosts(List<AllowedDestination> entries) {
        this.names = only(AllowedDestination.Name.class, entries);
        this.networks = only(AllowedDestination.Network.class, entries);
    }

    private static <T> List<T> only(Class<T> type, List<AllowedDestination> entries) {
        return entries.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * Reads entries with commas between them: {@code api.example.com}, {@code *.example.com} (all names below it),
     * {@code *} (every public host), {@code 127.0.0.1}, {@code ::1}, {@code 10.0.0.0/8}. All but networks may be
     * followed by {@code :port}, an IPv6 address then in brackets: {@code [::1]:9000}.
     *
     * @throws IllegalArgumentException with a sentence that names the entry that is none of these
     */
    public static AllowedHosts parse(String text) {
        List<AllowedDestination> entries = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            try {
                entries.add(AllowedDestination.parse(entry.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "has the entry “" + entry.strip() + "”. Write names such as api.example.com or *.example.com,"
                                + " addresses such as 127.0.0.1 or [::1], each with :port if need be, or networks such as"
                                + " 10.0.0.0/8, with commas between them.",
                        e);
            }
        }
        return new AllowedHosts(entries);
    }

    /** Whether nothing may be called. */
    boolean isEmpty() {
        return names.isEmpty() && networks.isEmpty();
    }

    /** Whether any entry is for addresses, so that a name that is not listed may still stand for a listed address. */
    boolean hasAddresses() {
        return !networks.isEmpty();
    }

    /** Whether the host is listed by its name. */
    boolean listsName(Origin origin) {
        return names.stream().anyMatch(name -> name.matches(origin));
    }

    /** Whether the address, or a network it is in, is listed. */
    boolean listsAddress(InetAddress address, int port) {
        return networks.stream().anyMatch(network -> network.matches(address, port));
    }
}
