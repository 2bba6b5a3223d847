package io.amorsize.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.amorsize.testing.PackagedService;
import io.amorsize.testing.TestPostgres;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recommendations that are kept, over HTTP. */
class KeptRecommendationIT {

    private static final String PATH = "/v1/recommendations";

    private static PackagedService service;
    private static RequestSpecification json;

    @BeforeAll
    static void start() {
        service = PackagedService.start(Map.of());
        json = requestsTo(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static RequestSpecification requestsTo(PackagedService other) {
        return new RequestSpecBuilder()
                .setBaseUri(other.api())
                .setContentType(ContentType.JSON)
                .build();
    }

    private static String question(String name, double effectiveCpus) {
        return """
                {"workload": {"name": "%s", "items": 1000, "itemTime": {"meanSeconds": 0.045}, "cpuShare": 1},
                 "host": {"effectiveCpus": %s}}""".formatted(name, effectiveCpus);
    }

    private static Response ask(String body) {
        Response answer = given(json).body(body).post(PATH);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private static String idOf(Response answer) {
        return answer.path("id");
    }

    @Test
    void givesAnAnswerAgainByteForByte() {
        for (int i = 0; i < 20; i++) {
            Response answer = ask(question("again", 2));

            Response again = given(json).get(PATH + "/" + idOf(answer));

            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.contentType()).startsWith("application/json");
            assertThat(again.asByteArray()).isEqualTo(answer.asByteArray());
        }
    }

    @Test
    void givesAnAnswerInFullThatWasASummary() {
        Response summary = given(json)
                .queryParam("detail", "summary")
                .body(question("summary", 2))
                .post(PATH);

        given(json)
                .get(PATH + "/" + idOf(summary))
                .then()
                .statusCode(200)
                .body("workers", equalTo(summary.path("workers")))
                .body("createdAt", equalTo(summary.path("createdAt")))
                .body("$", hasKey("curve"))
                .body("$", hasKey("explanation"));
    }

    @Test
    void givesTheAnswersOfABatchAgain() {
        Response batch = given(json)
                .body("{\"requests\": [" + question("one", 2) + "," + question("two", 4) + "]}")
                .post(PATH + "/batch");
        List<Map<String, Object>> items = batch.path("items");

        assertThat(items)
                .hasSize(2)
                .allSatisfy(item -> assertThat(given(json)
                                .get(PATH + "/" + item.get("id"))
                                .jsonPath()
                                .getMap("$"))
                        .isEqualTo(item));
    }

    @ParameterizedTest
    @ValueSource(strings = {"019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10", "nothing", "%27%20OR%201=1"})
    void knowsNoOther(String id) {
        for (String path : List.of("", "/export")) {
            given(json)
                    .urlEncodingEnabled(false)
                    .get(PATH + "/" + id + path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("UNKNOWN_RECOMMENDATION"));
        }
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        String name = "pages-" + UUID.randomUUID();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(idOf(ask(question(name, 2))));
        }
        awaitListed(made.getFirst());

        List<String> listed = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            RequestSpecification request =
                    given(json).queryParam("workload", name).queryParam("limit", 3);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(PATH);
            assertThat(page.statusCode()).isEqualTo(200);
            listed.addAll(page.<List<String>>path("items.id"));
            cursor = page.path("nextCursor");
            pages++;
        } while (cursor != null);

        assertThat(listed).containsExactlyElementsOf(made);
        assertThat(pages).isEqualTo(3);
        given(json)
                .get(PATH)
                .then()
                .body("items[0].id", equalTo(made.getFirst()))
                .body("items[0].workload", equalTo(name))
                .body("items[0].speedup.interval90", hasSize(2));
    }

    /** A list does not wait for long until everything is written that was answered before. */
    private static void awaitListed(String id) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!given(json)
                .get(PATH + "?limit=500")
                .<List<String>>path("items.id")
                .contains(id)) {
            assertThat(System.nanoTime()).as("listed").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, OUT_OF_RANGE, limit",
        "limit=501, OUT_OF_RANGE, limit",
        "limit=ten, INVALID_VALUE, limit",
        "cursor=x, INVALID_VALUE, cursor",
        "cursor=cjE6eA, INVALID_VALUE, cursor",
        "limit=1&limit=2, INVALID_VALUE, limit",
        "limt=1, UNKNOWN_PARAMETER, limt",
    })
    void refusesAWrongQuery(String query, String code, String parameter) {
        given(json)
                .get(PATH + "?" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo(code))
                .body("errors[0].parameter", equalTo(parameter));
    }

    @Test
    void exportsInEveryForm() {
        Response answer = ask(question("export", 2));
        String id = idOf(answer);
        int workers = answer.path("workers");

        given(json)
                .get(PATH + "/" + id + "/export")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("workers", equalTo(workers))
                .body("recommendationId", equalTo(id))
                .body("workload", equalTo("export"));
        assertThat(export(id, "yaml", "application/yaml")).contains("workers: " + workers + "\n");
        assertThat(export(id, "helm", "application/yaml"))
                .startsWith("parallelism:\n")
                .contains("\n  workers: " + workers + "\n");
        assertThat(export(id, "properties", "text/plain")).contains("plan.workers=" + workers + "\n");
        assertThat(export(id, "env", "text/plain")).contains("PLAN_WORKERS=" + workers + "\n");
        given(json)
                .get(PATH + "/" + id + "/export?format=xml")
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo("format"))
                .body("detail", containsString("json, yaml, properties, env, helm"));
    }

    private static String export(String id, String format, String mediaType) {
        Response answer = given().baseUri(service.api().toString()).get(PATH + "/" + id + "/export?format=" + format);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(mediaType);
        return answer.asString();
    }

    @Test
    void comparesWhatWasAdvised() {
        String small = idOf(ask(question("compare", 2)));
        String large = idOf(ask(question("compare", 16)));

        given(json)
                .get(PATH + "/compare?ids=" + small + "," + large)
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[1].label", equalTo("B"))
                .body("items.items", everyItem(equalTo(1000)))
                .body("items[1].effectiveCpus", equalTo(16f))
                .body("basis", equalTo("SECONDS"))
                .body("fastest", equalTo(large))
                .body("differences.find { it.field == 'effectiveCpus' }.values", equalTo(List.of("2", "16")))
                .body("explanation[-1]", containsString("surely so"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, OUT_OF_RANGE",
        "ONE, 400, OUT_OF_RANGE",
        "'ONE,ONE', 400, CONTRADICTION",
        "'ONE,x', 404, UNKNOWN_RECOMMENDATION"
    })
    void refusesToCompare(String ids, int status, String code) {
        String one = idOf(ask(question("compare", 2)));

        given(json)
                .get(PATH + "/compare?ids=" + ids.replace("ONE", one))
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
    }

    @Test
    void answersARepeatedRequestAlike() {
        String key = UUID.randomUUID().toString();
        String body = question("repeat", 2);
        Response first = given(json).header("Idempotency-Key", key).body(body).post(PATH);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.header("Idempotency-Replayed")).isNull();

        Response again = given(json).header("Idempotency-Key", key).body(body).post(PATH);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(given(json).get(PATH + "/" + idOf(first)).asByteArray()).isEqualTo(first.asByteArray());
    }

    @Test
    void answersARepeatedBatchAlike() {
        String key = UUID.randomUUID().toString();
        String body = "{\"requests\": [" + question("one", 2) + "," + question("two", 4) + "]}";
        Response first = given(json).header("Idempotency-Key", key).body(body).post(PATH + "/batch");
        assertThat(first.statusCode()).isEqualTo(200);

        Response again = given(json).header("Idempotency-Key", key).body(body).post(PATH + "/batch");

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        given(json).get(PATH + "/" + first.path("items[1].id")).then().statusCode(200);
    }

    @Test
    void refusesAKeyForAnotherRequest() {
        String key = UUID.randomUUID().toString();
        String body = question("other", 2);
        given(json).header("Idempotency-Key", key).body(body).post(PATH).then().statusCode(200);

        Stream.of(
                        given(json)
                                .header("Idempotency-Key", key)
                                .body(question("other", 4))
                                .post(PATH),
                        given(json)
                                .header("Idempotency-Key", key)
                                .queryParam("detail", "summary")
                                .body(body)
                                .post(PATH),
                        given(json)
                                .header("Idempotency-Key", key)
                                .body("{\"requests\": [" + body + "]}")
                                .post(PATH + "/batch"))
                .forEach(answer -> answer.then().statusCode(422).body("code", equalTo("IDEMPOTENCY_KEY_REUSED")));
    }

    @Test
    void keepsNoKeyOfARequestThatWasRefused() {
        String key = UUID.randomUUID().toString();
        given(json).header("Idempotency-Key", key).body("{}").post(PATH).then().statusCode(400);

        given(json)
                .header("Idempotency-Key", key)
                .body(question("now", 2))
                .post(PATH)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "ä"})
    void refusesAKeyThatIsNone(String key) {
        given(json)
                .header("Idempotency-Key", key)
                .body(question("key", 2))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo("Idempotency-Key"));
    }

    /** Killed without a chance to write anything more. */
    @Test
    void losesNothingAcknowledgedWhenItIsKilled(@TempDir Path folder) throws InterruptedException {
        Map<String, String> environment = Map.of("AMORSIZE_DATA_DIR", folder.toString());
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        try (PackagedService victim = PackagedService.start(environment)) {
            RequestSpecification requests = requestsTo(victim);
            Thread killer = Thread.ofPlatform().start(() -> {
                while (acknowledged.size() < 50 && victim.process().isAlive()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
                victim.process().destroyForcibly();
            });
            try {
                for (int i = 0; i < 100_000; i++) {
                    Response answer = given(requests)
                            .header("Idempotency-Key", "key-" + i)
                            .body(question("killed", 2))
                            .post(PATH);
                    if (answer.statusCode() == 200) {
                        acknowledged.put("key-" + i, answer.asString());
                    }
                }
            } catch (Exception killed) {
                // The connection ends with the process.
            }
            killer.join();
            assertThat(victim.process().waitFor(180, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(50);

        try (PackagedService next = PackagedService.start(environment)) {
            RequestSpecification requests = requestsTo(next);
            acknowledged.forEach((key, answer) -> {
                Response again = given(requests)
                        .header("Idempotency-Key", key)
                        .body(question("killed", 2))
                        .post(PATH);
                assertThat(again.asString()).as(key).isEqualTo(answer);
                assertThat(given(requests).get(PATH + "/" + again.path("id")).asString())
                        .isEqualTo(answer);
            });
        }
    }

    @Test
    void writesWhatIsStillInMemoryBeforeItStops(@TempDir Path folder) throws InterruptedException {
        Map<String, String> environment = Map.of("AMORSIZE_DATA_DIR", folder.toString());
        Set<String> given = new HashSet<>();
        try (PackagedService first = PackagedService.start(environment)) {
            for (int i = 0; i < 30; i++) {
                given.add(given(requestsTo(first))
                        .body(question("stop", 2))
                        .post(PATH)
                        .path("id"));
            }
            first.process().destroy();
            assertThat(first.process().waitFor(180, TimeUnit.SECONDS)).isTrue();
        }

        try (PackagedService second = PackagedService.start(environment)) {
            List<String> listed =
                    given(requestsTo(second)).get(PATH + "?limit=500").path("items.id");
            assertThat(listed).containsExactlyInAnyOrderElementsOf(given);
        }
    }

    @Test
    void replicasShareAPostgresqlAndSayWhenItIsGone() {
        TestPostgres.Empty database = TestPostgres.emptyDatabase();
        Map<String, String> environment =
                Map.of("AMORSIZE_DATABASE_URL", database.server().url());
        try (PackagedService one = PackagedService.start(environment);
                PackagedService other = PackagedService.start(environment)) {
            Response answer = given(requestsTo(one))
                    .header("Idempotency-Key", "shared")
                    .body(question("shared", 2))
                    .post(PATH);

            Response again = given(requestsTo(other))
                    .header("Idempotency-Key", "shared")
                    .body(question("shared", 2))
                    .post(PATH);
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(again.asByteArray()).isEqualTo(answer.asByteArray());

            database.drop();

            given(requestsTo(one))
                    .get(PATH + "/" + idOf(answer))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", not(nullValue()))
                    .body("code", equalTo("STORE_UNAVAILABLE"));
            given(requestsTo(one))
                    .header("Idempotency-Key", "new")
                    .body(question("shared", 2))
                    .post(PATH)
                    .then()
                    .statusCode(503);
            // One that names a workload would need its history, which is held for a while only.
            given(requestsTo(one))
                    .body(question("shared", 2).replace("\"name\": \"shared\", ", ""))
                    .post(PATH)
                    .then()
                    .statusCode(200)
                    .body("workload", not(hasKey("name")));
        }
    }
}
