package io.amorsize.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.testing.JobApi;
import io.amorsize.testing.PackagedService;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is sent to jobs, dead letters and redrives, the answer is a problem that names what is wrong. */
class HostileJobsIT {

    private static final String NOBODY = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10";
    private static final String JOB = "{\"type\":\"synthetic\",\"items\":[{}],";

    private static PackagedService service;
    private static JobApi api;
    private static String streamed;

    @BeforeAll
    static void start() {
        service = PackagedService.start(Map.of("AMORSIZE_JOBS_HTTP_ALLOWED_HOSTS", "127.0.0.1:9"));
        api = new JobApi(service.api());
        streamed = api.submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");
    }

    @AfterAll
    static void stop() {
        api.close();
        service.close();
        assertThat(service.log()).doesNotContain("ERROR", "INTERNAL_ERROR");
    }

    /** In the bodies, ^ stands for a quotation mark, J for the beginning of a job, and &lt;DEEP&gt; for many brackets. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/jobs | {^type^:^synthetic^,^items^:<DEEP>} | JSON_TOO_COMPLEX |",
                "/v1/jobs | J^parameters^:{^a^:<DEEP>}} | JSON_TOO_COMPLEX |",
                "/v1/jobs | J^priority^:1e99999999999} | OUT_OF_RANGE | /priority",
                "/v1/jobs | J^deadlineSeconds^:1e-999999999} | OUT_OF_RANGE | /deadlineSeconds",
                "/v1/jobs | J^deadlineSeconds^:NaN} | MALFORMED_JSON |",
                "/v1/jobs | J^prioritty^:3} | UNKNOWN_FIELD | /prioritty",
                "/v1/jobs | J^plan^:null} | WRONG_TYPE | /plan",
                "/v1/jobs | J^parameters^:^x^} | WRONG_TYPE | /parameters",
                "/v1/jobs | J^labels^:{^a^:^x\\u0000^}} | INVALID_VALUE | /labels/a",
                "/v1/jobs | J^labels^:{^a^:^\\ud800^}} | INVALID_VALUE | /labels/a",
                "/v1/jobs | J^labels^:{^~/^:^x^}} | INVALID_VALUE | /labels/~0~1",
                "/v1/jobs | J^labels^:{^a^:5}} | WRONG_TYPE | /labels/a",
                "/v1/jobs | J^plan^:{^mode^:^ADVISED^,^recommendationId^:^\\u0000^}} | INVALID_VALUE"
                        + " | /plan/recommendationId",
                "/v1/jobs | J^retry^:{^maxAttempts^:1e9}} | OUT_OF_RANGE | /retry/maxAttempts",
                "/v1/jobs | {^type^:^synthetic^,^items^:[{},1,{}]} | WRONG_TYPE | /items/1",
                "/v1/jobs | {^type^:^synthetic^,^items^:[1,null,^x^,[],true,{^x^:1},{^index^:1e400}]} | INVALID_REQUEST"
                        + " | /items/0",
                "/v1/jobs | {^type^:^synthetic^,^items^:null} | WRONG_TYPE | /items",
                "/v1/jobs | {^type^:^synthetic^,^range^:{^from^:0,^to^:9223372036854775807}} | OUT_OF_RANGE | /range/to",
                "/v1/jobs | {^type^:^synthetic^,^range^:{^from^:0.5,^to^:1}} | WRONG_TYPE | /range/from",
                "/v1/jobs | {^type^:^image-thumbnail^,^parameters^:{^maxWidth^:-1},^items^:[{^source^:^\\u0000^}]}"
                        + " | INVALID_REQUEST | /parameters/maxWidth",
                "/v1/jobs?now | J^priority^:1} | UNKNOWN_PARAMETER | now",
                "ITEMS | {^index^:0}\\n#\\n | MALFORMED_JSON | /lines/2",
                "ITEMS | <DEEP> | INVALID_REQUEST | /lines/1",
                "ITEMS | null | WRONG_TYPE | /lines/1",
                "ITEMS | {^index^:1} {^index^:2} | MALFORMED_JSON | /lines/1",
                "ITEMS | {^index^:1e999} | OUT_OF_RANGE | /lines/1/index",
                "ITEMS | {^a b^:1} | UNKNOWN_FIELD | /lines/1/a b",
                "ITEMS?position=-1 | {} | OUT_OF_RANGE | position",
                "ITEMS?position=1e3 | {} | INVALID_VALUE | position",
                "ITEMS?position=99999999999999999999 | {} | INVALID_VALUE | position",
                "ITEMS?offset=0 | {} | UNKNOWN_PARAMETER | offset",
                "/v1/redrives | {^filter^:<DEEP>} | JSON_TOO_COMPLEX |",
                "/v1/redrives | {^filter^:[]} | WRONG_TYPE | /filter",
                "/v1/redrives | {^filter^:{},^itemsPerSecond^:1e999} | OUT_OF_RANGE | /itemsPerSecond",
                "/v1/redrives | {^filter^:{},^itemsPerSecond^:NaN} | MALFORMED_JSON |",
                "/v1/redrives | {^filter^:{^jobId^:^\\u0000^}} | INVALID_VALUE | /filter/jobId",
                "/v1/redrives | {^filter^:{^fingerprint^:^\\ud800^}} | INVALID_VALUE | /filter/fingerprint",
                "/v1/redrives | {^filter^:{^from^:^+1000000000-12-31T23:59:59Z^}} | INVALID_VALUE | /filter/from",
                "/v1/dead-letters/purge | {^filter^:{},^expectedCount^:-1} | OUT_OF_RANGE | /expectedCount",
                "/v1/dead-letters/purge | [] | WRONG_TYPE | ''",
                "LETTER/replay | {^payload^:NaN} | MALFORMED_JSON |",
                "LETTER/resolve | {^note^:^\\u0000^} | INVALID_VALUE | /note",
                "LETTER/resolve | {^tags^:[^a,b^]} | INVALID_VALUE | /tags/0",
            })
    void namesWhatIsWrongWithABody(String path, String body, String code, @Nullable String place) {
        String sent = body.replace("J^", JOB + "\"")
                .replace('^', '"')
                .replace("\\n", "\n")
                .replace("<DEEP>", "[".repeat(2_000) + "]".repeat(2_000));

        isProblem(post(path, sent.getBytes(StandardCharsets.UTF_8)), code, place);
    }

    @ParameterizedTest
    @CsvSource({"/v1/jobs", "/v1/redrives", "/v1/dead-letters/purge", "ITEMS"})
    void refusesWhatIsNotUtf8(String path) {
        byte[] body = "{\"type\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        isProblem(post(path, body), "MALFORMED_JSON", path.equals("ITEMS") ? "/lines/1" : null);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs, limit=0, OUT_OF_RANGE",
        "/v1/jobs, limit=99999999999999999999, INVALID_VALUE",
        "/v1/jobs, limit=%C0%AF, INVALID_VALUE",
        "/v1/jobs, cursor=, INVALID_VALUE",
        "/v1/jobs, cursor=%00, INVALID_VALUE",
        "/v1/jobs, cursor=ZDE6MDE5YTlmMGUtNmMxYi03YTUyLWIzYTQtMWYwZDZhMmM5ZTEw, INVALID_VALUE",
        "/v1/jobs, state=X, INVALID_VALUE",
        "/v1/jobs, type=%00, INVALID_VALUE",
        "/v1/jobs, label=%00:a, INVALID_VALUE",
        "/v1/jobs, label=a:b&label=a:c, CONTRADICTION",
        "/v1/dead-letters, from=yesterday, INVALID_VALUE",
        "/v1/dead-letters, fingerprint=%00, INVALID_VALUE",
        "/v1/dead-letters, cursor=zzz, INVALID_VALUE",
        "/v1/dead-letters/export, to=9999-99-99, INVALID_VALUE",
        "/v1/dead-letters/export, limit=1, UNKNOWN_PARAMETER",
        "/v1/redrives, cursor=ajE6, INVALID_VALUE",
        "/v1/redrives, state=RUNNING, UNKNOWN_PARAMETER",
        "JOB/results, cursor=czE6OTk5OTk5OTk5OTk5OTk5OTk5OTk, INVALID_VALUE",
        "JOB/results, limit=1001, OUT_OF_RANGE",
        "JOB/events, x=1, UNKNOWN_PARAMETER",
    })
    void namesTheParameterThatIsWrong(String path, String query, String code) {
        isProblem(
                api.get(expanded(path) + "?" + query),
                code,
                List.of(query.split("=", 2)).getFirst());
    }

    @ParameterizedTest
    @CsvSource({"%00", "%2e%2e", "a%2Fb", "%F0%9F%98%80", "%ff%fe", "019A9F0E-6C1B-7A52-B3A4-1F0D6A2C9E10", "%0d%0aX:y"
    })
    void findsNothingUnderOddNames(String name) {
        for (String path : List.of("/v1/jobs/%s", "/v1/jobs/%s/results", "/v1/dead-letters/%s", "/v1/redrives/%s")) {
            HttpResponse<String> answer = api.get(path.formatted(name));

            assertThat(answer.statusCode()).as(path).isIn(400, 404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource({"/v1/jobs, application/x-ndjson", "/v1/redrives, text/plain", "ITEMS, application/json", "ITEMS, ;;/"})
    void refusesOtherMediaTypes(String path, String mediaType) {
        HttpResponse<String> answer = api.send(api.request(expanded(path))
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(JobApi.json(answer, 415).path("code").asText()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    /** The last lines are not whole: an item cut short could be another item. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 1000 | {^index^:0}~{^index^:1}",
                "Transfer-Encoding: chunked | C;~{^index^:0}~;14;~{^index^:1}",
                "Transfer-Encoding: chunked | C;~{^index^:0}~;#;",
            })
    void takesWholeLinesOfAStreamThatBreaksOff(String length, String body) throws IOException {
        String id = api.submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");
        String[] parts = body.replace('^', '"')
                .replace(";~", "\r\n")
                .replace("~;", "\n\r\n")
                .replace(";", "\r\n")
                .replace('~', '\n')
                .split("(?<=0}\n)", 2);
        try (Socket socket = new Socket(service.api().getHost(), service.api().getPort())) {
            write(
                    socket,
                    "POST /v1/jobs/" + id + "/items HTTP/1.1\r\nHost: localhost\r\n" + length
                            + "\r\nContent-Type: application/x-ndjson\r\n\r\n" + parts[0]);
            api.await(
                    "/v1/jobs/" + id, job -> job.path("progress").path("items").asLong() == 1);
            write(socket, parts[1]);
        }

        HttpResponse<String> rest = api.upload(id, 0, Stream.of("{\"index\":0}", "{\"index\":2}"));

        assertThat(JobApi.json(rest, 200).path("repeated").asLong()).isEqualTo(1);
        JobApi.json(api.post("/v1/jobs/" + id + "/close"), 200);
        assertThat(api.awaitEnd(id).path("progress").path("succeeded").asLong()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"/v1/jobs, #", "/v1/jobs, ''", "/v1/redrives, #", "/v1/redrives, ''"})
    void logsNoErrorWhenABodyBreaksOff(String path, String rest) throws IOException {
        try (Socket socket = new Socket(service.api().getHost(), service.api().getPort())) {
            socket.setSoTimeout(180_000);
            write(
                    socket,
                    "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                            + "Content-Type: application/json\r\n\r\n5\r\n{\"a\":\r\n" + rest + "\r\n");
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).doesNotContain("INTERNAL_ERROR");
        }
    }

    @Test
    void showsNoSecretOfARequest() {
        String secret = "Bearer-5ecre7";
        String id = api.submit("""
                {"type": "http", "retry": {"maxAttempts": 2, "initialDelaySeconds": 0.01},
                 "parameters": {"url": "http://127.0.0.1:9/{n}?key=%1$s", "headers": {"Authorization": "%1$s"},
                 "body": "%1$s", "method": "POST"},
                 "items": [{"headers": {"X-Token": "%1$s"}, "variables": {"n": "1"}},
                 {"headers": {"Bad Name": "%1$s"}}, {"variables": {"n": "..", "t": "1"}}]}
                """.formatted(secret));
        api.awaitEnd(id);

        List<JsonNode> found;
        try (Stream<JsonNode> letters = api.letters(id)) {
            found = letters.toList();
        }
        String letters = found.toString();
        assertThat(letters).contains("\"payload\"", "***");
        String shown = Stream.of(
                        "/v1/jobs/" + id,
                        "/v1/jobs",
                        "/v1/jobs/" + id + "/results",
                        "/v1/dead-letters?jobId=" + id,
                        "/v1/dead-letters?groupBy=fingerprint",
                        "/v1/dead-letters/" + found.getFirst().path("id").asText(),
                        "/v1/workloads",
                        "/v1/recommendations")
                .map(path -> api.get(path).body())
                .collect(Collectors.joining());
        assertThat(letters + shown + service.log()).doesNotContain("5ecre7");
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static HttpResponse<String> post(String path, byte[] body) {
        return api.send(api.request(expanded(path))
                .header("Content-Type", path.startsWith("ITEMS") ? "application/x-ndjson" : "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static String expanded(String path) {
        return path.replace("ITEMS", "JOB/items")
                .replace("JOB", "/v1/jobs/" + streamed)
                .replace("LETTER", "/v1/dead-letters/" + NOBODY);
    }

    /** @param place the pointer or parameter of an error; null if it has no errors */
    private static void isProblem(HttpResponse<String> answer, String code, @Nullable String place) {
        JsonNode problem = JobApi.json(answer, 400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.path("code").asText()).isEqualTo(code);
        if (place == null) {
            assertThat(problem.has("errors")).isFalse();
        } else {
            assertThat(problem.path("errors"))
                    .extracting(error -> error.path(error.has("pointer") ? "pointer" : "parameter")
                            .asText())
                    .contains(place);
        }
    }
}
