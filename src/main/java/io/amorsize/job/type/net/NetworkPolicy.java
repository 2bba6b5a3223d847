package io.amorsize.job.type.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Decides what may be called: an address that is listed, itself or by its network, and a public address of a host that
 * is listed by its name. A name alone never opens loopback, link-local, private, shared, metadata, multicast or
 * otherwise special addresses. Immutable.
 */
public final class NetworkPolicy {

    /** The key that lists what may be called, and its environment variable. */
    public static final String KEY = "AMORSIZE_JOBS_HTTP_ALLOWED_HOSTS (amorsize.jobs.http.allowed-hosts)";

    private final AllowedHosts allowed;

    /** @param allowed what the operator allows */
    public NetworkPolicy(AllowedHosts allowed) {
        this.allowed = allowed;
    }

    /**
     * Refuses everything where nothing is listed.
     *
     * @throws DestinationRefused if nothing may be called
     */
    public void checkAnything() throws DestinationRefused {
        if (allowed.isEmpty()) {
            throw new DestinationRefused("No host may be called yet. List those that may in " + KEY
                    + ", for example api.example.com,127.0.0.1:8000.");
        }
    }

    /**
     * Refuses what no address of the host could make right. Looks nothing up.
     *
     * @throws DestinationRefused if it may not be called
     */
    public void check(Origin origin) throws DestinationRefused {
        checkAnything();
        Optional<InetAddress> address = origin.address();
        if (address.isPresent()) {
            admit(origin, List.of(address.get()));
        } else if (!allowed.listsName(origin) && !allowed.hasAddresses()) {
            throw notListed(origin);
        }
    }

    /**
     * Those of the addresses of the host that may be called.
     *
     * @param addresses what the host stands for
     * @return some of them, in their order, at least one
     * @throws DestinationRefused if there is none
     */
    public List<InetAddress> admit(Origin origin, List<InetAddress> addresses) throws DestinationRefused {
        boolean named = allowed.listsName(origin);
        List<InetAddress> admitted = addresses.stream()
                .filter(address ->
                        allowed.listsAddress(address, origin.port()) || (named && PublicAddresses.contains(address)))
                .toList();
        if (!admitted.isEmpty()) {
            return admitted;
        }
        throw named ? notPublic(origin) : notListed(origin);
    }

    private static DestinationRefused notListed(Origin origin) {
        return new DestinationRefused(origin.host() + " may not be called on port " + origin.port() + ". Add "
                + entry(origin) + " to " + KEY + " to allow it.");
    }

    /** Which address it is stays unsaid: whoever sends jobs need not learn what names stand for inside. */
    private static DestinationRefused notPublic(Origin origin) {
        return new DestinationRefused(origin.host()
                + " stands for no public address. Loopback, link-local, private and metadata addresses may be called only"
                + " if the address or its network is in " + KEY + ".");
    }

    private static String entry(Origin origin) {
        String host = origin.host().indexOf(':') < 0 ? origin.host() : "[" + origin.host() + "]";
        return host + ":" + origin.port();
    }
}
