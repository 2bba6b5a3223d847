package io.amorsize.job.type.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientTest {

    private static final long BYTES = 4096;

    private static Vertx vertx;

    private LocalServer server;
    private LocalServer other;

    @BeforeAll
    static void openVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void startServers() {
        server = LocalServer.start();
        other = LocalServer.start();
    }

    @AfterEach
    void stopServers() {
        server.close();
        other.close();
    }

    @Test
    void connectsToTheCheckedAddressAndAsksForTheName() throws Exception {
        server.text("/", 200, "here");
        AtomicInteger lookUps = new AtomicInteger();
        try (WebClient client = client("127.0.0.1", host -> {
            lookUps.incrementAndGet();
            return addresses("127.0.0.1");
        })) {
            WebAnswer answer = client.call(get(server.url("api.example.test", "/a%20b?c=%7B")), BYTES, true);

            assertThat(answer.text()).contains("here");
            assertThat(server.seen().getFirst().uri()).isEqualTo("/a%20b?c=%7B");
            assertThat(server.seen().getFirst().header("Host")).isEqualTo("api.example.test:" + server.port());
            assertThat(lookUps).as("look-ups").hasValue(1);
        }
    }

    /** The name stands for a harmless address when it is checked, and for another one to whoever asks again. */
    @Test
    void aNameThatChangesItsAddressIsNotAskedAgain() throws Exception {
        server.text("/", 200, "secret");
        Queue<List<InetAddress>> answers =
                new ArrayDeque<>(List.of(addresses("127.0.0.2"), addresses("127.0.0.1"), addresses("127.0.0.1")));
        try (WebClient client = client("127.0.0.2", host -> answers.remove())) {
            ItemFailure failure = failure(client, get(server.url("rebind.example.test", "/")));

            assertThat(failure.code()).isEqualTo("CONNECTION_FAILED");
            assertThat(answers).as("answers that nobody asked for").hasSize(2);
            assertThat(server.seen()).isEmpty();

            ItemFailure second = failure(client, get(server.url("rebind.example.test", "/")));

            assertThat(second.code()).isEqualTo("HOST_NOT_ALLOWED");
            assertThat(server.seen()).isEmpty();
        }
    }

    /** A kept connection is to an address, not to a name. */
    @Test
    void aKeptConnectionIsNoWayAroundTheCheck() throws Exception {
        server.text("/", 200, "here");
        Queue<List<InetAddress>> answers = new ArrayDeque<>(List.of(addresses("127.0.0.1"), addresses("10.0.0.1")));
        try (WebClient client = client("127.0.0.1", host -> answers.remove())) {
            assertThat(client.call(get(server.url("rebind.example.test", "/")), BYTES, true)
                            .status())
                    .isEqualTo(200);

            assertThat(failure(client, get(server.url("rebind.example.test", "/")))
                            .code())
                    .isEqualTo("HOST_NOT_ALLOWED");
        }
    }

    @Test
    void triesTheNextAddressWhenOneTakesNoConnection() throws Exception {
        server.text("/", 200, "here");
        try (WebClient client = client("127.0.0.0/8", host -> addresses("127.0.0.77", "127.0.0.1"))) {
            assertThat(client.call(get(server.url("two.example.test", "/")), BYTES, true)
                            .text())
                    .contains("here");
        }
    }

    @Test
    void aNameWithoutAddressCountsAgainstTheTarget() {
        try (WebClient client = client("gone.example.test", host -> {
            throw new UnknownHostException(host);
        })) {
            ItemFailure failure = failure(client, get("http://gone.example.test/"));

            assertThat(failure.code()).isEqualTo("UNKNOWN_HOST");
            assertThat(failure.kind()).isEqualTo(Kind.TARGET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]/",
                "http://10.0.0.1/",
                "http://inside.example.test/",
                "http://2130706433/",
                "https://127.0.0.1:1/"
            })
    void aRedirectToWhatIsNotAllowedIsRefused(String location) {
        server.redirect("/", 302, location);
        try (WebClient client =
                client("127.0.0.1:" + server.port() + ",inside.example.test", host -> addresses("10.1.2.3"))) {
            ItemFailure failure = failure(client, get(server.url("/")));

            assertThat(failure.code()).isEqualTo("HOST_NOT_ALLOWED");
            assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/", "http://user@127.0.0.1/", "http://", "ht tp:/"})
    void aRedirectToWhatIsNoUrlIsRefused(String location) {
        server.redirect("/", 302, location);
        try (WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            assertThat(failure(client, get(server.url("/"))).code()).isEqualTo("INVALID_REDIRECT");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b?c, next?d, /a/next?d",
        "/a/b?c, ?d, /a/b?d",
        "/a/b?c, /x, /x",
        "/a/b?c, ../x, /x",
        "'', next, /next"
    })
    void followsRelativeRedirects(String from, String location, String to) throws Exception {
        server.page("/", exchange -> {
            boolean there = exchange.getRequestURI().toString().equals(to);
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(there ? 200 : 302, -1);
        });
        try (WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            WebAnswer answer = client.call(get(server.url(from)), BYTES, true);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.url()).isEqualTo(URI.create(server.url(to)));
        }
    }

    @Test
    void followsFiveRedirectsAndNoMore() throws Exception {
        server.page("/", exchange -> {
            int step = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            exchange.getResponseHeaders().set("Location", "/" + (step - 1));
            exchange.sendResponseHeaders(step == 0 ? 200 : 301, -1);
        });
        try (WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            assertThat(client.call(get(server.url("/5")), BYTES, true).status()).isEqualTo(200);
            assertThat(failure(client, get(server.url("/6"))).code()).isEqualTo("TOO_MANY_REDIRECTS");
            assertThat(client.call(get(server.url("/6")), BYTES, false).status())
                    .isEqualTo(301);
        }
    }

    @Test
    void anotherOriginGetsNoCredentials() throws Exception {
        other.text("/", 200, "there");
        server.redirect("/away", 307, other.url("/"));
        server.redirect("/within", 307, "/here");
        server.text("/here", 200, "here");
        Map<String, String> headers =
                Map.of("Authorization", "Bearer x", "Cookie", "a=b", "X-Api-Key", "k", "Accept", "text/plain");
        try (WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            assertThat(client.call(request(WebMethod.GET, server.url("/away"), headers, null), BYTES, true)
                            .text())
                    .contains("there");
            assertThat(client.call(request(WebMethod.GET, server.url("/within"), headers, null), BYTES, true)
                            .text())
                    .contains("here");

            assertThat(other.seen().getFirst().headers()).doesNotContainKeys("Authorization", "Cookie", "X-api-key");
            assertThat(other.seen().getFirst().header("Accept")).isEqualTo("text/plain");
            assertThat(server.seen().getLast().headers()).containsKeys("Authorization", "Cookie", "X-api-key");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, 301, false, GET",
        "POST, 302, true, GET",
        "POST, 303, true, GET",
        "PUT, 303, false, GET",
        "HEAD, 303, true, HEAD",
        "POST, 307, false, POST",
        "PUT, 308, false, PUT",
        "PUT, 302, false, PUT",
        "POST, 307, true, ",
        "DELETE, 308, true, ",
        "PATCH, 301, true, ",
    })
    void whatHasAnEffectIsRepeatedOnlyToTheSameOrigin(WebMethod method, int status, boolean away, @Nullable String then)
            throws Exception {
        LocalServer last = away ? other : server;
        last.text("/last", 200, "");
        server.redirect("/", status, last.url("/last"));
        String body = method == WebMethod.HEAD ? null : "data";
        try (WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            WebAnswer answer = client.call(request(method, server.url("/"), Map.of(), body), BYTES, true);

            List<LocalServer.Seen> seen = last.seen().stream()
                    .filter(request -> request.uri().equals("/last"))
                    .toList();
            if (then == null) {
                assertThat(answer.status()).isEqualTo(status);
                assertThat(seen).isEmpty();
            } else {
                assertThat(seen).extracting(LocalServer.Seen::method).containsExactly(then);
                assertThat(seen.getFirst().body()).isEqualTo(then.equals(method.name()) && body != null ? body : "");
            }
        }
    }

    @Test
    void readsNoMoreThanItIsAskedFor() throws Exception {
        server.text("/exact", 200, "x".repeat(100));
        server.page("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            try {
                while (true) {
                    out.write(new byte[8192]);
                }
            } catch (IOException closed) {
                exchange.close();
            }
        });
        try (WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            WebAnswer exact = client.call(get(server.url("/exact")), 100, true);
            assertThat(exact.content().size()).isEqualTo(100);
            assertThat(exact.content().isCut()).isFalse();

            WebAnswer endless = client.call(get(server.url("/endless")), 1000, true);
            assertThat(endless.content().size()).isEqualTo(1000);
            assertThat(endless.content().isCut()).isTrue();

            WebAnswer beyond = client.call(get(server.url("/endless")), Long.MAX_VALUE, true);
            assertThat(beyond.content().size()).as("the ceiling").isEqualTo(65536);
        }
    }

    @Test
    void unpacksNoMoreThanItIsAskedFor() throws Exception {
        byte[] bomb = zipped(new byte[20_000_000]);
        byte[] small = zipped("packed".getBytes(StandardCharsets.UTF_8));
        server.page("/bomb", exchange -> sendZipped(exchange, bomb));
        server.page("/small", exchange -> sendZipped(exchange, small));
        server.page("/broken", exchange -> sendZipped(exchange, Arrays.copyOf(small, small.length - 9)));
        server.page("/not", exchange -> sendZipped(exchange, new byte[] {1, 2, 3}));
        try (WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            WebAnswer cut = client.call(get(server.url("/bomb")), 30_000, true);
            assertThat(cut.content().size()).isEqualTo(30_000);
            assertThat(cut.content().isCut()).isTrue();

            WebAnswer cutWhilePacked = client.call(get(server.url("/bomb")), 1000, true);
            assertThat(cutWhilePacked.content().size()).isLessThanOrEqualTo(1000);
            assertThat(cutWhilePacked.content().isCut()).isTrue();

            assertThat(client.call(get(server.url("/small")), BYTES, true).text())
                    .contains("packed");
            assertThat(failure(client, get(server.url("/broken"))).code()).isEqualTo("BAD_RESPONSE");
            assertThat(failure(client, get(server.url("/not"))).code()).isEqualTo("BAD_RESPONSE");
        }
    }

    @Test
    void keepsConnections() throws Exception {
        server.text("/", 200, "x");
        try (WebClient client = client("127.0.0.1", WebClientTest::unused);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 5; round++) {
                List<Future<WebAnswer>> answers = IntStream.range(0, 40)
                        .mapToObj(i -> threads.submit(() -> client.call(get(server.url("/")), BYTES, true)))
                        .toList();
                for (Future<WebAnswer> answer : answers) {
                    assertThat(answer.get().status()).isEqualTo(200);
                }
            }
            assertThat(server.seen()).hasSize(200);
            assertThat(server.seen().stream()
                            .map(LocalServer.Seen::fromPort)
                            .distinct()
                            .count())
                    .as("connections")
                    .isLessThanOrEqualTo(40);
        }
    }

    @Test
    @Timeout(60)
    void interruptionClosesTheConnection() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            Thread.ofVirtual().start(() -> {
                try (Socket connection = silent.accept()) {
                    readHead(connection.getInputStream());
                    asked.countDown();
                    closed.complete(connection.getInputStream().read());
                } catch (IOException e) {
                    closed.complete(-1);
                }
            });
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    WebAnswer unexpected =
                            client.call(get("http://127.0.0.1:" + silent.getLocalPort() + "/"), BYTES, true);
                    ended.completeExceptionally(new AssertionError(unexpected));
                } catch (ItemFailure | InterruptedException e) {
                    ended.complete(e);
                }
            });

            asked.await();
            caller.interrupt();

            assertThat(ended.get()).isInstanceOf(InterruptedException.class);
            assertThat(closed.get()).as("end of the stream").isEqualTo(-1);
        }
    }

    @Test
    @Timeout(60)
    void interruptionEndsALookUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (WebClient client = client("slow.example.test", host -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        })) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    WebAnswer unexpected = client.call(get("http://slow.example.test/"), BYTES, true);
                    ended.completeExceptionally(new AssertionError(unexpected));
                } catch (ItemFailure | InterruptedException e) {
                    ended.complete(e);
                }
            });
            asked.await();
            caller.interrupt();

            assertThat(ended.get()).isInstanceOf(InterruptedException.class);
            never.countDown();
        }
    }

    @Test
    void aTargetThatDoesNotAnswerInTimeIsLeft() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                WebClient client = new WebClient(
                        vertx,
                        settings("127.0.0.1", Duration.ofMillis(50)),
                        WebClientTest::unused,
                        Optional.empty(),
                        System::nanoTime)) {
            ItemFailure failure = failure(client, get("http://127.0.0.1:" + silent.getLocalPort() + "/"));

            assertThat(failure.code()).isEqualTo("REQUEST_TIMEOUT");
            assertThat(failure.kind()).isEqualTo(Kind.TARGET);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\nshort | 1 | CONNECTION_CLOSED",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nab | 1 | CONNECTION_CLOSED",
                "SSH-2.0-OpenSSH_9.6\\r\\n | 3 | BAD_RESPONSE",
                "'' | 3 | CONNECTION_CLOSED",
            })
    void brokenAnswersCountAgainstTheTarget(String answer, int connections, String code) throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        try (ServerSocket broken = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
                WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            Thread.ofVirtual().start(() -> {
                while (!broken.isClosed()) {
                    try (Socket connection = broken.accept()) {
                        accepted.incrementAndGet();
                        readHead(connection.getInputStream());
                        connection
                                .getOutputStream()
                                .write(answer.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            URI url = URI.create("http://127.0.0.1:" + broken.getLocalPort() + "/");

            ItemFailure failure = failure(client, new WebRequest(WebMethod.GET, url, Map.of(), Optional.empty()));
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.kind()).isEqualTo(Kind.TARGET);
            assertThat(accepted).as("only what was not answered is asked again").hasValue(connections);

            accepted.set(0);
            assertThat(failure(client, new WebRequest(WebMethod.POST, url, Map.of(), Optional.of("x")))
                            .code())
                    .isEqualTo(code);
            assertThat(accepted).as("an effect is not repeated").hasValue(1);

            accepted.set(0);
            WebRequest keyed = new WebRequest(WebMethod.POST, url, Map.of("idempotency-key", "k"), Optional.of("x"));
            assertThat(failure(client, keyed).code()).isEqualTo(code);
            assertThat(accepted).as("unless the target can tell").hasValue(connections);
        }
    }

    @Test
    void aClosedPortCountsAgainstTheTarget() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (WebClient client = client("127.0.0.1", WebClientTest::unused)) {
            ItemFailure failure = failure(client, get("http://127.0.0.1:" + free + "/"));

            assertThat(failure.code()).isEqualTo("CONNECTION_FAILED");
            assertThat(failure.kind()).isEqualTo(Kind.TARGET);
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            head.append((char) next);
        }
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static void sendZipped(com.sun.net.httpserver.HttpExchange exchange, byte[] zipped) throws IOException {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, zipped.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(zipped);
        } catch (IOException cut) {
            exchange.close();
        }
    }

    private static List<InetAddress> addresses(String... texts) {
        return Arrays.stream(texts).map(InetAddress::ofLiteral).toList();
    }

    private static List<InetAddress> unused(String host) {
        throw new AssertionError(host);
    }

    private static ItemFailure failure(WebClient client, WebRequest request) {
        return catchThrowableOfType(ItemFailure.class, () -> client.call(request, BYTES, true));
    }

    private static WebRequest get(String url) {
        return request(WebMethod.GET, url, Map.of(), null);
    }

    private static WebRequest request(
            WebMethod method, String url, Map<String, String> headers, @Nullable String body) {
        return new WebRequest(method, URI.create(url), headers, Optional.ofNullable(body));
    }

    private static WebClient client(String allowed, AddressResolver resolver) {
        return new WebClient(
                vertx, settings(allowed, Duration.ofSeconds(45)), resolver, Optional.empty(), System::nanoTime);
    }

    private static NetworkSettings settings(String allowed, Duration requestTimeout) {
        return new NetworkSettings(AllowedHosts.parse(allowed), 65536, Duration.ofSeconds(45), requestTimeout);
    }
}
