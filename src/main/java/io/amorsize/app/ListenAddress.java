package io.amorsize.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * An address to listen on, as somebody wrote it.
 *
 * @param host an IPv4 or IPv6 address, with or without brackets, or a host name
 */
record ListenAddress(String host) {

    /**
     * Whether only processes of this machine can reach it: {@code localhost}, 127.0.0.0/8, ::1, or a name that stands
     * for nothing else.
     *
     * @throws UnknownHostException if the name stands for no address
     */
    boolean isLoopback() throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    }
}
