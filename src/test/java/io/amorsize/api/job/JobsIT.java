package io.amorsize.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.testing.JobApi;
import io.amorsize.testing.JobAudit;
import io.amorsize.testing.PackagedService;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs on the packaged service, from their items to their results. */
class JobsIT {

    private static final String NOBODY = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10";

    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "null",
            "true",
            "-1",
            "0",
            "1e308",
            "1e999",
            "NaN",
            "1.5",
            "\\u0000",
            "\u00e4",
            "[[[[",
            "99999999999999999999",
            "\"stream\"");

    private static PackagedService service;
    private static JobApi api;

    @BeforeAll
    static void start() {
        service = PackagedService.start(Map.of());
        api = new JobApi(service.api());
    }

    @AfterAll
    static void stop() {
        api.close();
        service.close();
        assertThat(service.log()).doesNotContain("ERROR", "INTERNAL_ERROR");
    }

    @Test
    void givesResultsInTheOrderOfTheItems() {
        HttpResponse<String> accepted =
                api.post("/v1/jobs", """
                {"type": "synthetic", "parameters": {"distribution": "EXPONENTIAL", "sleepSeconds": 0.003},
                 "items": [%s], "plan": {"mode": "FIXED", "workers": 16, "chunkSize": 3}, "labels": {"team": "a"}}
                """.formatted(documents(1_000, 250).collect(Collectors.joining(","))));
        String id = JobApi.json(accepted, 202).path("id").asText();
        assertThat(accepted.headers().firstValue("Location")).contains("/v1/jobs/" + id);

        JsonNode job = api.awaitEnd(id);

        assertThat(job.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(job.path("plan").toString()).contains("\"workers\":16", "\"chunkSize\":3");
        assertThat(job.path("actual").path("serialEquivalentSeconds").asDouble())
                .isPositive();
        assertThat(new JobAudit(250, 1_000, JobsIT::never).of(api, id).defects())
                .isEmpty();
        try (Stream<JsonNode> lines = api.results(id)) {
            assertThat(pages(id, 37)).isEqualTo(lines.toList());
        }
        assertThat(JobApi.json(api.get("/v1/jobs?label=team:a&state=SUCCEEDED"), 200)
                        .path("items")
                        .findValuesAsText("id"))
                .containsExactly(id);
    }

    private static List<JsonNode> pages(String jobId, int limit) {
        List<JsonNode> all = new ArrayList<>();
        String path = "/v1/jobs/" + jobId + "/results?limit=" + limit;
        JsonNode page = JobApi.json(api.get(path), 200);
        page.path("items").forEach(all::add);
        while (page.has("nextCursor")) {
            page = JobApi.json(
                    api.get(path + "&cursor=" + page.path("nextCursor").asText()), 200);
            assertThat(page.path("items").size()).isLessThanOrEqualTo(limit);
            page.path("items").forEach(all::add);
        }
        assertThat(page.path("complete").asBoolean()).isTrue();
        return all;
    }

    @Test
    void runsARangeByAPlanOfItsOwn() {
        String id = api.submit("""
                {"type": "synthetic", "parameters": {"cpuSeconds": 0.0002, "sleepSeconds": 0.0005},
                 "range": {"from": 5000, "to": 6500}}
                """);

        JsonNode job = api.awaitEnd(id);

        assertThat(job.path("plan").toString()).contains("\"mode\":\"AUTO\"", "\"revisions\"");
        assertThat(job.has("estimate")).isTrue();
        assertThat(new JobAudit(1_500, 5_000, JobsIT::never).of(api, id).defects())
                .isEmpty();
    }

    @Test
    void runsAsManyWaitingItemsAtATimeAsItsPlanSays() {
        String id = api.submit("""
                {"type": "synthetic", "parameters": {"sleepSeconds": 1}, "range": {"from": 0, "to": 80},
                 "plan": {"mode": "FIXED", "workers": 40, "executor": "VIRTUAL_THREADS"}}
                """);

        assertThat(api.awaitEnd(id).path("actual").path("elapsedSeconds").asDouble())
                .as("twice a second; one after the other would take 80")
                .isBetween(1.8, 60.0);
    }

    @Test
    void takesItemsAsTheyCome() {
        String id = api.submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");
        assertThat(api.job(id).path("state").asText()).isEqualTo("ACCEPTING");

        JsonNode first = JobApi.json(api.upload(id, documents(0, 3_000)), 200);
        assertThat(first.path("accepted").asLong()).isEqualTo(3_000);
        api.await("/v1/jobs/" + id, ended(3_000));
        assertThat(JobApi.json(api.get("/v1/jobs/" + id + "/results"), 200)
                        .path("complete")
                        .asBoolean())
                .as("more may come")
                .isFalse();

        JsonNode problem = JobApi.json(
                api.upload(id, Stream.concat(documents(3_000, 2), Stream.of("{\"indx\": 1}", "{\"index\": 9}"))), 400);
        assertThat(problem.path("itemsAccepted").asLong()).isEqualTo(2);
        assertThat(problem.path("errors").path(0).path("pointer").asText()).startsWith("/lines/3");
        assertThat(problem.path("code").asText()).isEqualTo("UNKNOWN_FIELD");

        JsonNode last = JobApi.json(api.upload(id, documents(3_002, 998)), 200);
        assertThat(last.path("items").asLong()).isEqualTo(4_000);
        JobApi.json(api.post("/v1/jobs/" + id + "/close"), 200);

        assertThat(api.awaitEnd(id).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(new JobAudit(4_000, 0, JobsIT::never).of(api, id).defects()).isEmpty();
        assertConflict(api.upload(id, documents(4_000, 1)));
    }

    @Test
    void takesAStreamThatIsSentAgainOnce() throws Exception {
        String id = api.submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<HttpResponse<String>>> answers = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> api.upload(id, 0, documents(0, 3_000))))
                    .toList();
            long repeated = 0;
            for (Future<HttpResponse<String>> answer : answers) {
                JsonNode taken = JobApi.json(answer.get(), 200);
                assertThat(taken.path("position").asLong()).isEqualTo(3_000);
                repeated += taken.path("repeated").asLong();
            }
            assertThat(repeated).isEqualTo(9_000);
        }

        JsonNode beyond = JobApi.json(api.upload(id, 3_001, documents(3_001, 1)), 409);
        assertThat(beyond.path("code").asText()).isEqualTo("POSITION_CONFLICT");
        assertThat(beyond.path("position").asLong()).isEqualTo(3_000);
        JsonNode other = JobApi.json(api.upload(id, 2_999, documents(0, 2)), 409);
        assertThat(other.path("errors").path(0).path("parameter").asText()).isEqualTo("position");
        HttpResponse<String> keyed = api.send(api.request("/v1/jobs/" + id + "/items")
                .headers("Content-Type", "application/x-ndjson", "Idempotency-Key", "k")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(keyed.statusCode()).as("it would promise what is not kept").isEqualTo(400);
        JobApi.json(api.post("/v1/jobs/" + id + "/close"), 200);

        assertThat(api.awaitEnd(id).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(new JobAudit(3_000, 0, JobsIT::never).of(api, id).defects()).isEmpty();
        assertThat(JobApi.json(api.upload(id, 0, documents(0, 3_000)), 200)
                        .path("repeated")
                        .asLong())
                .as("a late repetition")
                .isEqualTo(3_000);
    }

    @Test
    void pausesInTheMidstOfTheItems() {
        String id = api.submit(slow(50_000, 0.02));
        api.await(
                "/v1/jobs/" + id, job -> job.path("progress").path("succeeded").asLong() > 0);

        JobApi.json(api.post("/v1/jobs/" + id + "/pause"), 200);

        // Outcomes are kept in their turn: with the first of these jobs, all that were there before.
        api.awaitEnd(api.submit(slow(10, 0.001)));
        long done = succeeded(id);
        api.awaitEnd(api.submit(slow(100, 0.01)));
        assertThat(succeeded(id)).as("no more than was in flight").isBetween(done, done + 4);

        JobApi.json(api.post("/v1/jobs/" + id + "/resume"), 200);
        api.await(
                "/v1/jobs/" + id, job -> job.path("progress").path("succeeded").asLong() > done + 4);
        JobApi.json(api.post("/v1/jobs/" + id + "/cancel"), 200);
        assertThat(api.awaitEnd(id).path("state").asText()).isEqualTo("CANCELLED");
    }

    private static long succeeded(String jobId) {
        return api.job(jobId).path("progress").path("succeeded").asLong();
    }

    @Test
    void pausesAndGoesOn() {
        String id = api.submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");
        JobApi.json(api.upload(id, documents(0, 100)), 200);
        api.await(
                "/v1/jobs/" + id, job -> job.path("progress").path("succeeded").asLong() > 0);

        JsonNode paused = JobApi.json(api.post("/v1/jobs/" + id + "/pause"), 200);
        assertThat(paused.path("state").asText()).isEqualTo("PAUSED");
        assertThat(paused.path("reason").asText()).isNotEmpty();
        JobApi.json(api.upload(id, documents(100, 200)), 200);
        assertThat(JobApi.json(api.post("/v1/jobs/" + id + "/pause"), 200)
                        .path("state")
                        .asText())
                .as("once more changes nothing")
                .isEqualTo("PAUSED");
        api.awaitEnd(api.submit(slow(10, 0.001)));
        assertThat(succeeded(id)).as("what came later is not run").isLessThanOrEqualTo(100);

        JobApi.json(api.post("/v1/jobs/" + id + "/resume"), 200);
        JobApi.json(api.post("/v1/jobs/" + id + "/close"), 200);
        api.awaitEnd(id);
        assertThat(new JobAudit(300, 0, JobsIT::never).of(api, id).defects()).isEmpty();
        assertConflict(api.post("/v1/jobs/" + id + "/pause"));
        assertConflict(api.post("/v1/jobs/" + id + "/resume"));
        assertConflict(api.post("/v1/jobs/" + id + "/cancel"));
    }

    @Test
    void cancelsAndRemoves() {
        String id = api.submit(slow(5_000, 0.2));
        api.await(
                "/v1/jobs/" + id, job -> job.path("progress").path("succeeded").asLong() > 0);
        assertConflict(api.delete("/v1/jobs/" + id));

        JobApi.json(api.post("/v1/jobs/" + id + "/cancel"), 200);

        JsonNode job = api.awaitEnd(id);
        assertThat(job.path("state").asText()).isEqualTo("CANCELLED");
        JobAudit.Findings found = new JobAudit(5_000, 0, JobsIT::never).of(api, id);
        assertThat(found.defects()).isEmpty();
        assertThat(found.cancelled()).isBetween(1L, 4_999L);
        assertThat(JobApi.json(api.post("/v1/jobs/" + id + "/cancel"), 200)
                        .path("state")
                        .asText())
                .isEqualTo("CANCELLED");

        assertThat(api.delete("/v1/jobs/" + id).statusCode()).isEqualTo(204);
        assertThat(api.get("/v1/jobs/" + id).statusCode()).isEqualTo(404);
        assertThat(api.get("/v1/jobs/" + id + "/results").statusCode()).isEqualTo(404);
        assertThat(api.delete("/v1/jobs/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void triesAgainAndKeepsWhatFailsForGood() {
        String id = api.submit("""
                {"type": "synthetic", "parameters": {"failFirstAttempts": 2, "failShare": 0.5, "poison": [7, 13, 99]},
                 "range": {"from": 0, "to": 100}, "retry": {"maxAttempts": 3, "initialDelaySeconds": 0.01}}
                """);
        JsonNode job = api.awaitEnd(id);
        assertThat(job.path("state").asText()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.path("progress").path("retries").asLong()).isBetween(40L, 160L);
        JobAudit audit = new JobAudit(100, 0, poison(7, 13, 99));
        assertThat(audit.of(api, id).defects()).isEmpty();
        try (Stream<JsonNode> results = api.results(id)) {
            assertThat(results.map(result -> result.path("attempts").asInt()))
                    .contains(1, 3)
                    .allMatch(attempts -> attempts <= 3);
        }
        try (Stream<JsonNode> results = api.results(id)) {
            assertThat(results.skip(13).findFirst().orElseThrow().path("error"))
                    .hasSize(3)
                    .noneMatch(field -> field.asText().isEmpty());
        }
        assertThat(JobApi.json(api.get("/v1/dead-letters?groupBy=fingerprint&jobId=" + id), 200)
                        .path("groups"))
                .hasSize(1);

        String letter = letter(id, 13).path("id").asText();
        HttpResponse<String> replay =
                api.post("/v1/dead-letters/" + letter + "/replay", "{\"payload\": 14, \"target\": \"SAME_JOB\"}");
        assertThat(replay.headers().firstValue("Location"))
                .isEqualTo(Optional.of(
                        "/v1/redrives/" + JobApi.json(replay, 202).path("id").asText()));
        assertThat(awaitRedrive(JobApi.json(replay, 202))
                        .path("progress")
                        .path("succeeded")
                        .asLong())
                .isEqualTo(1);
        assertThat(letter(id, 13).path("status").asText()).isEqualTo("REPLAYED");
        assertThat(letter(id, 13).path("editedPayload").asLong()).isEqualTo(14);
        try (Stream<JsonNode> results = api.results(id)) {
            JsonNode mended = results.skip(13).findFirst().orElseThrow();
            assertThat(mended.path("index").asLong()).isEqualTo(13);
            assertThat(mended.path("status").asText()).isEqualTo("OK");
            assertThat(mended.path("result").path("index").asLong()).isEqualTo(14);
        }
        assertThat(api.job(id).path("progress").path("failed").asLong()).isEqualTo(2);

        String redrive = "{\"filter\": {\"jobId\": \"" + id + "\"}, \"itemsPerSecond\": 1000%s}";
        assertThat(JobApi.json(api.post("/v1/redrives", redrive.formatted(", \"dryRun\": true")), 200)
                        .path("matched")
                        .asLong())
                .isEqualTo(2);
        JsonNode failed = awaitRedrive(JobApi.json(api.post("/v1/redrives", redrive.formatted("")), 202));
        assertThat(failed.path("progress").path("failed").asLong()).isEqualTo(2);
        assertThat(letter(id, 7).path("status").asText()).isEqualTo("OPEN");
        assertThat(letter(id, 7).path("failedReplays").asInt()).isEqualTo(1);
        String replayJob = failed.path("jobIds").path(0).asText();
        JsonNode close = JobApi.json(api.post("/v1/jobs/" + replayJob + "/close"), 409);
        assertThat(close.path("code").asText()).isEqualTo("JOB_CONFLICT");
        JsonNode added = JobApi.json(api.upload(replayJob, Stream.of("{\"index\": 1}")), 409);
        assertThat(added.path("detail").asText()).contains("redrive");
        try (Stream<JsonNode> letters = api.letters(id)) {
            assertThat(letters).hasSize(3);
        }
    }

    private static JsonNode awaitRedrive(JsonNode redrive) {
        return api.await("/v1/redrives/" + redrive.path("id").asText(), seen -> seen.has("endedAt"));
    }

    private static JsonNode letter(String jobId, int index) {
        try (Stream<JsonNode> letters = api.letters(jobId)) {
            return letters.filter(letter -> letter.path("itemIndex").asInt() == index)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void endsWhatTakesTooLong() {
        String timely = api.submit("""
                {"type": "synthetic", "items": [{"index": 0}, {"index": 1, "sleepSeconds": 600}],
                 "itemTimeoutSeconds": 2, "retry": {"maxAttempts": 3, "initialDelaySeconds": 0.01}}
                """);
        String overdue = api.submit("""
                {"type": "synthetic", "parameters": {"sleepSeconds": 0.2}, "range": {"from": 0, "to": 10000},
                 "plan": {"mode": "FIXED", "workers": 2}, "deadlineSeconds": 0.5}
                """);
        String hopeless = api.submit("""
                {"type": "synthetic", "parameters": {"failShare": 1, "sleepSeconds": 0.01},
                 "range": {"from": 0, "to": 100000},
                 "plan": {"mode": "FIXED", "workers": 1}, "retry": {"maxAttempts": 1},
                 "failurePolicy": {"maxFailures": 5}}
                """);

        api.awaitEnd(timely);
        try (Stream<JsonNode> results = api.results(timely)) {
            assertThat(results.map(result -> result.path("status").asText())).containsExactly("OK", "TIMEOUT");
        }
        JsonNode late = api.awaitEnd(overdue);
        assertThat(late.path("state").asText()).isEqualTo("FAILED");
        assertThat(new JobAudit(10_000, 0, JobsIT::never).of(api, overdue).defects())
                .isEmpty();
        JsonNode stopped = api.await(
                "/v1/jobs/" + hopeless, job -> job.path("state").asText().equals("PAUSED"));
        assertThat(stopped.path("reason").asText()).contains("failed");
        JobApi.json(api.post("/v1/jobs/" + hopeless + "/cancel"), 200);
        api.awaitEnd(hopeless);
    }

    @Test
    void makesOneJobOfTheSameRequest() throws Exception {
        String body = "{\"type\": \"synthetic\", \"range\": {\"from\": 0, \"to\": 10}}";
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<HttpResponse<String>>> sent = IntStream.range(0, 16)
                    .mapToObj(number -> clients.submit(() -> keyed("one", body)))
                    .toList();
            for (Future<HttpResponse<String>> each : sent) {
                answers.add(each.get());
            }
        }

        assertThat(answers.stream()
                        .map(answer -> JobApi.json(answer, 202).path("id").asText())
                        .distinct())
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer ->
                        answer.headers().firstValue("Idempotency-Replayed").isEmpty())
                .as("answers for a new job")
                .hasSize(1);
        JsonNode reused = JobApi.json(keyed("one", body.replace("10", "11")), 422);
        assertThat(reused.path("code").asText()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(JobApi.json(keyed("two", body), 202).path("id").asText())
                .isNotEqualTo(JobApi.json(answers.getFirst(), 202).path("id").asText());
    }

    private static HttpResponse<String> keyed(String key, String body) {
        return api.send(api.request("/v1/jobs")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    @Timeout(600)
    void tellsWhatHappensUntilTheEnd() {
        String id = api.submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");

        try (Stream<JobApi.Event> events = api.events(id)) {
            Iterator<JobApi.Event> told = events.iterator();
            assertThat(told.next().name()).as("how it is now").isEqualTo("progress");
            for (int items = 30; items <= 60; items += 30) {
                JobApi.json(api.upload(id, documents(items - 30, 30)), 200);
                JobApi.Event event = told.next();
                while (!ended(items).test(event.job())) {
                    event = told.next();
                }
                assertThat(event.name()).isEqualTo("progress");
            }
            JobApi.json(api.post("/v1/jobs/" + id + "/close"), 200);
            List<JobApi.Event> rest = new ArrayList<>();
            told.forEachRemaining(rest::add);

            assertThat(rest)
                    .extracting(JobApi.Event::name)
                    .containsOnly("progress", "end")
                    .containsOnlyOnce("end")
                    .endsWith("end");
            assertThat(rest.getLast().job().path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(ended(60).test(rest.getLast().job())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/jobs/%s, UNKNOWN_JOB",
        "DELETE, /v1/jobs/%s, UNKNOWN_JOB",
        "GET, /v1/jobs/%s/results, UNKNOWN_JOB",
        "GET, /v1/jobs/%s/events, UNKNOWN_JOB",
        "POST, /v1/jobs/%s/close, UNKNOWN_JOB",
        "POST, /v1/jobs/%s/pause, UNKNOWN_JOB",
        "POST, /v1/jobs/%s/resume, UNKNOWN_JOB",
        "POST, /v1/jobs/%s/cancel, UNKNOWN_JOB",
        "GET, /v1/job-types/%s, UNKNOWN_JOB_TYPE",
        "GET, /v1/dead-letters/%s, UNKNOWN_DEAD_LETTER",
        "DELETE, /v1/dead-letters/%s, UNKNOWN_DEAD_LETTER",
        "GET, /v1/redrives/%s, UNKNOWN_REDRIVE",
        "DELETE, /v1/redrives/%s, UNKNOWN_REDRIVE",
    })
    void saysWhatIsNotThere(String method, String path, String code) {
        for (String name : List.of(NOBODY, "no-such-name", "%00", "..%2f..%2fetc")) {
            HttpResponse<String> answer =
                    api.send(api.request(path.formatted(name)).method(method, HttpRequest.BodyPublishers.noBody()));

            assertThat(answer.statusCode()).as(name).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            if (name.equals(NOBODY)) {
                assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
            }
        }
    }

    @Test
    void tellsWhatCanBeRun() {
        JsonNode types = JobApi.json(api.get("/v1/job-types"), 200);

        assertThat(types.findValuesAsText("name"))
                .contains("http", "command", "url-analysis", "image-thumbnail", "synthetic");
        JsonNode synthetic = JobApi.json(api.get("/v1/job-types/synthetic"), 200);
        assertThat(synthetic.path("itemSchema").path("properties").has("sleepSeconds"))
                .isTrue();
        assertThat(synthetic.path("parametersSchema").path("properties").has("poison"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"type\": \"synthetic\"}",
                "{\"type\": \"nonsense\", \"range\": {\"from\": 0, \"to\": 1}}",
                "{\"type\": \"synthetic\", \"items\": []}",
                "{\"type\": \"synthetic\", \"items\": \"streams\"}",
                "{\"type\": \"synthetic\", \"items\": [{}], \"range\": {\"from\": 0, \"to\": 1}}",
                "{\"type\": \"synthetic\", \"range\": {\"from\": 5, \"to\": 5}}",
                "{\"type\": \"synthetic\", \"range\": {\"from\": -1, \"to\": 5}}",
                "{\"type\": \"synthetic\", \"items\": [{\"sleepSeconds\": -1}]}",
                "{\"type\": \"synthetic\", \"items\": [{}, null]}",
                "{\"type\": \"synthetic\", \"items\": [{}, {\"indx\": 1}]}",
                "{\"type\": \"synthetic\", \"parameters\": {\"failShare\": 2}, \"items\": [{}]}",
                "{\"type\": \"synthetic\", \"parameters\": [], \"items\": [{}]}",
                "{\"type\": \"synthetic\", \"items\": [{}], \"plan\": {\"mode\": \"FIXED\"}}",
                "{\"type\": \"synthetic\", \"items\": [{}], \"plan\": {\"mode\": \"ADVISED\", \"recommendationId\":"
                        + " \"x\"}}",
                "{\"type\": \"synthetic\", \"items\": [{}], \"retry\": {\"maxAttempts\": 0}}",
                "{\"type\": \"synthetic\", \"items\": [{}], \"deadlineSeconds\": 1e999}",
                "{\"type\": \"synthetic\", \"items\": [{}], \"labels\": {\"a b\": \"c\"}}",
                "{\"type\": \"synthetic\", \"items\": [{}], \"type\": \"http\"}",
                "{\"type\": \"http\", \"items\": [{\"url\": \"http://127.0.0.1:1/\"}]}",
                "{\"type\": \"command\", \"parameters\": {\"program\": \"sh\"}, \"items\": [{\"input\": 1}]}",
                "{\"type\": \"synthetic\", \"items\": [{\"index\": 1}",
                "{\"type\": \"synthetic\", \"items\": [{\"index\": 1}]} {}",
            })
    void refusesWhatMakesNoJob(String body) {
        HttpResponse<String> answer = api.post("/v1/jobs", body);

        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 20_261_121})
    void survivesMutationsOfAJob(long seed) {
        Random random = new Random(seed);
        String valid = """
                {"type":"synthetic","parameters":{"seed":1,"poison":[3]},"items":[{"index":1},{"sleepSeconds":0}],\
                "plan":{"mode":"FIXED","workers":2,"chunkSize":3},"retry":{"maxAttempts":2,"jitter":0.5},\
                "rateLimit":{"itemsPerSecond":100000,"burst":9},"failurePolicy":{"maxFailures":9},"labels":{"a":"b"}}""";
        for (int round = 0; round < 250; round++) {
            StringBuilder body = new StringBuilder(valid);
            for (int cut = 0; cut <= random.nextInt(3); cut++) {
                int from = random.nextInt(body.length());
                body.replace(
                        from,
                        Math.min(body.length(), from + random.nextInt(6)),
                        TOKENS.get(random.nextInt(TOKENS.size())));
            }
            HttpResponse<String> answer = api.post("/v1/jobs", body.toString());
            assertThat(answer.statusCode())
                    .as(body + " was answered with " + answer.body())
                    .satisfiesAnyOf(
                            status -> assertThat(status).isEqualTo(202),
                            status -> assertThat(status).isBetween(400, 499));
            if (answer.statusCode() == 202) {
                api.post("/v1/jobs/" + JobApi.json(answer, 202).path("id").asText() + "/cancel");
            }
        }
    }

    private static void assertConflict(HttpResponse<String> answer) {
        assertThat(JobApi.json(answer, 409).path("code").asText()).isEqualTo("JOB_CONFLICT");
    }

    private static Predicate<JsonNode> ended(long items) {
        return job -> job.path("progress").path("succeeded").asLong() == items;
    }

    private static String slow(int items, double seconds) {
        return """
                {"type": "synthetic", "parameters": {"sleepSeconds": %s}, "range": {"from": 0, "to": %d},
                 "plan": {"mode": "FIXED", "workers": 4, "executor": "VIRTUAL_THREADS"}}
                """.formatted(seconds, items);
    }

    private static boolean never(long number) {
        return false;
    }

    private static LongPredicate poison(long... numbers) {
        return number -> LongStream.of(numbers).anyMatch(each -> each == number);
    }

    private static Stream<String> documents(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(index -> "{\"index\": " + index + "}");
    }
}
