package io.amorsize.job.type.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsExchange;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection goes to an address; what it is protected with is about the name. */
class SecureCallsTest {

    private static final String NAME = "secure.example.test";

    @TempDir
    private static Path folder;

    private static Certificate certificate;
    private static Vertx vertx;

    @BeforeAll
    static void open() {
        certificate = Certificate.of(NAME, 90, folder);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theNameIsInTheHandshakeAndInTheCertificate() throws Exception {
        CompletableFuture<Object> asked = new CompletableFuture<>();
        try (LocalServer server = LocalServer.start(certificate.server());
                WebClient client = client(Optional.of(certificate.trust()))) {
            server.page("/", exchange -> {
                ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
                asked.complete(List.copyOf(session.getRequestedServerNames()));
                LocalServer.send(exchange, 200, "text/plain", "protected");
            });

            WebAnswer answer = client.call(get(server.url(NAME, "/")), 4096, true);

            assertThat(answer.text()).contains("protected");
            assertThat(asked.join()).isEqualTo(List.of(new SNIHostName(NAME)));
            assertThat(answer.session().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(server.seen().getFirst().header("Host")).isEqualTo(NAME + ":" + server.port());
        }
    }

    @Test
    void anotherNameIsNotInTheCertificate() {
        try (LocalServer server = LocalServer.start(certificate.server());
                WebClient client = client(Optional.of(certificate.trust()))) {
            server.text("/", 200, "protected");

            assertFails(client, server.url("other.example.test", "/"));
            assertFails(client, server.url("/"));
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void whatNobodyVouchesForIsNotTrusted() {
        try (LocalServer server = LocalServer.start(certificate.server());
                WebClient client = client(Optional.empty())) {
            server.text("/", 200, "protected");

            assertFails(client, server.url(NAME, "/"));
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void aServerWithoutTlsIsNotTrusted() {
        try (LocalServer server = LocalServer.start();
                WebClient client = client(Optional.empty())) {
            server.text("/", 200, "open");

            assertFails(client, server.url(NAME, "/").replace("http:", "https:"));
        }
    }

    private static void assertFails(WebClient client, String url) {
        ItemFailure failure = catchThrowableOfType(ItemFailure.class, () -> client.call(get(url), 4096, true));

        assertThat(failure.code()).isEqualTo("TLS_FAILED");
        assertThat(failure.kind()).isEqualTo(Kind.TARGET);
    }

    private static WebRequest get(String url) {
        return new WebRequest(WebMethod.GET, URI.create(url), Map.of(), Optional.empty());
    }

    private static WebClient client(Optional<TrustOptions> trust) {
        return new WebClient(
                vertx,
                new NetworkSettings(
                        AllowedHosts.parse("127.0.0.1"), 65536, Duration.ofSeconds(45), Duration.ofSeconds(45)),
                host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                trust,
                System::nanoTime);
    }
}
