package io.amorsize.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.testing.JobApi;
import io.amorsize.testing.JobAudit;
import io.amorsize.testing.KillableService;
import io.amorsize.testing.TestPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the database are damaged behind the back of the service: their jobs say so, and no other job minds. */
class DamagedRowIT {

    private static final int ITEMS = 3_000;
    private static final JobAudit ALL = new JobAudit(ITEMS, 0, number -> false);

    @Test
    void harmsNoOtherJobOnSqlite(@TempDir Path folder) throws SQLException {
        try (KillableService service = KillableService.onSqlite(folder, Map.of())) {
            harmsNoOtherJob(service.api(), service.databaseUrl());
            saysWhyARedriveWaits(service.api(), service.databaseUrl());
        }
    }

    @Test
    void harmsNoOtherJobOnPostgres() throws SQLException {
        TestPostgres.Empty database = TestPostgres.emptyDatabase();
        try (KillableService service = KillableService.onPostgres(database, Map.of())) {
            harmsNoOtherJob(service.api(), service.databaseUrl());
            saysWhyARedriveWaits(service.api(), service.databaseUrl());
        } finally {
            database.drop();
        }
    }

    private static void harmsNoOtherJob(JobApi api, String database) throws SQLException {
        String results = begun(api);
        api.post("/v1/jobs/" + results + "/resume");
        api.awaitEnd(results);
        damage(database, "job_result", "first_item", results);
        String input = begun(api);
        damage(database, "job_input", "first_item", input);
        String spec = begun(api);
        damage(database, "job_spec", "0", spec);

        // Results end where the damage begins, and not as if that were all.
        JsonNode problem = JobApi.json(refusal(api, "/v1/jobs/" + results + "/results?limit=1000"), 500);
        assertThat(problem.path("code").asText()).isEqualTo("DAMAGED_JOB");
        assertThat(problem.path("detail").asText()).contains("of job " + results + " in table job_result");
        for (int time = 0; time < 20; time++) {
            assertThatThrownBy(() -> {
                        try (Stream<JsonNode> lines = api.results(results)) {
                            lines.forEach(line -> {});
                        }
                    })
                    .isInstanceOf(RuntimeException.class);
        }

        // Items that cannot be read are not run, and nothing else happens to the job.
        api.post("/v1/jobs/" + input + "/resume");
        JsonNode paused = api.await(
                "/v1/jobs/" + input, job -> job.path("reason").asText().contains("damaged"));
        assertThat(paused.path("state").asText()).isEqualTo("PAUSED");
        assertThat(paused.path("reason").asText()).contains("in table job_input");

        // Not even its state is known of one whose specification cannot be read.
        api.post("/v1/jobs/" + spec + "/resume");
        JsonNode unknown = JobApi.json(api.get("/v1/jobs/" + spec), 500);
        assertThat(unknown.path("code").asText()).isEqualTo("DAMAGED_JOB");
        assertThat(JobApi.json(api.get("/v1/jobs"), 200).path("items")).hasSize(2);

        // Such a one can be cancelled all the same, whatever becomes of the row, and be removed in any state.
        String cancelled = begun(api);
        damage(database, "job_spec", "0", cancelled);
        for (int time = 0; time < 2; time++) {
            assertThat(api.post("/v1/jobs/" + cancelled + "/cancel").statusCode())
                    .isEqualTo(204);
        }
        damage(database, "job_spec", "0", cancelled);
        JsonNode over = JobApi.json(api.get("/v1/jobs/" + cancelled), 200);
        assertThat(over.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(over.path("progress").path("cancelled").asLong()).isEqualTo(ITEMS);
        String removed = begun(api);
        damage(database, "job_spec", "0", removed);
        assertThat(api.delete("/v1/jobs/" + removed).statusCode()).isEqualTo(204);
        assertThat(api.get("/v1/jobs/" + removed).statusCode()).isEqualTo(404);

        // Others do not mind.
        String other = begun(api);
        api.post("/v1/jobs/" + other + "/resume");
        api.awaitEnd(other);
        assertThat(ALL.of(api, other).defects()).isEmpty();

        // What is repaired is as if nothing had been.
        damage(database, "job_result", "first_item", results);
        damage(database, "job_input", "first_item", input);
        damage(database, "job_spec", "0", spec);
        for (String id : new String[] {input, spec}) {
            api.post("/v1/jobs/" + id + "/resume");
            api.awaitEnd(id);
        }
        for (String id : new String[] {results, input, spec}) {
            assertThat(ALL.of(api, id).defects()).isEmpty();
        }
    }

    private static void saysWhyARedriveWaits(JobApi api, String database) throws SQLException {
        // Given a redrive whose job begins one item and not the other for a long time
        String failed = api.submit("""
                {"type": "synthetic", "parameters": {"poison": [0, 1]}, "range": {"from": 0, "to": 2}}
                """);
        api.awaitEnd(failed);
        String begin = "{\"filter\": {\"jobId\": \"" + failed + "\"}, \"itemsPerSecond\": 0.001}";
        String redrive = "/v1/redrives/"
                + JobApi.json(api.post("/v1/redrives", begin), 202).path("id").asText();
        JsonNode fed = api.await(redrive, seen -> seen.path("state").asText().equals("RUNNING"));
        assertThat(fed.has("reason")).isFalse();

        // When its job is damaged
        damage(database, "job_spec", "0", fed.path("jobIds").path(0).asText());

        // Then it says so, alone and in the list, and gives its letters back when it is cancelled
        for (JsonNode seen : new JsonNode[] {
            JobApi.json(api.get(redrive), 200),
            JobApi.json(api.get("/v1/redrives"), 200).path("items").path(0)
        }) {
            assertThat(seen.path("state").asText()).isEqualTo("RUNNING");
            assertThat(seen.path("reason").asText())
                    .contains("in table job_spec")
                    .contains("cancel it");
        }
        JobApi.json(api.delete(redrive), 202);
        JsonNode over = api.await(redrive, seen -> seen.has("endedAt"));
        assertThat(over.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(over.has("reason")).isFalse();
        try (Stream<JsonNode> letters = api.letters(failed)) {
            assertThat(letters.map(letter -> letter.path("status").asText())).containsExactly("OPEN", "OPEN");
        }
    }

    /** A paused job all of whose items are there. */
    private static String begun(JobApi api) {
        String id = api.submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");
        JobApi.json(api.post("/v1/jobs/" + id + "/pause"), 200);
        JobApi.json(api.upload(id, LongStream.range(0, ITEMS).mapToObj(index -> "{\"index\": " + index + "}")), 200);
        JobApi.json(api.post("/v1/jobs/" + id + "/close"), 200);
        return id;
    }

    /** The answer to the first page that is refused. */
    private static HttpResponse<String> refusal(JobApi api, String path) {
        HttpResponse<String> page = api.get(path);
        while (page.statusCode() == 200) {
            page = api.get(path + "&cursor="
                    + JobApi.json(page, 200).path("nextCursor").asText());
        }
        return page;
    }

    /** Flips a bit in the last row of a job; the second time it is as it was. */
    private static void damage(String database, String table, String key, String jobId) throws SQLException {
        String last =
                " WHERE job_id = ? AND " + key + " = (SELECT MAX(" + key + ") FROM " + table + " WHERE job_id = ?)";
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement select = connection.prepareStatement("SELECT body FROM " + table + last);
                PreparedStatement update = connection.prepareStatement("UPDATE " + table + " SET body = ?" + last)) {
            select.setString(1, jobId);
            select.setString(2, jobId);
            byte[] body;
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                body = row.getBytes(1);
            }
            body[body.length - 1] ^= 1;
            update.setBytes(1, body);
            update.setString(2, jobId);
            update.setString(3, jobId);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
