package io.amorsize.job.type.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amorsize.api.json.RecordReader;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.type.net.AllowedHosts;
import io.amorsize.job.type.net.Certificate;
import io.amorsize.job.type.net.Contexts;
import io.amorsize.job.type.net.LocalServer;
import io.amorsize.job.type.net.NetworkSettings;
import io.amorsize.job.type.net.WebClient;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlAnalysisJobTypeTest {

    private static final String NAME = "www.example.test";

    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><head><title> A  page </title>
            <meta name="description" content="What it is about"><meta name="ROBOTS" content="noindex">
            <link rel="shortlink canonical" href="/canonical">
            <meta property="og:title" content="Open"><meta property="og:image" content="/i.png">
            <meta property="og:title" content="Second"><meta property="og:empty" content=" ">
            <script>1</script><script src="/a.js"></script></head>
            <body><h1>One</h1><h1>Two</h1>
            <a href="/in">in</a><a href="https://WWW.example.test/x">in</a><a href="https://other.example/">out</a>
            <a href="mailto:a@b">mail</a><a href="#top">top</a>
            <img src="/a.png" alt=""><img src="/b.png"><img src="/c.png" alt="c"></body></html>
            """;

    private static final Map<String, String> SOUND = Map.of(
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains",
            "Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Set-Cookie", "a=b; Secure; HttpOnly; SameSite=Lax");

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static Certificate certificate;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        certificate = Certificate.of(NAME, 90, folder);
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void readsWhatAPageSaysAboutItself() throws Exception {
        UrlAnalysis analysis = analysis(certificate, Map.of(), "text/html; charset=utf-8", PAGE);

        PageReport page = Objects.requireNonNull(analysis.page());
        assertThat(page.title()).isEqualTo("A page");
        assertThat(page.description()).isEqualTo("What it is about");
        assertThat(page.canonical()).isEqualTo(analysis.url() + "canonical");
        assertThat(page.language()).isEqualTo("en");
        assertThat(page.robots()).isEqualTo("noindex");
        assertThat(page.openGraph()).isEqualTo(Map.of("title", "Open", "image", "/i.png"));
        assertThat(page.headings()).isEqualTo(2);
        assertThat(page.internalLinks()).isEqualTo(3);
        assertThat(page.externalLinks()).isEqualTo(1);
        assertThat(page.images()).isEqualTo(3);
        assertThat(page.imagesWithoutAlt()).isEqualTo(1);
        assertThat(page.scripts()).isEqualTo(2);
        assertThat(analysis.bytes()).isEqualTo(PAGE.getBytes(StandardCharsets.UTF_8).length);
        assertThat(analysis.cut()).isFalse();
    }

    @Test
    void readsHowTheConnectionIsProtected() throws Exception {
        TlsReport tls = Objects.requireNonNull(
                analysis(certificate, SOUND, "text/html", PAGE).tls());

        assertThat(tls.protocol()).isEqualTo("TLSv1.3");
        assertThat(tls.subject()).isEqualTo("CN=" + NAME);
        assertThat(tls.issuer()).isEqualTo("CN=" + NAME);
        assertThat(tls.daysLeft()).isBetween(88L, 90L);
    }

    @Test
    void aPageThatSaysNothingHasNothing() throws Exception {
        PageReport page = analysis(certificate, SOUND, "text/html", "").page();

        assertThat(page).isEqualTo(new PageReport(null, null, null, null, null, Map.of(), 0, 0, 0, 0, 0, 0));
        assertThat(analysis(certificate, SOUND, "application/pdf", "%PDF").page())
                .isNull();
    }

    @Test
    void theBestScoreIsWithoutFindings() throws Exception {
        assertThat(analysis(certificate, SOUND, "text/html", PAGE).security())
                .isEqualTo(new SecurityReport(100, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Strict-Transport-Security | -                  | HSTS_MISSING",
                "Strict-Transport-Security | max-age=0          | HSTS_MISSING",
                "Strict-Transport-Security | includeSubDomains  | HSTS_MISSING",
                "Strict-Transport-Security | max-age=15551999   | HSTS_SHORT",
                "Strict-Transport-Security | max-age=15552000   |",
                "Content-Security-Policy   | -                  | CSP_MISSING FRAMING_ALLOWED",
                "Content-Security-Policy   | frame-ancestors 'self' | CSP_WEAK",
                "Content-Security-Policy   | default-src 'self' | FRAMING_ALLOWED",
                "X-Content-Type-Options    | -                  | CONTENT_TYPE_SNIFFED",
                "X-Content-Type-Options    | sniff              | CONTENT_TYPE_SNIFFED",
                "Referrer-Policy           | -                  | REFERRER_POLICY_MISSING",
                "Referrer-Policy           | unsafe-url         | REFERRER_POLICY_UNSAFE",
                "Referrer-Policy           | unsafe-url, origin |",
                "Set-Cookie                | -                  |",
                "Set-Cookie                | a=b; HttpOnly; SameSite=Lax | COOKIE_NOT_SECURE",
                "Set-Cookie                | a=secure; secure; samesite=None | COOKIE_NOT_HTTP_ONLY",
                "Set-Cookie                | samesite=x; Secure; HttpOnly | COOKIE_WITHOUT_SAME_SITE",
                "Set-Cookie                | a=b                | COOKIE_NOT_SECURE COOKIE_NOT_HTTP_ONLY COOKIE_WITHOUT_SAME_SITE",
            })
    void aMissingOrWeakFieldIsFound(String name, String value, @Nullable String expected) throws Exception {
        Map<String, String> headers = new HashMap<>(SOUND);
        if (value.equals("-")) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }

        assertFindings(analysis(certificate, headers, "text/html", PAGE).security(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "<script src='http://a/b.js'></script>          | MIXED_CONTENT",
                "<img src='HTTP://a/b.png'>                     | MIXED_CONTENT",
                "<link rel=stylesheet href='http://a/b.css'>    | MIXED_CONTENT",
                "<form action='http://a/'></form>               | MIXED_CONTENT",
                "<object data='http://a/'></object>             | MIXED_CONTENT",
                "<iframe src='//a/b'></iframe>                  |",
                "<a href='http://a/'>link</a>                   |",
                "<link rel=canonical href='http://a/'>          |",
            })
    void mixedContentIsFound(String html, @Nullable String expected) throws Exception {
        assertFindings(analysis(certificate, SOUND, "text/html", html).security(), expected);
    }

    @Test
    void policiesInThePageCountAsFarAsBrowsersHeedThem() throws Exception {
        Map<String, String> headers = new HashMap<>(SOUND);
        headers.remove("Content-Security-Policy");
        headers.remove("Referrer-Policy");
        String html = "<meta http-equiv=content-security-policy content=\"default-src 'self'; frame-ancestors 'none'\">"
                + "<meta name=referrer content=origin>";

        assertFindings(analysis(certificate, headers, "text/html", html).security(), "FRAMING_ALLOWED");
        headers.put("X-Frame-Options", "sameorigin");
        assertFindings(analysis(certificate, headers, "text/html", html).security(), "");
    }

    @Test
    void aCertificateThatEndsSoonIsFound() throws Exception {
        Certificate ending = Certificate.of(NAME, 13, folder);

        assertFindings(analysis(ending, SOUND, "text/html", PAGE).security(), "CERTIFICATE_ENDS_SOON");
    }

    @Test
    void aPageOverHttpCanLoseAllPoints() throws Exception {
        try (LocalServer server = LocalServer.start();
                WebClient client = client(certificate)) {
            server.page("/", exchange -> {
                exchange.getResponseHeaders().set("Set-Cookie", "a=b");
                LocalServer.send(exchange, 200, "text/html", PAGE);
            });

            UrlAnalysis analysis = open(client).run(new UrlItem(server.url("/")), Contexts.FIRST);

            assertThat(analysis.tls()).isNull();
            assertThat(analysis.security().score()).isZero();
            assertThat(analysis.security().findings())
                    .extracting(SecurityFinding::code)
                    .contains(Weakness.NO_HTTPS)
                    .doesNotContain(Weakness.HSTS_MISSING);
        }
    }

    @Test
    void followsRedirectsAndAnalysesWhatAnswers() throws Exception {
        try (LocalServer server = LocalServer.start();
                WebClient client = client(certificate)) {
            server.redirect("/old", 301, "/new");
            server.page("/new", exchange -> LocalServer.send(exchange, 200, "text/html", PAGE));

            UrlAnalysis analysis = open(client).run(new UrlItem(server.url("/old")), Contexts.FIRST);

            assertThat(analysis.url()).isEqualTo(server.url("/new"));
            assertThat(server.seen().getFirst().header("User-agent")).isEqualTo("TestBot");
        }
    }

    @Test
    void saysWhyAPageWasNotAnalysed() throws Exception {
        try (LocalServer server = LocalServer.start();
                WebClient client = client(certificate)) {
            server.text("/missing", 404, "gone").text("/busy", 503, "busy");
            ItemRunner<UrlItem, UrlAnalysis> runner = open(client);

            assertFailure(runner, server.url("/missing"), "HTTP_404", Kind.PERMANENT);
            assertFailure(runner, server.url("/busy"), "HTTP_503", Kind.BUSY);
            assertFailure(runner, "http://10.0.0.1/", "HOST_NOT_ALLOWED", Kind.PERMANENT);
            assertFailure(runner, "http://a b/", "INVALID_URL", Kind.PERMANENT);
            assertThat(runner.target(new UrlItem(server.url("/x")))).contains("http://127.0.0.1:" + server.port());
            assertThat(runner.target(new UrlItem("http://a b/"))).isEmpty();
        }
    }

    @Test
    void refusesWhatTheConfigurationDoesNotAllow() {
        try (WebClient none = new WebClient(vertx, settings(AllowedHosts.NONE));
                WebClient some = client(certificate)) {
            UrlAnalysisJobType closed = new UrlAnalysisJobType(none, InstantSource.system(), System::nanoTime);
            UrlAnalysisJobType open = new UrlAnalysisJobType(some, InstantSource.system(), System::nanoTime);

            assertThat(catchThrowableOfType(JobRefused.class, () -> closed.open(new UrlAnalysisParameters(null, null))))
                    .hasMessageContaining("amorsize.jobs.http.allowed-hosts");
            assertThat(catchThrowableOfType(JobRefused.class, () -> open.open(new UrlAnalysisParameters(null, 65537L)))
                            .component())
                    .isEqualTo("maxResponseBytes");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {UrlAnalysisParameters.class, UrlItem.class})
    void itsRecordsCanBeRead(Class<? extends Record> type) {
        assertThatCode(() -> RecordReader.of(type)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void everyWeaknessIsDocumentedWithItsPoints(Weakness weakness) throws Exception {
        assertThat(Files.readString(Path.of("docs/job-types.md")))
                .contains("| `" + weakness + "` | " + weakness.points() + " |");
    }

    private static void assertFailure(ItemRunner<UrlItem, UrlAnalysis> runner, String url, String code, Kind kind) {
        ItemFailure failure =
                catchThrowableOfType(ItemFailure.class, () -> runner.run(new UrlItem(url), Contexts.FIRST));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    private static void assertFindings(SecurityReport report, @Nullable String codes) {
        Set<Weakness> expected = EnumSet.noneOf(Weakness.class);
        if (codes != null && !codes.isEmpty()) {
            Arrays.stream(codes.split(" ", -1)).map(Weakness::valueOf).forEach(expected::add);
        }
        assertThat(report.findings()).extracting(SecurityFinding::code).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(report.score())
                .isEqualTo(100 - expected.stream().mapToInt(Weakness::points).sum());
    }

    private static UrlAnalysis analysis(Certificate shown, Map<String, String> headers, String type, String body)
            throws Exception {
        try (LocalServer server = LocalServer.start(shown.server());
                WebClient client = client(shown)) {
            server.page("/", exchange -> {
                headers.forEach(exchange.getResponseHeaders()::set);
                LocalServer.send(exchange, 200, type, body);
            });
            return open(client).run(new UrlItem(server.url(NAME, "/")), Contexts.FIRST);
        }
    }

    private static ItemRunner<UrlItem, UrlAnalysis> open(WebClient client) throws JobRefused {
        return new UrlAnalysisJobType(client, InstantSource.system(), System::nanoTime)
                .open(new UrlAnalysisParameters("TestBot", null));
    }

    private static WebClient client(Certificate trusted) {
        return new WebClient(
                vertx,
                settings(AllowedHosts.parse("127.0.0.1")),
                host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                Optional.of(trusted.trust()),
                System::nanoTime);
    }

    private static NetworkSettings settings(AllowedHosts allowed) {
        return new NetworkSettings(allowed, 65536, Duration.ofSeconds(45), Duration.ofSeconds(45));
    }
}
