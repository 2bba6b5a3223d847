package io.amorsize.job.type.net;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on one connection. It is made by the event loop of Vert.x; one other thread waits for it.
 */
final class Exchange {

    /**
     * An answer as it came.
     *
     * @param sent at most as many bytes as were asked for
     * @param cut whether there were more
     */
    record Received(
            int status, Map<String, List<String>> headers, Buffer sent, boolean cut, Optional<SSLSession> session) {}

    private final CompletableFuture<Received> done = new CompletableFuture<>();
    private final int mostBytes;
    private volatile @Nullable HttpClientRequest request;
    private volatile boolean answered;
    private volatile boolean aborted;

    private Exchange(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    static Exchange start(HttpClient client, RequestOptions options, Buffer body, int mostBytes) {
        Exchange exchange = new Exchange(mostBytes);
        client.request(options)
                .onSuccess(request -> exchange.send(request, body))
                .onFailure(failure -> exchange.done.completeExceptionally(new NotConnected(failure)));
        return exchange;
    }

    private void send(HttpClientRequest connected, Buffer body) {
        request = connected;
        if (aborted) {
            connected.reset();
            return;
        }
        connected.exceptionHandler(done::completeExceptionally);
        connected.send(body).onSuccess(this::receive).onFailure(done::completeExceptionally);
    }

    private void receive(HttpClientResponse response) {
        answered = true;
        Buffer received = Buffer.buffer();
        response.exceptionHandler(done::completeExceptionally);
        response.handler(part -> {
            int room = mostBytes - received.length();
            received.appendBuffer(part, 0, Math.min(part.length(), room));
            if (part.length() > room) {
                finish(response, received, true);
                response.request().reset();
            }
        });
        response.endHandler(end -> finish(response, received, false));
    }

    private void finish(HttpClientResponse response, Buffer received, boolean cut) {
        Map<String, List<String>> headers = new HashMap<>();
        response.headers()
                .forEach((name, value) -> headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                        .add(value));
        done.complete(new Received(
                response.statusCode(),
                headers,
                received,
                cut,
                Optional.ofNullable(response.request().connection().sslSession())));
    }

    /**
     * Waits for the answer. When it does not come in time, or the thread is interrupted, the connection is closed.
     *
     * @throws ExecutionException if there is none, because of its cause; {@link NotConnected} if nothing was sent
     */
    Received await(Deadline deadline) throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return done.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!done.isDone()) {
                abort();
            }
        }
    }

    /** Whether the head of an answer was seen. */
    boolean isAnswered() {
        return answered;
    }

    private void abort() {
        aborted = true;
        HttpClientRequest connected = request;
        if (connected != null) {
            connected.reset();
        }
    }
}
