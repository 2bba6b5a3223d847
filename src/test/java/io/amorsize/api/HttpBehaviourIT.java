package io.amorsize.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;

import io.amorsize.testing.PackagedService;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, media types, limits, redirects and what goes wrong before a body is read. */
class HttpBehaviourIT {

    private static final String VALID = "{\"workload\":{\"items\":10,\"itemTime\":{\"meanSeconds\":0.1}}}";
    private static final int LIMIT = 4 << 20;
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private static PackagedService service;
    private static RequestSpecification plain;

    @BeforeAll
    static void start() {
        service = PackagedService.start(Map.of());
        plain = new RequestSpecBuilder()
                .setBaseUri(service.api())
                .setConfig(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .build();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static RequestSpecification json() {
        return given(plain).contentType(ContentType.JSON);
    }

    private static ValidatableResponse isProblem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .header("X-Request-Id", notNullValue())
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body(
                        "type",
                        equalTo("urn:amorsize:problem:"
                                + code.toLowerCase(Locale.ROOT).replace('_', '-')))
                .body("requestId", notNullValue())
                .body("detail", not(containsString("io.amorsize")));
    }

    @Test
    void tellsTheWholeHost() {
        given(plain)
                .get("/v1/host")
                .then()
                .statusCode(200)
                .body("cpu.effectiveCpus", notNullValue())
                .body(
                        "$",
                        allOf(
                                hasKey("takenAt"),
                                hasKey("memory"),
                                hasKey("load"),
                                hasKey("container"),
                                hasKey("jvm"),
                                hasKey("os"),
                                hasKey("calibration"),
                                hasKey("provenance"),
                                hasKey("unavailable")))
                .body("load", hasKey("pressure"))
                .body("cpu", hasKey("caches"))
                .body("calibration.status", oneOf("PENDING", "RUNNING", "MEASURED", "UNAVAILABLE"));
        String host = given(plain).get("/v1/host").asString();
        assertThat(host).doesNotContain("null", "NaN", ":-1,", ":-1}");
    }

    @Test
    void acceptsARequestForCalibration() {
        given(plain).post("/v1/host/calibration").then().statusCode(202).body("status", notNullValue());
        given(plain).post("/v1/host/calibration").then().statusCode(202).body("status", notNullValue());
    }

    @Test
    void refusesAnUnknownPath() {
        isProblem(given(plain).get("/v1/nothing").then(), 404, "NOT_FOUND").body("instance", equalTo("/v1/nothing"));
        isProblem(given(plain).post("/nothing/here").then(), 404, "NOT_FOUND");
    }

    @Test
    void refusesAnUnknownMethodAndListsTheKnownOnes() {
        isProblem(given(plain).get("/v1/host/calibration").then(), 405, "METHOD_NOT_ALLOWED")
                .header("Allow", "OPTIONS, POST");
        isProblem(given(plain).delete("/v1/recommendations/x").then(), 405, "METHOD_NOT_ALLOWED")
                .header("Allow", "GET, HEAD, OPTIONS");
        isProblem(given(plain).delete("/v1/host").then(), 405, "METHOD_NOT_ALLOWED")
                .header("Allow", "GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/host, 'GET, HEAD, OPTIONS'",
        "/v1/host/calibration, 'OPTIONS, POST'",
        "/v1/recommendations, 'GET, HEAD, OPTIONS, POST'",
        "/v1/recommendations/x/export, 'GET, HEAD, OPTIONS'",
        "/v1/recommendations/compare, 'GET, HEAD, OPTIONS'",
    })
    void listsTheMethodsOfAPath(String path, String methods) {
        given(plain).options(path).then().statusCode(200).header("Allow", methods);
    }

    @Test
    void refusesParametersWhereThereAreNone() {
        isProblem(given(plain).get("/v1/host?details=true").then(), 400, "UNKNOWN_PARAMETER")
                .body("errors[0].parameter", equalTo("details"));
        isProblem(given(plain).post("/v1/host/calibration?now").then(), 400, "UNKNOWN_PARAMETER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js", "/v1/host"})
    void hasBrowsersAskAgain(String path) {
        given(plain).get(path).then().statusCode(200).header("Cache-Control", "no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/octet-stream"})
    void refusesAnotherContentType(String type) {
        isProblem(
                given(plain)
                        .contentType(type)
                        .body(VALID.getBytes(StandardCharsets.UTF_8))
                        .post("/v1/recommendations")
                        .then(),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "application/JSON"})
    void takesJsonByAnyOfItsNames(String type) {
        given(plain)
                .contentType(type)
                .body(VALID.getBytes(StandardCharsets.UTF_8))
                .post("/v1/recommendations")
                .then()
                .statusCode(200);
    }

    @Test
    void refusesToAnswerInAnotherType() {
        isProblem(
                json().accept("text/html")
                        .body(VALID)
                        .post("/v1/recommendations")
                        .then(),
                406,
                "NOT_ACCEPTABLE");
        isProblem(given(plain).accept("text/html").get("/v1/host").then(), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void refusesAnEmptyBody() {
        isProblem(json().post("/v1/recommendations").then(), 400, "EMPTY_BODY");
        isProblem(json().body("").post("/v1/recommendations/batch").then(), 400, "EMPTY_BODY");
        isProblem(json().body(" \n").post("/v1/recommendations").then(), 400, "EMPTY_BODY");
    }

    @ParameterizedTest
    @CsvSource({
        "detail=all, detail, INVALID_VALUE",
        "detail=, detail, INVALID_VALUE",
        "detail=full&detail=summary, detail, INVALID_VALUE",
        "detial=summary, detial, UNKNOWN_PARAMETER",
        "x=1, x, UNKNOWN_PARAMETER"
    })
    void refusesOtherParameters(String query, String parameter, String code) {
        isProblem(json().body(VALID).post("/v1/recommendations?" + query).then(), 400, code)
                .body("errors[0].parameter", equalTo(parameter))
                .body("errors[0]", not(hasKey("pointer")));
    }

    @Test
    void pointsToTheFaultInTheBody() {
        isProblem(
                        json().body("{\"workload\":{\"items\":\"7\",\"itemTime\":{\"meanSeconds\":1}}}")
                                .post("/v1/recommendations")
                                .then(),
                        400,
                        "WRONG_TYPE")
                .body("errors[0].pointer", equalTo("/workload/items"))
                .body("instance", equalTo("/v1/recommendations"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/recommendations", "/v1/recommendations/batch", "/v1/nothing"})
    void refusesABodyBeyondTheLimit(String path) {
        isProblem(json().body(new byte[LIMIT + 1]).post(path).then(), 413, "BODY_TOO_LARGE")
                .body("detail", containsString("4 MiB"));
    }

    @Test
    void readsABodyOfExactlyTheLimit() {
        byte[] body = (VALID + " ".repeat(LIMIT - VALID.length())).getBytes(StandardCharsets.UTF_8);

        json().body(body).post("/v1/recommendations").then().statusCode(200);
    }

    @Test
    void refusesABodyBeyondTheLimitThatDoesNotSayItsLength() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.api() + "/v1/recommendations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[LIMIT + 4096])))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body()).contains("BODY_TOO_LARGE");
        }
    }

    @Test
    void givesABodyThatPromisesMoreThanTheLimitNoChance() throws IOException {
        String head = "POST /v1/recommendations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 9999999999\r\n\r\n{";

        assertThat(exchange(head)).startsWith("HTTP/1.1 413").contains("application/problem+json", "BODY_TOO_LARGE");
    }

    /** Whoever is slow to send hears of it all the same. */
    @Test
    void readsARefusedBodyToItsEnd() throws IOException {
        byte[] part = new byte[LIMIT / 30];
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/recommendations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + 31 * part.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            for (int sent = 0; sent < 31; sent++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                out.write(part);
                out.flush();
            }

            assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 413");
            assertThat(socket.getInputStream().read()).as("closed then").isNegative();
        }
    }

    /** Decompressed, the second is beyond any limit. */
    @ParameterizedTest
    @ValueSource(ints = {0, 50_000_000})
    void refusesACompressedBody(int blanks) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write((VALID + " ".repeat(blanks)).getBytes(StandardCharsets.UTF_8));
        }

        String head = "POST /v1/recommendations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Encoding: gzip\r\nContent-Length: " + body.size() + "\r\n\r\n";

        assertThat(exchange(head, body.toByteArray()).toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 415")
                .contains(
                        "application/problem+json", "\"unsupported_media_type\"", "\r\naccept-encoding: identity\r\n");
    }

    @Test
    void takesABodyThatSaysThatItIsNotCompressed() {
        json().header("Content-Encoding", "identity")
                .body(VALID)
                .post("/v1/recommendations")
                .then()
                .statusCode(200);
    }

    /** As docs/problems.md says: these do not reach the service. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "hello -> 400",
                "GET /a b HTTP/1.1 -> 400",
                "GET /v1/%zz HTTP/1.1 -> 400",
                "GET /v1/jobs?state=a|b HTTP/1.1 -> 400",
                "GET /v1\\host HTTP/1.1 -> 400",
                "GET /v1/host HTTP/1.1~no colon -> 400",
                "GET /v1/host HTTP/1.1~A B: blank -> 400",
                "POST /v1/recommendations HTTP/1.1~Content-Length: -5 -> 400",
                "POST /v1/recommendations HTTP/1.1~Content-Length: 2~Content-Length: 3 -> 400",
                "GET /v1/{5000} HTTP/1.1 -> 414",
                "GET /v1/host HTTP/1.1~X: {20000} -> 431",
            })
    void refusesWhatIsNoHttpWithoutABody(String head, int status) throws IOException {
        String request = head.replace("{5000}", "a".repeat(5_000))
                .replace("{20000}", "a".repeat(20_000))
                .replace("~", "\r\n");

        String answer = exchange(request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*\r\n\r\n");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-length: 0");
    }

    /** What looks odd and is HTTP all the same. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "GET /v1/%ff%fe HTTP/1.1 -> 404 -> NOT_FOUND",
                "GET /v1/../../etc/passwd HTTP/1.1 -> 404 -> NOT_FOUND",
                "GET * HTTP/1.1 -> 404 -> NOT_FOUND",
                "CONNECT a:80 HTTP/1.1 -> 404 -> NOT_FOUND",
                "TRACE /v1/host HTTP/1.1 -> 405 -> METHOD_NOT_ALLOWED",
                "BREW /v1/host HTTP/1.1 -> 405 -> METHOD_NOT_ALLOWED",
                "POST /v1/recommendations HTTP/1.1~Transfer-Encoding: foo -> 400 -> BAD_REQUEST",
                "GET /v1/host HTTP/1.1~Accept: ///;;; -> 406 -> NOT_ACCEPTABLE",
                "POST /v1/recommendations HTTP/1.1~Content-Type: ///;;;~Content-Length: 0 -> 415 -> UNSUPPORTED_MEDIA_TYPE",
            })
    void refusesOddHttpWithAProblem(String head, int status, String code) throws IOException {
        String answer = exchange(head.replace("~", "\r\n") + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("application/problem+json", "\"" + code + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc-123", "4f1c0e6d2b7a4893", "a", "urn:x/y=1+2_3.4"})
    void keepsAWellFormedRequestId(String id) {
        given(plain).header("X-Request-Id", id).get("/v1/host").then().header("X-Request-Id", id);
        isProblem(given(plain).header("X-Request-Id", id).get("/v1/nothing").then(), 404, "NOT_FOUND")
                .header("X-Request-Id", id)
                .body("requestId", equalTo(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "<script>", "a\"b", "ä", "a;b", "${jndi:x}"})
    void replacesAnyOtherRequestId(String id) {
        given(plain)
                .header("X-Request-Id", id)
                .get("/v1/host")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f]{16}"));
    }

    @Test
    void replacesATooLongRequestId() {
        given(plain)
                .header("X-Request-Id", "x".repeat(128))
                .get("/v1/host")
                .then()
                .header("X-Request-Id", "x".repeat(128));
        given(plain)
                .header("X-Request-Id", "x".repeat(129))
                .get("/v1/host")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f]{16}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/metrics", "/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"})
    void redirectsToTheManagementInterface(String path) {
        String location = given(plain)
                .redirects()
                .follow(false)
                .get(path)
                .then()
                .statusCode(307)
                .extract()
                .header("Location");

        assertThat(location).isEqualTo(service.management() + path);
        given().get(location).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "example.org:8080, http://example.org:",
        "[::1]:8080, http://[::1]:",
        "evil.org/x?, http://localhost:",
        "user@evil.org, http://localhost:",
        "a b, http://localhost:",
        "a&b=c;d, http://localhost:",
    })
    void redirectsToTheHostThatWasAskedButToNothingElse(String host, String start) throws IOException {
        String answer = exchange("GET /q/metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        if (answer.startsWith("HTTP/1.1 307")) {
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("location: " + start);
            assertThat(answer).doesNotContain("evil");
        } else {
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
    }

    /** Java's client loses the end of long answers after an upgrade, now and then. */
    @Test
    void staysWithHttp1WhenAClientAsksForAnUpgrade() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(service.api() + "/q/openapi"))
                    .build();

            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    private static String exchange(String request) throws IOException {
        return exchange(request, new byte[0]);
    }

    private static String exchange(String head, byte[] body) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return answer(socket.getInputStream());
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(service.api().getHost(), service.api().getPort());
        socket.setSoTimeout(180_000);
        return socket;
    }

    /** An answer that says its length, or the whole stream. */
    private static String answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next >= 0) {
            head.append((char) next);
            next = head.toString().endsWith("\r\n\r\n") ? -1 : in.read();
        }
        Matcher length = CONTENT_LENGTH.matcher(head);
        byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : in.readAllBytes();
        return head + new String(body, StandardCharsets.UTF_8);
    }
}
