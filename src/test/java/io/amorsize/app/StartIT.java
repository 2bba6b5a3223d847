package io.amorsize.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.Http;
import io.amorsize.testing.PackagedService;
import io.amorsize.testing.TestPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Start and end of the packaged service. */
class StartIT {

    private static final long PATIENCE_SECONDS = 180;

    @Test
    void startsReadyAndWithoutWarnings() throws InterruptedException {
        try (PackagedService service = PackagedService.start(Map.of())) {
            assertThat(Http.get(service.management().resolve("/q/health/ready")).body())
                    .contains("\"recommendations\"", "\"calibration\"", "\"store\"", "\"SQLite\"");
            assertThat(Http.get(service.management().resolve("/q/health/live")).statusCode())
                    .isEqualTo(200);
            assertThat(Http.get(service.management().resolve("/q/health/started"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Http.get(service.api().resolve("/q/openapi")).statusCode())
                    .isEqualTo(200);
            assertThat(Http.get(service.api().resolve("/q/swagger-ui/")).statusCode())
                    .isEqualTo(200);
            // It is told beside the first answers, and not at all if the service is to end before.
            await("ready", () -> service.log().contains("Amorsize is ready."));

            service.process().destroy();

            assertThat(service.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(service.process().exitValue()).isEqualTo(143);
            assertThat(service.log())
                    .contains("Amorsize is ready.", "api=" + service.api(), "effectiveCpus=", "docs=")
                    .contains("Amorsize has stopped.")
                    .doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AMORSIZE_HTP_PORT | 1 | Write AMORSIZE_HTTP_PORT instead",
                "AMORSIZE_HTTP_PORT | abc | must be a whole number",
                "AMORSIZE_HTTP_HOST | 0.0.0.0 | Write AMORSIZE_AUTH=none",
                "AMORSIZE_HTTP_HOST | '' | is empty",
                "AMORSIZE_HOST_CPUS | NaN | must be above 0",
                "AMORSIZE_SHUTDOWN_TIMEOUT | ten | must be a duration",
                "AMORSIZE_DATABASE_URL | postgres://db/amorsize | Write jdbc:postgresql://",
                "QUARKUS_HTTP_HOST | 0.0.0.0 | Set amorsize.http.host",
            })
    void refusesToStartWithOneMessage(String variable, String value, String advice) throws InterruptedException {
        try (PackagedService service = PackagedService.launch(Map.of(variable, value), List.of())) {
            assertThat(service.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();

            assertThat(service.process().exitValue()).isEqualTo(StartRefused.EX_CONFIG);
            assertThat(service.log().lines())
                    .hasSize(2)
                    .satisfies(line -> assertThat(line).isEqualTo("Amorsize did not start:"), Index.atIndex(0))
                    .satisfies(line -> assertThat(line).contains(advice), Index.atIndex(1));
        }
    }

    @Test
    void refusesToShareTheFolderOfAnEmbeddedDatabase(@TempDir Path folder) throws InterruptedException {
        Map<String, String> environment = Map.of("AMORSIZE_DATA_DIR", folder.toString());
        try (PackagedService first = PackagedService.start(environment);
                PackagedService second = PackagedService.launch(environment, List.of())) {
            assertThat(second.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();

            assertThat(second.process().exitValue()).isEqualTo(StartRefused.EX_UNAVAILABLE);
            assertThat(second.log())
                    .contains("“" + folder + "” is in use by another Amorsize", "AMORSIZE_DATABASE_URL=")
                    .doesNotContain("\tat ");
            assertThat(isReady(first)).isTrue();
        }
    }

    @Test
    void saysThatNoDatabaseAnswers() throws InterruptedException {
        try (PackagedService service = PackagedService.launch(
                Map.of(
                        "AMORSIZE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/amorsize",
                        "AMORSIZE_DATABASE_USERNAME", "me",
                        "AMORSIZE_DATABASE_PASSWORD", "secret"),
                List.of())) {
            assertThat(service.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();

            assertThat(service.process().exitValue()).isEqualTo(StartRefused.EX_UNAVAILABLE);
            assertThat(service.log())
                    .contains("No PostgreSQL answers at 127.0.0.1:1/amorsize")
                    .doesNotContain("secret", "\tat ");
        }
    }

    @Test
    void isReadyWhilePostgresqlAnswers() {
        TestPostgres.Empty database = TestPostgres.emptyDatabase();
        try (PackagedService service = PackagedService.start(
                Map.of("AMORSIZE_DATABASE_URL", database.server().url()))) {
            await("first line", () -> service.log().contains("store=PostgreSQL"));
            assertThat(Http.get(service.management().resolve("/q/health/ready")).body())
                    .contains("\"store\"", "\"PostgreSQL\"");

            database.drop();

            await("readiness down", () -> !isReady(service));
            assertThat(Http.get(service.management().resolve("/q/health/live")).statusCode())
                    .isEqualTo(200);
            assertThat(Http.post(
                                    service.api().resolve("/v1/recommendations"),
                                    "{\"workload\":{\"items\":10,\"itemTime\":{\"meanSeconds\":1}}}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AMORSIZE_HTTP_PORT", "AMORSIZE_MANAGEMENT_PORT"})
    void saysThatAPortIsTaken(String key) throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                PackagedService service =
                        PackagedService.launch(Map.of(key, Integer.toString(taken.getLocalPort())), List.of())) {
            assertThat(service.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();

            assertThat(service.process().exitValue()).isEqualTo(StartRefused.EX_CONFIG);
            assertThat(service.log())
                    .contains("cannot listen on 127.0.0.1, port " + taken.getLocalPort(), key + "=")
                    .doesNotContain("\tat ");
        }
    }

    /** A request is in flight from its first byte on; the service waits for the rest of it and answers. */
    @Test
    void answersRequestsInFlightBeforeItStops() throws IOException, InterruptedException {
        String body = "{\"workload\":{\"items\":10,\"itemTime\":{\"meanSeconds\":1}}}";
        try (PackagedService service = PackagedService.start(Map.of("AMORSIZE_SHUTDOWN_TIMEOUT", "5m"));
                Socket client =
                        new Socket(service.api().getHost(), service.api().getPort())) {
            OutputStream out = client.getOutputStream();
            send(out, "POST /v1/recommendations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n");
            send(out, "Content-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 5));
            await("request in flight", () -> activeRequests(service) == 1);

            service.process().destroy();
            await("readiness down", () -> !isReady(service));
            send(out, body.substring(5));

            assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
            assertThat(service.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void answersNewRequestsDuringTheShutdownDelay() {
        try (PackagedService service = PackagedService.start(Map.of("AMORSIZE_SHUTDOWN_DELAY", "5m"))) {
            service.process().destroy();
            await("readiness down", () -> !isReady(service));

            assertThat(Http.get(service.api().resolve("/v1/host")).statusCode()).isEqualTo(200);
            service.process().destroyForcibly();
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static boolean isReady(PackagedService service) {
        return Http.get(service.management().resolve("/q/health/ready")).statusCode() == 200;
    }

    private static double activeRequests(PackagedService service) {
        String series =
                "http_server_active_requests{server_port=\"" + service.api().getPort() + "\"";
        return Http.get(service.management().resolve("/q/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
