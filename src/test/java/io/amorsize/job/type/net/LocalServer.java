package io.amorsize.job.type.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A web server on loopback that notes what it is asked. */
public final class LocalServer implements AutoCloseable {

    /** What a request was. Header names as the server spells them. */
    public record Seen(String method, String uri, Map<String, List<String>> headers, String body, int fromPort) {

        /** First value of a field, or an empty text. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    /** Answers a request. */
    @FunctionalInterface
    public interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    private LocalServer(HttpServer server) {
        this.server = server;
    }

    public static LocalServer start() {
        return start(Optional.empty());
    }

    /** Over https, with the certificate that {@code tls} shows. */
    public static LocalServer start(SSLContext tls) {
        return start(Optional.of(tls));
    }

    private static LocalServer start(Optional<SSLContext> tls) {
        try {
            InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            LocalServer local =
                    new LocalServer(tls.isPresent() ? secure(any, tls.get()) : HttpServer.create(any, 1024));
            local.server.setExecutor(local.threads);
            local.server.start();
            return local;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer secure(InetSocketAddress address, SSLContext tls) throws IOException {
        HttpsServer secure = HttpsServer.create(address, 1024);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        return secure;
    }

    public LocalServer page(String path, Page page) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    body,
                    exchange.getRemoteAddress().getPort()));
            try (exchange) {
                page.answer(exchange);
            }
        });
        return this;
    }

    public LocalServer text(String path, int status, String body) {
        return page(path, exchange -> send(exchange, status, "text/plain; charset=utf-8", body));
    }

    public LocalServer redirect(String path, int status, String location) {
        return page(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(status, -1);
        });
    }

    public static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    public List<Seen> seen() {
        return seen;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Of the server by its address. */
    public String url(String path) {
        return url("127.0.0.1", path);
    }

    /** Of the server by a name that a resolver has to know. */
    public String url(String host, String path) {
        return (server instanceof HttpsServer ? "https://" : "http://") + host + ":" + port() + path;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
