package io.amorsize.job.type.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others. The ranges are those of the IANA registries of
 * special-purpose IPv4 and IPv6 addresses that are not globally reachable, and addresses at which clouds answer for
 * their machines.
 */
final class PublicAddresses {

    private static final List<AddressRange> NOT_PUBLIC_IPV4 = ranges(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers (CGNAT)
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // Azure's platform services
            "169.254.0.0/16", // link-local; metadata of most clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays, withdrawn
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /** All other IPv6 addresses, such as ::1, fc00::/7, fe80::/10 and ff00::/8, are not global unicast addresses. */
    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

    private static final List<AddressRange> NOT_PUBLIC_IPV6 = ranges(
            "2001::/23", // protocol assignments, Teredo
            "2001:db8::/32", // documentation
            "3fff::/20"); // documentation

    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");

    private static final int NAT64_OFFSET = 12;

    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

    private static final int SIX_TO_FOUR_OFFSET = 2;

    private PublicAddresses() {}

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }

    /**
     * Whether {@code address} belongs to the public internet. One that carries an IPv4 address inside (NAT64, 6to4) is
     * judged by that. Java turns an IPv4 address mapped to IPv6 into a plain one.
     */
    static boolean contains(InetAddress address) {
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_IPV4.stream().noneMatch(range -> range.contains(address));
        }
        if (NAT64.contains(address)) {
            return contains(inside(address, NAT64_OFFSET));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return contains(inside(address, SIX_TO_FOUR_OFFSET));
        }
        return GLOBAL_IPV6.contains(address) && NOT_PUBLIC_IPV6.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress inside(InetAddress address, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), offset, offset + Integer.BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
