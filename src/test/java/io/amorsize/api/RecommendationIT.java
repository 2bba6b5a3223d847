package io.amorsize.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.amorsize.testing.PackagedService;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions and answers over HTTP. */
class RecommendationIT {

    private static final String WAITING = """
            {"workload": {"items": 1000, "itemTime": {"meanSeconds": 0.045, "standardDeviationSeconds": 0.01},
              "cpuShare": 0.02, "downstreamConcurrency": 50},
             "host": {"effectiveCpus": 2}}
            """;

    private static PackagedService service;
    private static RequestSpecification json;

    @BeforeAll
    static void start() {
        service = PackagedService.start(Map.of());
        json = new RequestSpecBuilder()
                .setBaseUri(service.api())
                .setContentType(ContentType.JSON)
                .build();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void answersInFull() {
        given(json)
                .body(WAITING)
                .post("/v1/recommendations")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("id", matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"))
                .body("createdAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                .body("decision", equalTo("PARALLEL"))
                .body("workers", greaterThanOrEqualTo(2))
                .body("estimate.speedup.interval90", hasSize(2))
                .body("workload.kind", equalTo("IO_BOUND"))
                .body("limit.explanation", notNullValue())
                .body("curve.size()", greaterThanOrEqualTo(2))
                .body("$", allOf(hasKey("alternatives"), hasKey("explanation"), hasKey("host"), hasKey("nextProbe")))
                .body("readiness", hasKey("checks"))
                .body("host.effectiveCpus", equalTo(2.0f))
                .body("host", not(hasKey("availableMemoryBytes")))
                .body("model.calibration", equalTo("PRIOR"));
    }

    @Test
    void givesEachTimeItsInterval() {
        JsonPath answer = answered(WAITING);

        List<Float> planned = answer.getList("estimate.interval90Seconds", Float.class);
        assertThat(planned).hasSize(2).isSorted();
        assertThat(answer.getFloat("estimate.parallelSeconds")).isBetween(planned.getFirst(), planned.getLast());
        assertThat(answer.<Float>getList(
                        "curve.find { it.workers == " + answer.getInt("workers") + " }.interval90Seconds"))
                .as("the plan has the interval of its point")
                .isEqualTo(planned);
        for (String plans : List.of("curve", "alternatives")) {
            List<Float> seconds = answer.getList(plans + ".seconds", Float.class);
            List<List<Float>> intervals = answer.getList(plans + ".interval90Seconds");
            assertThat(intervals).as(plans).isNotEmpty().hasSameSizeAs(seconds);
            for (int i = 0; i < intervals.size(); i++) {
                List<Float> ends = intervals.get(i);
                assertThat(ends).hasSize(2).isSorted();
                assertThat(seconds.get(i)).isBetween(ends.getFirst(), ends.getLast());
            }
        }
    }

    @Test
    void timesAreAsSureAsSpeedupsWhereTheSerialTimeIsKnown() {
        JsonPath answer = answered(WAITING.replace("0.01}", "0}"));

        float serial = answer.getFloat("estimate.serialSeconds");
        List<List<Float>> intervals = answer.getList("curve.interval90Seconds");
        List<Float> least = answer.getList("curve.low90", Float.class);
        List<Float> most = answer.getList("curve.high90", Float.class);
        assertThat(intervals).hasSizeGreaterThan(3).hasSameSizeAs(least).hasSameSizeAs(most);
        for (int i = 0; i < intervals.size(); i++) {
            assertThat(intervals.get(i).getFirst()).isCloseTo(serial / most.get(i), withPercentage(0.01));
            assertThat(intervals.get(i).getLast()).isCloseTo(serial / least.get(i), withPercentage(0.01));
        }
    }

    @Test
    void leavesDetailsOutOfASummary() {
        given(json)
                .queryParam("detail", "summary")
                .body(WAITING)
                .post("/v1/recommendations")
                .then()
                .statusCode(200)
                .body("decision", equalTo("PARALLEL"))
                .body("readiness.verdict", notNullValue())
                .body(
                        "$",
                        allOf(
                                not(hasKey("curve")),
                                not(hasKey("alternatives")),
                                not(hasKey("explanation")),
                                not(hasKey("host")),
                                hasKey("nextProbe"),
                                hasKey("warnings")))
                .body("readiness", not(hasKey("checks")));
    }

    @Test
    void answersEqualQuestionsEqually() {
        Map<String, Object> first = answer(WAITING);
        Map<String, Object> second = answer(WAITING);

        assertThat(String.valueOf(second.get("id"))).isGreaterThan(String.valueOf(first.get("id")));
        first.keySet().removeAll(Set.of("id", "createdAt"));
        second.keySet().removeAll(Set.of("id", "createdAt"));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void answersFromSamplesAndFromALargeBody() {
        String samples = "0.004,".repeat(20_000) + "0.005";
        given(json)
                .body("{\"workload\":{\"items\":50000,\"cpuShare\":1,\"samples\":{\"wallSeconds\":[" + samples + "]}}}")
                .post("/v1/recommendations?detail=summary")
                .then()
                .statusCode(200)
                .body("workload.kind", equalTo("CPU_BOUND"));
    }

    @Test
    void leavesUnknownTimesOutOfAnAnswerFromRatesAlone() {
        given(json)
                .body("{\"workload\":{\"observations\":[{\"workers\":1,\"itemsPerSecond\":10},"
                        + "{\"workers\":4,\"itemsPerSecond\":35}]}}")
                .post("/v1/recommendations")
                .then()
                .statusCode(200)
                .body("$", not(hasKey("chunks")))
                .body("estimate", allOf(not(hasKey("serialSeconds")), not(hasKey("interval90Seconds"))))
                .body("curve", everyItem(not(hasKey("interval90Seconds"))));
    }

    @Test
    void answersThisMachineWithoutAStatedHost() {
        float effective = given(json).get("/v1/host").path("cpu.effectiveCpus");
        given(json)
                .body("{\"workload\":{\"items\":100,\"itemTime\":{\"meanSeconds\":0.1},\"cpuShare\":1}}")
                .post("/v1/recommendations")
                .then()
                .statusCode(200)
                .body("host.effectiveCpus", equalTo(effective));
    }

    @Test
    void takesABodyThatDoesNotSayItsLength() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(service.api() + "/v1/recommendations"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(WAITING.getBytes(StandardCharsets.UTF_8))))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"decision\":\"PARALLEL\"");
        }
    }

    @Test
    void answersABatchInOrder() {
        given(json)
                .queryParam("detail", "summary")
                .body("{\"requests\":[" + WAITING + ","
                        + "{\"workload\":{\"items\":1,\"itemTime\":{\"meanSeconds\":1},\"cpuShare\":1}}]}")
                .post("/v1/recommendations/batch")
                .then()
                .statusCode(200)
                .body("items.decision", contains("PARALLEL", "SERIAL"))
                .body("items[0]", not(hasKey("curve")));
    }

    @Test
    void answersNoneOfABatchWithAnInvalidRequest() {
        given(json)
                .body("{\"requests\":[" + WAITING + ",{\"workload\":{\"items\":0,\"itemTime\":{\"meanSeconds\":1}}},"
                        + "{\"workload\":{\"items\":1,\"itemTime\":{\"meanSeconds\":1}},"
                        + "\"constraints\":{\"reservedCpus\":100000}}]}")
                .post("/v1/recommendations/batch")
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_REQUEST"))
                .body("errors.pointer", contains("/requests/1/workload/items", "/requests/2/constraints/reservedCpus"));
    }

    @Test
    void takesAtMostAHundredRequestsInABatch() {
        given(json)
                .body("{\"requests\":[" + WAITING + ("," + WAITING).repeat(99) + "]}")
                .post("/v1/recommendations/batch?detail=summary")
                .then()
                .statusCode(200)
                .body("items", hasSize(100));
        given(json)
                .body("{\"requests\":[" + WAITING + ("," + WAITING).repeat(100) + "]}")
                .post("/v1/recommendations/batch")
                .then()
                .statusCode(400)
                .body("code", equalTo("LIMIT_EXCEEDED"))
                .body("errors[0].message", containsString("at most 100 elements, but has 101"));
    }

    private static Map<String, Object> answer(String body) {
        return answered(body).getMap("$");
    }

    private static JsonPath answered(String body) {
        return given(json)
                .body(body)
                .post("/v1/recommendations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
