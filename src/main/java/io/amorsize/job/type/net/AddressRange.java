package io.amorsize.job.type.net;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * The addresses that share their first bits. Immutable.
 *
 * @param base one of them
 * @param prefixBits how many bits they share, 0 to 32 for IPv4, to 128 for IPv6
 */
record AddressRange(InetAddress base, int prefixBits) {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");

    /** @throws IllegalArgumentException if the address does not have that many bits */
    AddressRange {
        if (prefixBits < 0 || prefixBits > bits(base)) {
            throw new IllegalArgumentException("a prefix of " + base.getHostAddress() + " has 0 to " + bits(base)
                    + " bits, but there are " + prefixBits);
        }
    }

    /** This address alone. */
    static AddressRange of(InetAddress only) {
        return new AddressRange(only, bits(only));
    }

    /**
     * The range that is written {@code 10.0.0.0/8} or {@code fd00::/8}.
     *
     * @throws IllegalArgumentException if {@code text} is not of this form
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("no prefix length in " + text);
        }
        return new AddressRange(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /**
     * The address that is written in full, without the short forms of IPv4 that Java would take.
     *
     * @throws IllegalArgumentException if {@code text} is not one
     */
    static InetAddress address(String text) {
        if (text.indexOf(':') < 0 && !IPV4.matcher(text).matches()) {
            throw new IllegalArgumentException("not an address: " + text);
        }
        return InetAddress.ofLiteral(text);
    }

    /** Whether {@code address} is one of them. An IPv4 address is in no range of IPv6 addresses. */
    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit += Byte.SIZE) {
            int ignored = Math.max(0, bit + Byte.SIZE - prefixBits);
            int difference = mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE];
            if ((difference & 0xff) >>> ignored != 0) {
                return false;
            }
        }
        return true;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }
}
