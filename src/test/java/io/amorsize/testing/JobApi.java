package io.amorsize.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The interface for jobs as a client of the packaged service sees it. Safe for use by many threads. */
public final class JobApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "COMPLETED_WITH_FAILURES", "FAILED", "CANCELLED");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String EVENT = "event:";
    private static final String DATA = "data:";
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final URI api;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param api address of the service, without a slash at the end */
    public JobApi(URI api) {
        this.api = api;
    }

    /** A request to a path of the service. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).timeout(LONGEST);
    }

    /**
     * The answer to a request.
     *
     * @throws UncheckedIOException if there is none
     */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Answer to a GET. */
    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** Answer to a POST of JSON. */
    public HttpResponse<String> post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Answer to a POST without a body. */
    public HttpResponse<String> post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Answer to a DELETE. */
    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    /** Answer to lines that are sent as items of a job, read from {@code lines} as they are sent. */
    public HttpResponse<String> upload(String jobId, Stream<String> lines) {
        return send(request("/v1/jobs/" + jobId + "/items")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new LineInput(lines.iterator()))));
    }

    /** The same; the first line is the item of an index. */
    public HttpResponse<String> upload(String jobId, long position, Stream<String> lines) {
        return send(request("/v1/jobs/" + jobId + "/items?position=" + position)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new LineInput(lines.iterator()))));
    }

    /**
     * The JSON of an answer.
     *
     * @throws IllegalStateException if the answer has another status
     */
    public static JsonNode json(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.request().method() + " " + answer.uri() + " was answered with "
                    + answer.statusCode() + " " + answer.body());
        }
        return parse(answer.body());
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    /** The identifier of a job that is accepted. */
    public String submit(String json) {
        return json(post("/v1/jobs", json), 202).path("id").asText();
    }

    /** A job as it is now. */
    public JsonNode job(String jobId) {
        return json(get("/v1/jobs/" + jobId), 200);
    }

    /** The job once it has ended. */
    public JsonNode awaitEnd(String jobId) {
        return awaitEnd(jobId, PATIENCE);
    }

    /** The job once it has ended, which takes {@code most} at most. */
    public JsonNode awaitEnd(String jobId, Duration most) {
        return await("/v1/jobs/" + jobId, JobApi::hasEnded, most);
    }

    /** Whether a job is over. */
    public static boolean hasEnded(JsonNode job) {
        return ENDED.contains(job.path("state").asText());
    }

    /** What is at a path once it is as wanted. */
    public JsonNode await(String path, Predicate<JsonNode> wanted) {
        return await(path, wanted, PATIENCE);
    }

    /**
     * The same.
     *
     * @throws IllegalStateException if it takes longer than {@code most}
     */
    public JsonNode await(String path, Predicate<JsonNode> wanted, Duration most) {
        long from = System.nanoTime();
        JsonNode seen = json(get(path), 200);
        while (!wanted.test(seen)) {
            if (System.nanoTime() - from > most.toNanos()) {
                throw new IllegalStateException("It was waited for in vain; the last seen was " + seen);
            }
            LockSupport.parkNanos(LOOK_NANOS);
            seen = json(get(path), 200);
        }
        return seen;
    }

    /** All results of a job in their order, read as they come. */
    public Stream<JsonNode> results(String jobId) {
        return lines("/v1/jobs/" + jobId + "/results");
    }

    /** All dead letters of a job, the newest first. */
    public Stream<JsonNode> letters(String jobId) {
        return lines("/v1/dead-letters/export?jobId=" + jobId);
    }

    /**
     * What a job tells those who follow it.
     *
     * @param name of the event
     * @param job as it was then
     */
    public record Event(String name, JsonNode job) {}

    /** Follows a job until its end; events are read as they come. */
    public Stream<Event> events(String jobId) {
        AtomicReference<String> name = new AtomicReference<>("");
        return lines("/v1/jobs/" + jobId + "/events", "text/event-stream")
                .peek(line -> {
                    if (line.startsWith(EVENT)) {
                        name.set(line.substring(EVENT.length()).strip());
                    }
                })
                .filter(line -> line.startsWith(DATA))
                .map(line -> new Event(name.get(), parse(line.substring(DATA.length()))));
    }

    private Stream<JsonNode> lines(String path) {
        return lines(path, "application/x-ndjson").map(JobApi::parse);
    }

    private Stream<String> lines(String path, String mediaType) {
        HttpResponse<Stream<String>> answer =
                send(request(path).header("Accept", mediaType), HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode() + " "
                    + answer.body().toList());
        }
        return answer.body();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
