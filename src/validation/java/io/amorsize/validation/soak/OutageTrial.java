package io.amorsize.validation.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.testing.JobLeftovers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** PostgreSQL is stopped in the midst of a job and started again. */
final class OutageTrial implements Trial {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long[] OUTAGE_SECONDS = {3, 40};

    private static final SyntheticJob JOB = new SyntheticJob(2_000, "\"sleepSeconds\": 0.05", SyntheticJob.waiting(8));

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public String run(Setup setup) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("amorsize-soak-postgres");
        int port = freePort();
        Totals totals = new Totals();
        StringBuilder told = new StringBuilder();
        EmbeddedPostgres postgres = start(data, port);
        String url = postgres.getJdbcUrl("postgres", "postgres");
        try (Replica service = Replica.start(Map.of("AMORSIZE_DATABASE_URL", url))) {
            for (long seconds : OUTAGE_SECONDS) {
                String id = JOB.submit(service.api());
                service.api()
                        .await(
                                "/v1/jobs/" + id,
                                job -> job.path("progress").path("succeeded").asLong() > 200);
                postgres.close();
                Moments.pass(seconds * 1_000 / 2);
                int submitted = service.api().post("/v1/jobs", JOB.body()).statusCode();
                int ready = service.management().get("/q/health/ready").statusCode();
                int live = service.management().get("/q/health/live").statusCode();
                Moments.pass(seconds * 1_000 / 2);
                long from = System.nanoTime();
                postgres = start(data, port);
                JsonNode job = service.api().awaitEnd(id, PATIENCE);
                told.append(
                        ("%n- Stopped for %d s: a new job was answered with %d meanwhile, readiness with %d, liveness"
                                        + " with %d. %s, %.1f s after PostgreSQL was told to start.")
                                .formatted(
                                        seconds,
                                        submitted,
                                        ready,
                                        live,
                                        job.path("state").asText(),
                                        (System.nanoTime() - from) / 1e9));
                totals.add(JOB.items(), JOB.audit().of(service.api(), id));
                setup.progress().accept(told.toString());
            }
            totals.defects(JobLeftovers.in(url));
        } finally {
            postgres.close();
        }
        return "**%s**%n%s".formatted(totals.inWords(), told);
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
