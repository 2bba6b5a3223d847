package io.amorsize.bench.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Has jobs run by a service, over HTTP. Used by one thread. */
final class JobClient implements AutoCloseable {

    private static final Set<String> ENDED = Set.of("SUCCEEDED", "COMPLETED_WITH_FAILURES", "FAILED", "CANCELLED");

    /** Asking takes CPU time from what is measured: a job is asked for so seldom. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int PAUSES_OF_A_JOB = 5;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI api;

    /** @param api address of the service, without a slash at the end */
    JobClient(URI api) {
        this.api = api;
    }

    /** Submits a job and waits until it has succeeded. */
    JobEnd succeeded(String request) throws IOException, InterruptedException {
        JobEnd end = ended(request);
        if (!end.job().path("state").asText().equals("SUCCEEDED")) {
            throw new IllegalStateException("It did not succeed: " + end.job());
        }
        return end;
    }

    /** Submits a job and waits for its end. The end is the one that the service notes, in milliseconds. */
    JobEnd ended(String request) throws IOException, InterruptedException {
        Instant sent = Instant.now();
        JsonNode job = awaited(submit(request), PAUSES_OF_A_JOB);
        Duration took = Duration.between(sent, Instant.parse(job.path("endedAt").asText()));
        return new JobEnd(took.toNanos() / 1e9, job);
    }

    /** Submits a job; its identifier. */
    String submit(String request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(api + "/v1/jobs"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(request))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        JsonNode body = json.readTree(answer.body());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("It was refused: " + body);
        }
        return body.path("id").asText();
    }

    /** The job once it has ended; asked for after each {@code 1 / pauses} of its time. */
    JsonNode awaited(String id, int pauses) throws IOException, InterruptedException {
        long started = System.nanoTime();
        while (true) {
            JsonNode job = json.readTree(get("/v1/jobs/" + id));
            if (ENDED.contains(job.path("state").asText())) {
                return job;
            }
            long pause = (System.nanoTime() - started) / pauses;
            LockSupport.parkNanos(Math.clamp(pause, SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS));
        }
    }

    /** The results of a job from its first item on, as lines. */
    byte[] results(String id) throws IOException, InterruptedException {
        return get("/v1/jobs/" + id + "/results");
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(api + path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
