package io.amorsize.job.type.net;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Calls over HTTP/1.1 what the operator allows, and nothing else. Keeps connections for the next call to the same
 * address. Used by many threads at a time; a call blocks its thread, which should be a virtual one.
 */
public final class WebClient implements AutoCloseable {

    /** Most redirects that are followed. */
    public static final int MOST_REDIRECTS = 5;

    /** The workers of jobs bound how many there are. */
    private static final int MOST_CONNECTIONS_TO_A_HOST = 10_000;

    /** Below what common servers keep them for, so that they seldom close one as it is used. */
    private static final int KEEP_CONNECTIONS_SECONDS = 4;

    private static final int MOST_HEADER_BYTES = 32 << 10;

    private final NetworkSettings settings;
    private final NetworkPolicy policy;
    private final LongSupplier nanos;
    private final HttpClient client;
    private final AddressLookups lookups;
    private final Transport transport;

    /** A client that resolves names as this machine does and trusts the authorities that the JVM trusts. */
    public WebClient(Vertx vertx, NetworkSettings settings) {
        this(vertx, settings, host -> List.of(InetAddress.getAllByName(host)), Optional.empty(), System::nanoTime);
    }

    /**
     * @param vertx runs the connections; it stays open when the client is closed
     * @param settings what may be called
     * @param resolver finds addresses; asked once for each call and redirect
     * @param trust authorities to trust instead of those of the JVM
     * @param nanos a clock with an arbitrary origin, in nanoseconds
     */
    public WebClient(
            Vertx vertx,
            NetworkSettings settings,
            AddressResolver resolver,
            Optional<TrustOptions> trust,
            LongSupplier nanos) {
        this.settings = settings;
        this.policy = new NetworkPolicy(settings.allowedHosts());
        this.nanos = nanos;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setKeepAliveTimeout(KEEP_CONNECTIONS_SECONDS)
                .setMaxHeaderSize(MOST_HEADER_BYTES);
        trust.ifPresent(options::setTrustOptions);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS_TO_A_HOST));
        this.lookups = new AddressLookups(resolver);
        this.transport = new Transport(client, lookups, policy);
    }

    /** What the operator allows. */
    public NetworkPolicy policy() {
        return policy;
    }

    /** Most bytes that may be asked for of one answer. */
    public long mostResponseBytes() {
        return settings.maxResponseBytes();
    }

    /** A sentence on a job that asks for more bytes of an answer than the operator allows. */
    public String beyondCeiling() {
        return "must be at most " + settings.maxResponseBytes()
                + ", which AMORSIZE_JOBS_HTTP_MAX_RESPONSE_BYTES (amorsize.jobs.http.max-response-bytes) sets";
    }

    /**
     * Calls, follows redirects if asked to, and waits for the whole answer.
     *
     * @param mostBytes most bytes to read of the content; more than the operator allows counts as what they allow
     * @throws ItemFailure if a call is not allowed or there is no answer. An answer of any status is an answer
     * @throws InterruptedException when interrupted; the call is then broken off
     */
    public WebAnswer call(WebRequest request, long mostBytes, boolean followRedirects)
            throws ItemFailure, InterruptedException {
        Deadline deadline = Deadline.in(settings.requestTimeout(), nanos);
        int bytes = (int) Math.min(mostBytes, settings.maxResponseBytes());
        WebRequest current = request;
        for (int redirects = 0; ; redirects++) {
            WebAnswer answer = transport.call(current, bytes, deadline);
            Optional<WebRequest> next = followRedirects ? Redirects.after(current, answer) : Optional.empty();
            if (next.isEmpty()) {
                return answer;
            }
            if (redirects == MOST_REDIRECTS) {
                throw tooMany(request.url());
            }
            current = next.get();
        }
    }

    private static ItemFailure tooMany(URI url) {
        return new ItemFailure(
                "TOO_MANY_REDIRECTS",
                Kind.PERMANENT,
                Origin.of(url) + " leads to more than " + MOST_REDIRECTS + " redirects.");
    }

    /** Closes all connections. */
    @Override
    public void close() {
        client.close().onFailure(gone -> {});
        lookups.close();
    }
}
