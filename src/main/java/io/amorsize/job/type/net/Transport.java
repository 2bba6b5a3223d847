package io.amorsize.job.type.net;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Makes single calls, without redirects. The name is resolved here and nowhere else: the connection is made to an
 * address that the policy admitted, while the name stays what the Host field, SNI and the certificate are about.
 */
final class Transport {

    /** Addresses of one host that are tried before it counts as unreachable. */
    private static final int MOST_ADDRESSES = 3;

    /** Kept connections that were found closed as a request was being sent. */
    private static final int STALE_REQUESTS = 2;

    /** Kept connections that were found closed before anything was sent, which costs nothing. */
    private static final int STALE_CONNECTIONS = 20;

    private final HttpClient client;
    private final AddressLookups lookups;
    private final NetworkPolicy policy;

    Transport(HttpClient client, AddressLookups lookups, NetworkPolicy policy) {
        this.client = client;
        this.lookups = lookups;
        this.policy = policy;
    }

    /**
     * Calls once and waits for the whole answer.
     *
     * @param mostBytes most bytes to read of its content, above 0
     * @throws ItemFailure if the call is not allowed or there is no answer
     * @throws InterruptedException when interrupted; the call is then broken off
     */
    WebAnswer call(WebRequest request, int mostBytes, Deadline deadline) throws ItemFailure, InterruptedException {
        Origin origin = origin(request.url());
        ItemFailure last = null;
        for (InetAddress address : admitted(origin, deadline)) {
            try {
                return answer(request, origin, received(request, origin, address, mostBytes, deadline), mostBytes);
            } catch (NotConnected e) {
                last = CallFailures.notConnected(origin, e.getCause() == null ? e : e.getCause());
            }
        }
        throw last == null ? new ItemFailure("UNKNOWN_HOST", Kind.TARGET, origin + " has no address.") : last;
    }

    private static Origin origin(URI url) throws ItemFailure {
        try {
            return Origin.of(url);
        } catch (IllegalArgumentException e) {
            throw new ItemFailure("INVALID_URL", Kind.PERMANENT, String.valueOf(e.getMessage()), null, e);
        }
    }

    private List<InetAddress> admitted(Origin origin, Deadline deadline) throws ItemFailure, InterruptedException {
        try {
            policy.check(origin);
            List<InetAddress> admitted = policy.admit(origin, lookups.addressesOf(origin, deadline));
            return admitted.subList(0, Math.min(MOST_ADDRESSES, admitted.size()));
        } catch (DestinationRefused e) {
            throw new ItemFailure("HOST_NOT_ALLOWED", Kind.PERMANENT, String.valueOf(e.getMessage()), null, e);
        }
    }

    /** A connection that was kept may be closed by the other side as it is used again: that is no failure yet. */
    private Exchange.Received received(
            WebRequest request, Origin origin, InetAddress address, int mostBytes, Deadline deadline)
            throws NotConnected, ItemFailure, InterruptedException {
        int staleConnections = 0;
        int staleRequests = 0;
        while (true) {
            Exchange exchange = Exchange.start(client, options(request, origin, address), body(request), mostBytes);
            try {
                return exchange.await(deadline);
            } catch (TimeoutException e) {
                throw CallFailures.late(origin, e);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (cause instanceof NotConnected notConnected) {
                    if (!notConnected.isStale() || staleConnections++ == STALE_CONNECTIONS) {
                        throw notConnected;
                    }
                } else if (exchange.isAnswered() || !request.isRepeatable() || staleRequests++ == STALE_REQUESTS) {
                    throw CallFailures.broken(origin, cause);
                }
            }
        }
    }

    private static Buffer body(WebRequest request) {
        return request.body().map(Buffer::buffer).orElseGet(Buffer::buffer);
    }

    private static RequestOptions options(WebRequest request, Origin origin, InetAddress address) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method().name()))
                .setServer(SocketAddress.inetSocketAddress(origin.port(), numeric(address)))
                .setHost(origin.host())
                .setPort(origin.port())
                .setSsl(origin.secure())
                .setURI(target(request.url()));
        options.addHeader("Accept-Encoding", "gzip");
        if (!request.hasHeader("User-Agent")) {
            options.addHeader("User-Agent", "Amorsize");
        }
        request.headers().forEach(options::addHeader);
        return options;
    }

    private static String numeric(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static String target(URI url) {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    private static WebAnswer answer(WebRequest request, Origin origin, Exchange.Received received, int mostBytes)
            throws ItemFailure {
        String encoding = String.join(", ", received.headers().getOrDefault("content-encoding", List.of()));
        try {
            return new WebAnswer(
                    request.url(),
                    received.status(),
                    received.headers(),
                    ContentDecoder.decode(received.sent(), received.cut(), encoding, mostBytes),
                    received.session());
        } catch (IOException e) {
            throw CallFailures.badContent(origin, e);
        }
    }
}
