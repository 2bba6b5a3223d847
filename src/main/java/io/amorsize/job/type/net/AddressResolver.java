package io.amorsize.job.type.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds what names of hosts stand for. Used by many threads at a time. */
@FunctionalInterface
public interface AddressResolver {

    /**
     * The addresses of {@code host}, the preferred ones first. May block.
     *
     * @throws UnknownHostException if there are none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
