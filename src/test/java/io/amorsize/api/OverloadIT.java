package io.amorsize.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.Http;
import io.amorsize.testing.JobApi;
import io.amorsize.testing.PackagedService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More at once than there is room for is refused, and nothing else suffers. */
class OverloadIT {

    private static final int CLIENTS = 60;
    private static final int SAMPLES = 100_000;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    @Test
    void refusesWhatTheHeapHasNoRoomFor() {
        try (PackagedService service = PackagedService.start(Map.of("JAVA_TOOL_OPTIONS", "-Xmx96m"));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest large = HttpRequest.newBuilder(URI.create(service.api() + "/v1/recommendations?detail=summary"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(samples()))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
            List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> client.sendAsync(large, HttpResponse.BodyHandlers.ofString()))
                    .toList();

            assertThat(Http.get(URI.create(service.api() + "/v1/host")).statusCode())
                    .isEqualTo(200);
            List<HttpResponse<String>> answers =
                    sent.stream().map(CompletableFuture::join).toList();
            assertThat(answers.stream().map(HttpResponse::statusCode).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(200, 503);
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 503).allSatisfy(answer -> {
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.body()).contains("\"code\":\"UNAVAILABLE\"");
            });
            assertThat(service.log()).doesNotContain("OutOfMemoryError");
            assertThat(statusOnceThereIsRoom(client, large))
                    .as("a request after the others")
                    .isEqualTo(200);
        }
    }

    /** An answer is there a moment before the room of its request is. */
    private static int statusOnceThereIsRoom(HttpClient client, HttpRequest request) {
        long from = System.nanoTime();
        int status;
        do {
            status = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .join()
                    .statusCode();
        } while (status == 503 && System.nanoTime() - from < PATIENCE_NANOS);
        return status;
    }

    @Test
    void refusesMoreJobsThanMayBeOpen() {
        try (PackagedService service = PackagedService.start(Map.of("AMORSIZE_JOBS_MAX_OPEN", "1"));
                JobApi jobs = new JobApi(service.api())) {
            String open = "{\"type\": \"synthetic\", \"items\": \"stream\"}";
            assertThat(jobs.post("/v1/jobs", open).statusCode()).isEqualTo(202);

            HttpResponse<String> refused = jobs.post("/v1/jobs", open);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isPositive();
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body()).contains("\"code\":\"OVERLOADED\"");
        }
    }

    private static String samples() {
        String times = DoubleStream.iterate(0.01, time -> time + 1e-7)
                .limit(SAMPLES)
                .mapToObj("%.7f"::formatted)
                .collect(Collectors.joining(","));
        return "{\"workload\":{\"items\":100000,\"samples\":{\"wallSeconds\":[" + times + "],\"cpuSeconds\":[" + times
                + "]}}}";
    }
}
