package io.amorsize.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.testing.JobApi;
import io.amorsize.testing.JobAudit;
import io.amorsize.testing.JobLeftovers;
import io.amorsize.testing.KillableService;
import io.amorsize.testing.TestPostgres;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL at moments that a seed chooses: nothing that was accepted is lost, and nothing is there twice. */
class KilledServiceIT {

    private static final int KILLS = 2;
    private static final int LONGEST_MILLIS = 900;
    private static final long FIRST = 10_000;
    private static final int BATCH = 500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void losesAndDoublesNothingOnSqlite(long seed, @TempDir Path folder) {
        try (KillableService service = KillableService.onSqlite(folder, Map.of())) {
            surviveKills(service, new Random(seed), KILLS);
        }
    }

    /** At the same time, since each waits until the leases of the dead are taken over. */
    @Test
    void losesAndDoublesNothingOnPostgres() throws Exception {
        List<TestPostgres.Empty> databases = List.of(TestPostgres.emptyDatabase(), TestPostgres.emptyDatabase());
        try (ExecutorService threads = Executors.newFixedThreadPool(databases.size())) {
            List<Future<?>> runs = databases.stream()
                    .<Future<?>>map(database -> threads.submit(() -> {
                        try (KillableService service = KillableService.onPostgres(database, Map.of())) {
                            surviveKills(service, new Random(databases.indexOf(database) + 11L), 1);
                        }
                    }))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            databases.forEach(TestPostgres.Empty::drop);
        }
    }

    private static void surviveKills(KillableService service, Random random, int kills) {
        Map<String, JobAudit> jobs = new LinkedHashMap<>();
        for (int kill = 0; kill < kills; kill++) {
            submit(service.api(), "computing-" + kill, 300, "\"cpuSeconds\": 0.002", "", jobs);
            submit(service.api(), "waiting-" + kill, 600, "\"sleepSeconds\": 0.005", "", jobs);
            // With few workers, so that it is under way for half a minute at least.
            String cancelled = submit(
                    service.api(),
                    "cancelled-" + kill,
                    5_000,
                    "\"sleepSeconds\": 0.05",
                    ", \"plan\": {\"mode\": \"FIXED\", \"workers\": 8}",
                    jobs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS)));
            JobApi.json(service.api().post("/v1/jobs/" + cancelled + "/cancel"), 200);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS / 10)));

            service.kill();
            service.startAgain();
        }
        jobs.forEach((id, audit) -> {
            JsonNode job = service.api().awaitEnd(id);
            JobAudit.Findings found = audit.of(service.api(), id);
            assertThat(found.defects()).as(job.toString()).isEmpty();
            assertThat(found.died()).as("items blamed for the kills").isZero();
        });
        assertThat(JobApi.json(service.api().get("/v1/jobs?limit=500"), 200).path("items"))
                .hasSameSizeAs(jobs.keySet());
        assertThat(JobLeftovers.lastingIn(service.databaseUrl())).isEmpty();
    }

    /** Submits a job of which one item in a hundred fails for good and one in ten once; twice, as a careful client. */
    private static String submit(
            JobApi api, String key, int items, String work, String plan, Map<String, JobAudit> jobs) {
        JobAudit audit = new JobAudit(items, FIRST, number -> number % 100 == 99);
        String poison = LongStream.range(FIRST, FIRST + items)
                .filter(audit.poison())
                .boxed()
                .toList()
                .toString();
        String body = """
                {"type": "synthetic", "parameters": {%s, "distribution": "EXPONENTIAL", "poison": %s,
                 "failShare": 0.1, "failFirstAttempts": 1}, "range": {"from": %d, "to": %d},
                 "retry": {"maxAttempts": 3, "initialDelaySeconds": 0.02}%s}
                """.formatted(work, poison, FIRST, FIRST + items, plan);
        String first = "";
        for (int sending = 0; sending < 2; sending++) {
            String id = JobApi.json(
                            api.send(api.request("/v1/jobs")
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", key)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))),
                            202)
                    .path("id")
                    .asText();
            assertThat(id).isEqualTo(sending == 0 ? id : first);
            first = id;
        }
        jobs.put(first, audit);
        return first;
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void keepsWhatAStreamWasToldToBeKept(long seed, @TempDir Path folder) throws Exception {
        Random random = new Random(seed);
        try (KillableService service = KillableService.onSqlite(folder, Map.of());
                ExecutorService client = Executors.newSingleThreadExecutor()) {
            String id = service.api().submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");
            long items = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                long known = items;
                JobApi api = service.api();
                Future<Long> told = client.submit(() -> sendUntilKilled(api, id, known));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50L + random.nextInt(LONGEST_MILLIS)));
                service.kill();
                long acknowledged = told.get();
                service.startAgain();

                items = service.api().job(id).path("progress").path("items").asLong();
                assertThat(items).isBetween(acknowledged, acknowledged + BATCH);
            }
            items += JobApi.json(service.api().upload(id, documents(items, BATCH)), 200)
                    .path("accepted")
                    .asLong();
            JobApi.json(service.api().post("/v1/jobs/" + id + "/close"), 200);

            service.api().awaitEnd(id);
            assertThat(new JobAudit(items, 0, number -> false)
                            .of(service.api(), id)
                            .defects())
                    .isEmpty();
            assertThat(JobLeftovers.lastingIn(service.databaseUrl())).isEmpty();
        }
    }

    /** How many items the job had when the last answer came. */
    private static long sendUntilKilled(JobApi api, String id, long from) {
        long items = from;
        try {
            while (true) {
                HttpResponse<String> answer = api.upload(id, documents(items, BATCH));
                JsonNode told = JobApi.json(answer, 200);
                assertThat(told.path("accepted").asLong()).isEqualTo(BATCH);
                items = told.path("items").asLong();
            }
        } catch (UncheckedIOException killed) {
            return items;
        }
    }

    private static Stream<String> documents(long first, long count) {
        return LongStream.range(first, first + count).mapToObj(index -> "{\"index\": " + index + "}");
    }
}
