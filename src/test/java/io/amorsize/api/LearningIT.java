package io.amorsize.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.amorsize.testing.PackagedService;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes reported over HTTP, and what becomes of them. */
class LearningIT {

    private static final String NOWHERE = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10";

    private static PackagedService service;
    private static RequestSpecification json;

    @BeforeAll
    static void start() {
        service = PackagedService.start(Map.of());
        json = requests(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static RequestSpecification requests(PackagedService service) {
        return new RequestSpecBuilder()
                .setBaseUri(service.api())
                .setContentType(ContentType.JSON)
                .build();
    }

    /** A thousand computations of a tenth of a second on eight CPUs. */
    private static String computation(String name) {
        return """
                {"workload": {"name": "%s", "items": 1000, "itemTime": {"meanSeconds": 0.1}, "cpuShare": 1},
                 "host": {"effectiveCpus": 8}}
                """.formatted(name);
    }

    private static JsonPath recommend(String request) {
        return recommend(json, request);
    }

    private static JsonPath recommend(RequestSpecification requests, String request) {
        return given(requests)
                .body(request)
                .post("/v1/recommendations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath report(String id, String outcome) {
        return report(json, id, outcome);
    }

    private static JsonPath report(RequestSpecification requests, String id, String outcome) {
        return given(requests)
                .body(outcome)
                .post("/v1/recommendations/{id}/outcomes", id)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    @Test
    void theNextRecommendationIsNearerToTheTruth() {
        // Given a workload that takes twice as long as its owner says
        String request = computation("twice");
        JsonPath first = recommend(request);
        double truth = 2 * first.getDouble("estimate.parallelSeconds");

        // When
        for (int i = 0; i < 3; i++) {
            report(first.getString("id"), "{\"elapsedSeconds\": " + truth * (1 + 0.01 * i) + "}");
        }
        JsonPath next = recommend(request);

        // Then
        assertThat(first.getList("explanation", String.class)).noneMatch(sentence -> sentence.contains("earlier run"));
        assertThat(next.getInt("experience.outcomes")).isEqualTo(3);
        assertThat(next.getDouble("estimate.parallelSeconds")).isCloseTo(truth, within(0.1 * truth));
        assertThat(next.getList("explanation", String.class))
                .contains("The outcomes of 3 earlier runs of this workload are counted in.");
        assertThat(next.getMap("$")).containsKey("scaling");
    }

    @Test
    void equalHistoriesGiveEqualAnswers() {
        // Given
        String request = computation("equal");
        report(recommend(request).getString("id"), "{\"elapsedSeconds\": 20}");

        // When
        Map<String, Object> one = recommend(request).getMap("$");
        Map<String, Object> other = recommend(request).getMap("$");

        // Then
        one.keySet().removeAll(List.of("id", "createdAt"));
        other.keySet().removeAll(List.of("id", "createdAt"));
        assertThat(one).containsKey("experience").isEqualTo(other);
    }

    @Test
    void comparesARunWithWhatWasPredictedForIt() {
        // Given
        JsonPath recommendation = recommend(computation("compared"));
        double predicted = recommendation.getDouble("estimate.parallelSeconds");

        // When the plan was followed
        JsonPath followed = report(recommendation.getString("id"), "{\"elapsedSeconds\": " + 1.5 * predicted + "}");

        // Then
        assertThat(followed.getString("recommendationId")).isEqualTo(recommendation.getString("id"));
        assertThat(followed.getString("workload")).isEqualTo("compared");
        assertThat(followed.getInt("workers")).isEqualTo(recommendation.getInt("workers"));
        assertThat(followed.getLong("chunkSize")).isEqualTo(recommendation.getLong("chunkSize"));
        assertThat(followed.getLong("items")).isEqualTo(1_000);
        assertThat(followed.getDouble("comparison.predictedSeconds")).isCloseTo(predicted, within(1e-4));
        assertThat(followed.getDouble("comparison.ratio")).isCloseTo(1.5, within(1e-4));
        List<Float> interval = recommendation.getList("estimate.interval90Seconds", Float.class);
        assertThat(followed.<Float>getList("comparison.interval90Seconds"))
                .as("what the answer said of the time")
                .isEqualTo(interval);
        assertThat(followed.getList("comparison.interval50Seconds"))
                .hasSize(2)
                .isEqualTo(recommendation.getList("estimate.interval50Seconds"));
        assertThat(followed.getBoolean("comparison.inside90")).isEqualTo(1.5 * predicted <= interval.getLast());

        // When another plan was run
        JsonPath other =
                report(recommendation.getString("id"), "{\"elapsedSeconds\": 30, \"workers\": 4, \"items\": 1100}");

        // Then
        double four = recommendation.getDouble("curve.find { it.workers == 4 }.seconds");
        assertThat(other.getMap("$")).doesNotContainKey("chunkSize");
        assertThat(other.getDouble("comparison.predictedSeconds")).isCloseTo(1.1 * four, within(1e-3));

        // When it cannot be compared
        JsonPath incomparable =
                report(recommendation.getString("id"), "{\"elapsedSeconds\": 300, \"items\": 100000, \"workers\": 8}");

        // Then
        assertThat(incomparable.getMap("$")).doesNotContainKey("comparison");
    }

    @Test
    void tellsWhatIsKnownOfAWorkload() {
        // Given
        String id = recommend(computation("told")).getString("id");
        double predicted = recommend(computation("told")).getDouble("estimate.parallelSeconds");
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            outcomes.add(
                    report(id, "{\"elapsedSeconds\": " + 1.2 * predicted + "}").getString("id"));
        }

        // Then
        JsonPath known = page("/v1/workloads/told");
        assertThat(known.getDouble("accuracy.medianError")).isCloseTo(0.2, within(1e-5));
        assertThat(known.getDouble("accuracy.bias")).isCloseTo(0.2, within(1e-5));
        given(json)
                .get("/v1/workloads/told")
                .then()
                .statusCode(200)
                .body("name", equalTo("told"))
                .body("workloadClass.kind", equalTo("CPU_BOUND"))
                .body("workloadClass.evidence", equalTo("OBSERVATIONS"))
                .body("workloadClass.heavyTailed", equalTo(false))
                .body("widthFactor", equalTo(1.0f))
                .body("drift.state", equalTo("NONE"))
                .body("drift", not(hasKey("since")))
                .body("accuracy.outcomes", equalTo(3))
                .body("accuracy.compared", equalTo(3))
                .body("outcomes.id", contains(outcomes.get(2), outcomes.get(1), outcomes.get(0)))
                .body("nextCursor", nullValue());
    }

    @Test
    void listsOutcomesAndWorkloadsInPages() {
        // Given
        String id = recommend(computation("paged-a")).getString("id");
        for (int i = 0; i < 3; i++) {
            report(id, "{\"elapsedSeconds\": 20}");
        }
        report(recommend(computation("paged-b")).getString("id"), "{\"elapsedSeconds\": 20}");

        // Then
        JsonPath first = page("/v1/workloads/paged-a?limit=2");
        JsonPath rest = page("/v1/workloads/paged-a?limit=2&cursor=" + first.getString("nextCursor"));
        assertThat(first.getList("outcomes")).hasSize(2);
        assertThat(rest.getList("outcomes")).hasSize(1).doesNotContainAnyElementsOf(first.getList("outcomes"));
        assertThat(rest.getString("nextCursor")).isNull();

        List<String> names = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = page("/v1/workloads?limit=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            names.addAll(page.getList("items.name", String.class));
            cursor = page.getString("nextCursor");
        }
        assertThat(names).isSorted().doesNotHaveDuplicates().contains("paged-a", "paged-b");
    }

    private static JsonPath page(String path) {
        return given(json).get(path).then().statusCode(200).extract().jsonPath();
    }

    @Test
    void learnsTheClassFromUnnamedWorkloadsToo() {
        // Given a request of a class of its own
        String request = """
                {"workload": {"items": 1000, "itemTime": {"meanSeconds": 0.1, "standardDeviationSeconds": 0.2},
                 "cpuShare": 0.5}, "host": {"effectiveCpus": 8}}""";
        JsonPath before = recommend(request);
        double far = 30 * before.getDouble("estimate.parallelSeconds");

        // When two of them miss by far
        report(before.getString("id"), "{\"elapsedSeconds\": " + far + "}");
        report(recommend(request).getString("id"), "{\"elapsedSeconds\": " + far + "}");
        JsonPath after = recommend(request);

        // Then
        assertThat(after.getInt("experience.outcomes")).isZero();
        assertThat(after.getDouble("experience.widthFactor")).isGreaterThan(1.5);
        assertThat(after.getDouble("estimate.speedup.interval90[1]"))
                .isGreaterThan(before.getDouble("estimate.speedup.interval90[1]"));
        assertThat(after.getInt("workers")).isEqualTo(before.getInt("workers"));
    }

    @Test
    void repeatsTheAnswerToARepeatedReport() {
        // Given
        String id = recommend(computation("repeated")).getString("id");

        // When
        JsonPath first = reportWithKey(id, "{\"elapsedSeconds\": 20}", 201);
        JsonPath again = reportWithKey(id, "{\"elapsedSeconds\": 20}", 201);
        JsonPath other = reportWithKey(id, "{\"elapsedSeconds\": 21}", 422);

        // Then
        assertThat(again.getMap("$")).isEqualTo(first.getMap("$"));
        assertThat(other.getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        given(json).get("/v1/workloads/repeated").then().body("outcomes", hasSize(1));
    }

    private static JsonPath reportWithKey(String id, String outcome, int status) {
        return given(json)
                .header("Idempotency-Key", "run-7")
                .body(outcome)
                .post("/v1/recommendations/{id}/outcomes", id)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    @Test
    void remembersAfterItWasKilled(@TempDir Path folder) throws Exception {
        Map<String, String> environment = Map.of("AMORSIZE_DATA_DIR", folder.toString());
        String request = computation("killed");
        int before;
        String outcome;
        try (PackagedService mortal = PackagedService.start(environment)) {
            RequestSpecification requests = requests(mortal);
            String id = recommend(requests, request).getString("id");
            outcome = report(requests, id, "{\"elapsedSeconds\": 25}").getString("id");
            before = recommend(requests, request).getInt("workers");
            mortal.process().destroyForcibly().waitFor();
        }

        try (PackagedService again = PackagedService.start(environment)) {
            JsonPath next = recommend(requests(again), request);
            assertThat(next.getInt("experience.outcomes")).isEqualTo(1);
            assertThat(next.getInt("workers")).isEqualTo(before);
            given(requests(again)).get("/v1/workloads/killed").then().body("outcomes.id", contains(outcome));
        }
        assertThat(bytesBelow(folder)).isPositive();
    }

    private static long bytesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | MISSING_FIELD | /elapsedSeconds",
                "{\"elapsedSeconds\": 0} | OUT_OF_RANGE | /elapsedSeconds",
                "{\"elapsedSeconds\": -1} | OUT_OF_RANGE | /elapsedSeconds",
                "{\"elapsedSeconds\": 1e300} | OUT_OF_RANGE | /elapsedSeconds",
                "{\"elapsedSeconds\": \"20\"} | WRONG_TYPE | /elapsedSeconds",
                "{\"elapsedSeconds\": null} | WRONG_TYPE | /elapsedSeconds",
                "{\"elapsedSeconds\": 20, \"workers\": 0} | OUT_OF_RANGE | /workers",
                "{\"elapsedSeconds\": 20, \"workers\": 1.5} | WRONG_TYPE | /workers",
                "{\"elapsedSeconds\": 20, \"chunkSize\": 1e16} | OUT_OF_RANGE | /chunkSize",
                "{\"elapsedSeconds\": 20, \"items\": 0} | OUT_OF_RANGE | /items",
                "{\"elapsedSeconds\": 20, \"worker\": 4} | UNKNOWN_FIELD | /worker",
                "{\"elapsedSeconds\": 20, \"elapsedSeconds\": 20} | DUPLICATE_FIELD | /elapsedSeconds",
                "{\"elapsedSeconds\": 0.0001} | CONTRADICTION | /elapsedSeconds",
                "[] | WRONG_TYPE | ''"
            })
    void refusesWhatCannotBe(String outcome, String code, String pointer) {
        String id = recommend(computation("refused")).getString("id");

        given(json)
                .body(outcome)
                .post("/v1/recommendations/{id}/outcomes", id)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("errors.pointer", everyItem(equalTo(pointer)));
        given(json).get("/v1/workloads/refused").then().statusCode(404).body("code", equalTo("UNKNOWN_WORKLOAD"));
    }

    @Test
    void needsTheItemsWhereTheRecommendationDidNotKnowThem() {
        String id = recommend("{\"workload\": {\"observations\": [{\"workers\": 2, \"itemsPerSecond\": 10}]}}")
                .getString("id");

        given(json)
                .body("{\"elapsedSeconds\": 20}")
                .post("/v1/recommendations/{id}/outcomes", id)
                .then()
                .statusCode(400)
                .body("code", equalTo("MISSING_FIELD"))
                .body("errors.pointer", contains("/items"));
        report(id, "{\"elapsedSeconds\": 20, \"items\": 200}");
    }

    @Test
    void hasAnImpossibleTimeExplained() {
        String id = recommend(computation("milliseconds")).getString("id");

        given(json)
                .body("{\"elapsedSeconds\": 0.001}")
                .post("/v1/recommendations/{id}/outcomes", id)
                .then()
                .statusCode(400)
                .body("detail", containsString("1,000 times less"));
    }

    @ParameterizedTest
    @ValueSource(strings = {NOWHERE, "x", "%00", "..%2F", "019A9F0E-6C1B-7A52-B3A4-1F0D6A2C9E10"})
    void knowsNoOutcomesOfRecommendationsThatAreNotKept(String id) {
        given(json)
                .urlEncodingEnabled(false)
                .body("{\"elapsedSeconds\": 20}")
                .post("/v1/recommendations/" + id + "/outcomes")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "%00", "a%20b", "-", "%F0%9F%98%80"})
    void knowsNothingOfOtherWorkloads(String name) {
        given(json)
                .urlEncodingEnabled(false)
                .get("/v1/workloads/" + name)
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_WORKLOAD"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=x", "limit=501", "cursor=x", "cursor=bzE6AA", "page=2", "limit=1&limit=2"})
    void refusesParametersThatItDoesNotUnderstand(String query) {
        given(json).get("/v1/workloads?" + query).then().statusCode(400).body("errors", hasSize(1));
    }
}
