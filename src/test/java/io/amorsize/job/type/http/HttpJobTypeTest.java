package io.amorsize.job.type.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amorsize.api.json.RecordReader;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.type.net.AllowedHosts;
import io.amorsize.job.type.net.Contexts;
import io.amorsize.job.type.net.LocalServer;
import io.amorsize.job.type.net.NetworkSettings;
import io.amorsize.job.type.net.WebClient;
import io.amorsize.job.type.net.WebMethod;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpJobTypeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final HttpItem PLAIN = new HttpItem(null, null, null, null, null, null);

    private static Vertx vertx;

    private LocalServer server;
    private WebClient client;

    @BeforeAll
    static void openVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() {
        server = LocalServer.start();
        client = client("127.0.0.1:" + server.port());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void fillsTheTemplatesWithTheVariablesOfTheItem() throws Exception {
        server.page("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/orders/1");
            exchange.getResponseHeaders().set("X-Other", "x");
            LocalServer.send(exchange, 201, "application/json", "{\"ok\":true}");
        });
        HttpParameters parameters = new HttpParameters(
                server.url("/shops/{shop}/orders?note={note}"),
                WebMethod.PUT,
                Map.of("X-Tenant", "t-{shop}"),
                "{\"note\": \"{note}\", \"count\": {count}}",
                null,
                null,
                List.of("Location", "Content-Type", "Missing"),
                null,
                null);
        HttpItem item = new HttpItem(
                Map.of("shop", "a/b", "note", "5 \"%\" & more", "count", "3"), null, null, null, null, null);

        HttpResult result = type().open(parameters).run(item, Contexts.FIRST);

        LocalServer.Seen seen = server.seen().getFirst();
        assertThat(seen.method()).isEqualTo("PUT");
        assertThat(seen.uri()).isEqualTo("/shops/a%2Fb/orders?note=5%20%22%25%22%20%26%20more");
        assertThat(seen.body()).isEqualTo("{\"note\": \"5 \\\"%\\\" & more\", \"count\": 3}");
        assertThat(seen.header("X-tenant")).isEqualTo("t-a/b");
        assertThat(seen.header("Content-type")).isEqualTo("application/json");
        assertThat(seen.header("Idempotency-key")).isEqualTo("job-1:0");
        assertThat(result)
                .isEqualTo(new HttpResult(
                        201,
                        Map.of("location", "/orders/1", "content-type", "application/json"),
                        "{\"ok\":true}",
                        false,
                        11,
                        0.5,
                        null));
    }

    @Test
    void anItemHasItsOwnWay() throws Exception {
        server.text("/", 200, "ok");
        ItemRunner<HttpItem, HttpResult> runner = type().open(new HttpParameters(
                server.url("/orders/{id}?full=true"),
                WebMethod.POST,
                Map.of("X-A", "common", "X-B", "common"),
                "{id}",
                null,
                null,
                null,
                null,
                null));

        runner.run(
                new HttpItem(
                        Map.of("id", "7"),
                        null,
                        "/other?x={id}".replace("{id}", "%7B"),
                        WebMethod.PATCH,
                        Map.of("x-a", "own", "Idempotency-Key", "own-key"),
                        "{id} as it is"),
                Contexts.FIRST);
        runner.run(
                new HttpItem(Map.of("id", "7"), server.url("/whole"), null, WebMethod.GET, null, null), Contexts.FIRST);

        LocalServer.Seen first = server.seen().getFirst();
        assertThat(first.method()).isEqualTo("PATCH");
        assertThat(first.uri()).isEqualTo("/other?x=%7B");
        assertThat(first.body()).isEqualTo("{id} as it is");
        assertThat(first.header("X-a")).isEqualTo("own");
        assertThat(first.header("X-b")).isEqualTo("common");
        assertThat(first.header("Idempotency-key")).isEqualTo("own-key");
        LocalServer.Seen second = server.seen().getLast();
        assertThat(second.method()).isEqualTo("GET");
        assertThat(second.uri()).isEqualTo("/whole");
        assertThat(second.body()).isEmpty();
        assertThat(second.headers()).doesNotContainKey("Idempotency-key");
    }

    @Test
    void aNumberOfARangeIsTheIndex() throws Exception {
        server.text("/", 200, "ok");
        HttpItem item = type().description().itemOfRange().orElseThrow().apply(42);

        HttpResult result = open(server.url("/page/{index}")).run(item, Contexts.FIRST);

        assertThat(result.body()).isEqualTo("ok");
        assertThat(server.seen().getFirst().uri()).isEqualTo("/page/42");
        assertThat(server.seen().getFirst().method()).isEqualTo("GET");
    }

    @Test
    void longAnswersAreCutAndSaidToBe() throws Exception {
        server.text("/", 200, "ääää");
        HttpResult cut = type().open(new HttpParameters(server.url("/"), null, null, null, null, null, null, 3L, null))
                .run(PLAIN, Contexts.FIRST);
        HttpResult unkept = type().open(
                        new HttpParameters(server.url("/"), null, null, null, null, false, null, null, null))
                .run(PLAIN, Contexts.FIRST);

        assertThat(cut.body()).as("without the half of a letter").isEqualTo("ä");
        assertThat(cut.bodyCut()).isTrue();
        assertThat(cut.bodyBytes()).isEqualTo(3);
        assertThat(unkept.body()).isNull();
        assertThat(unkept.bodyCut()).isFalse();
        assertThat(unkept.bodyBytes()).isEqualTo(8);
    }

    @Test
    void whatIsNoTextIsCountedOnly() throws Exception {
        server.page("/", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        });

        HttpResult result = open(server.url("/")).run(PLAIN, Contexts.FIRST);

        assertThat(result.body()).isNull();
        assertThat(result.bodyBytes()).isEqualTo(3);
    }

    @Test
    void tellsWhereItWasRedirectedTo() throws Exception {
        server.redirect("/old", 302, "/new");
        server.text("/new", 200, "new");

        assertThat(open(server.url("/old")).run(PLAIN, Contexts.FIRST).redirectedTo())
                .isEqualTo(server.url("/new"));
        ItemRunner<HttpItem, HttpResult> staying = type().open(new HttpParameters(
                server.url("/old"), null, null, null, List.of(302), null, null, null, false));
        assertThat(staying.run(PLAIN, Contexts.FIRST).status()).isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 7                             | BUSY      | PT7S",
                "503 | Sun, 01 Mar 2026 12:01:00 GMT | BUSY      | PT1M",
                "503 | nonsense                      | BUSY      |",
                "503 |                               | BUSY      |",
                "500 | 3                             | TARGET    | PT3S",
                "504 |                               | TARGET    |",
                "408 |                               | TRANSIENT |",
                "425 | 1                             | TRANSIENT | PT1S",
                "400 | 1                             | PERMANENT |",
                "404 |                               | PERMANENT |",
                "304 |                               | PERMANENT |",
            })
    void saysWhatAStatusMeansForTheItem(int status, @Nullable String retryAfter, Kind kind, @Nullable Duration pause)
            throws Exception {
        server.page("/", exchange -> {
            if (retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            LocalServer.send(exchange, status, "text/plain", status == 304 ? "" : "because\n of " + "x".repeat(300));
        });
        ItemRunner<HttpItem, HttpResult> runner = open(server.url("/?key=secret"));

        ItemFailure failure = catchThrowableOfType(ItemFailure.class, () -> runner.run(PLAIN, Contexts.FIRST));

        assertThat(failure.code()).isEqualTo("HTTP_" + status);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryAfter()).isEqualTo(Optional.ofNullable(pause));
        assertThat(failure.getMessage())
                .startsWith("http://127.0.0.1:" + server.port() + " answered with status " + status)
                .doesNotContain("secret")
                .hasSizeLessThan(300);
    }

    @Test
    void statusesOfSuccessCanBeChosen() throws Exception {
        server.text("/", 404, "none");

        HttpResult result = type().open(new HttpParameters(
                        server.url("/"), null, null, null, List.of(200, 404), null, null, null, null))
                .run(PLAIN, Contexts.FIRST);

        assertThat(result.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-  | -    | -                      | -     | -    | MISSING_VARIABLE",
                "1  | /a   | http://127.0.0.1:1/    | -     | -    | INVALID_ITEM",
                "1  | -    | ftp://127.0.0.1/       | -     | -    | INVALID_URL",
                "1  | -    | http://u:p@127.0.0.1/  | -     | -    | INVALID_URL",
                "1  | /a{b | -                      | -     | -    | INVALID_URL",
                ".. | -    | -                      | -     | -    | INVALID_URL",
                ".  | -    | -                      | -     | -    | INVALID_URL",
                "1  | -    | http://127.0.0.1:1/    | -     | -    | HOST_NOT_ALLOWED",
                "1  | -    | http://10.0.0.1/       | -     | -    | HOST_NOT_ALLOWED",
                "1  | -    | -                      | Host  | x    | INVALID_HEADER",
                "1  | -    | -                      | Transfer-Encoding | chunked | INVALID_HEADER",
                "1  | -    | -                      | A:b   | x    | INVALID_HEADER",
                "1  | -    | -                      | A     | x\\nB: y | INVALID_HEADER",
            })
    void aWrongItemFailsForGood(
            @Nullable String id,
            @Nullable String path,
            @Nullable String url,
            @Nullable String header,
            @Nullable String value,
            String code)
            throws Exception {
        server.text("/", 200, "");
        HttpItem item = new HttpItem(
                id == null ? null : Map.of("id", id),
                url,
                path,
                null,
                header == null || value == null ? null : Map.of(header, value.translateEscapes()),
                null);
        ItemRunner<HttpItem, HttpResult> runner = open(server.url("/{id}/x"));

        ItemFailure failure = catchThrowableOfType(ItemFailure.class, () -> runner.run(item, Contexts.FIRST));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void aBodyNeedsAMethodThatCarriesOne() throws Exception {
        ItemRunner<HttpItem, HttpResult> runner = open(server.url("/"));

        ItemFailure failure = catchThrowableOfType(
                ItemFailure.class,
                () -> runner.run(new HttpItem(null, null, null, WebMethod.GET, null, "x"), Contexts.FIRST));

        assertThat(failure.code()).isEqualTo("INVALID_ITEM");
    }

    @Test
    void theTargetIsTheOrigin() throws Exception {
        ItemRunner<HttpItem, HttpResult> runner = open(server.url("/{id}"));

        assertThat(runner.target(HttpItem.ofNumber(1))).as("no variable id").isEmpty();
        assertThat(runner.target(new HttpItem(Map.of("id", "1"), null, null, null, null, null)))
                .contains("http://127.0.0.1:" + server.port());
        assertThat(runner.target(new HttpItem(null, "https://API.example.com/x", null, null, null, null)))
                .contains("https://api.example.com:443");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.example.com/{id}         | ",
                "http://10.0.0.1/{id}                 | url",
                "https://{host}/x                     | ",
                "http://127.0.0.1:{port}/             | ",
                "ftp://127.0.0.1/                     | url",
                "/orders                              | url",
                "http://127.0.0.1:PORT/a b            | url",
                "http://127.0.0.1:PORT/{1}            | url",
                "http://127.0.0.1:PORT/{id}           | ",
                "http://127.0.0.1:1/                  | url",
            })
    void whatIsNotAllowedIsRefusedBeforeAnyItem(String url, @Nullable String component) {
        String real = url.replace("PORT", String.valueOf(server.port()));
        if (component == null) {
            assertThatCode(() -> open(real)).doesNotThrowAnyException();
        } else {
            assertThat(catchThrowableOfType(JobRefused.class, () -> open(real)).component())
                    .isEqualTo(component);
        }
    }

    @Test
    void parametersThatNoItemCouldUseAreRefused() {
        assertThat(refused(new HttpParameters(null, null, null, null, null, null, null, 65537L, null)))
                .isEqualTo("maxResponseBytes");
        assertThat(refused(new HttpParameters(null, null, Map.of("Host", "x"), null, null, null, null, null, null)))
                .isEqualTo("headers");
        assertThat(refused(new HttpParameters(null, WebMethod.GET, null, "x", null, null, null, null, null)))
                .isEqualTo("body");
        try (WebClient closed = new WebClient(vertx, settings(AllowedHosts.NONE))) {
            JobRefused refused = catchThrowableOfType(
                    JobRefused.class,
                    () -> new HttpJobType(closed, () -> NOW, () -> 0)
                            .open(new HttpParameters(null, null, null, null, null, null, null, null, null)));
            assertThat(refused)
                    .hasMessageStartingWith("No host may be called yet")
                    .hasMessageContaining("amorsize.jobs.http.allowed-hosts");
        }
    }

    /** Text components carry a length, numbers a range. */
    @ParameterizedTest
    @ValueSource(classes = {HttpParameters.class, HttpItem.class})
    void itsRecordsCanBeRead(Class<? extends Record> type) {
        assertThatCode(() -> RecordReader.of(type)).doesNotThrowAnyException();
    }

    private String refused(HttpParameters parameters) {
        return catchThrowableOfType(JobRefused.class, () -> type().open(parameters))
                .component();
    }

    private ItemRunner<HttpItem, HttpResult> open(String url) throws JobRefused {
        return type().open(new HttpParameters(url, null, null, null, null, null, null, null, null));
    }

    /** Each look at the clock is half a second after the one before. */
    private HttpJobType type() {
        AtomicLong nanos = new AtomicLong();
        return new HttpJobType(client, () -> NOW, () -> nanos.getAndAdd(500_000_000));
    }

    private static WebClient client(String allowed) {
        return new WebClient(
                vertx,
                settings(AllowedHosts.parse(allowed)),
                host -> List.of(InetAddress.ofLiteral("10.9.8.7")),
                Optional.empty(),
                System::nanoTime);
    }

    private static NetworkSettings settings(AllowedHosts allowed) {
        return new NetworkSettings(allowed, 65536, Duration.ofSeconds(45), Duration.ofSeconds(45));
    }
}
