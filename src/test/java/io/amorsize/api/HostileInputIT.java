package io.amorsize.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.PackagedService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the service answers 200 or a problem of the 4xx kind, and lives. */
class HostileInputIT {

    private static final int ROUNDS = 1500;

    private static final String VALID = """
            {"workload":{"name":"a","items":1000,"itemTime":{"meanSeconds":0.045,"p50Seconds":0.04,"p95Seconds":0.1},\
            "samples":{"wallSeconds":[0.1,0.2,0.15],"cpuSeconds":[0.1,0.1,0.1]},"observations":[{"workers":2,\
            "elapsedSeconds":9.5}],"cpuShare":0.5,"memoryPerWorkerBytes":1000000,"downstreamConcurrency":5},\
            "runtime":"CUSTOM","overheads":{"workerStartSeconds":0.1,"dispatchSeconds":0.001},"objective":{"goal":\
            "MIN_COST","deadlineSeconds":5,"tolerance":0.01},"constraints":{"workerCandidates":[1,2,4],"memoryBytes":\
            100000000,"reservedCpus":0.1},"host":{"effectiveCpus":3.5,"logicalProcessors":8,"smtGain":0.3}}""";

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
            "1e-300",
            "1e999",
            "NaN",
            "99999999999999999999",
            "\"x\"",
            "1.5",
            "\\u0000",
            "\u00e4",
            "{\"a\":",
            "[[[[",
            "0.0000001",
            "1000000",
            "1e15",
            "1e9",
            "-0.0",
            "\"AUTO\"");

    private static PackagedService service;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        service = PackagedService.start(Map.of());
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_121})
    void survivesMutationsOfAValidBody(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            check(mutated(random).getBytes(StandardCharsets.UTF_8), seed, round);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2})
    void survivesNoise(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS / 2; round++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            check(noise, seed, round);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3})
    void survivesExtremesWithinTheRanges(long seed) throws Exception {
        Random random = new Random(seed);
        String[] seconds = {"1e-9", "1e9", "1", "0.001", "123.456"};
        String[] counts = {"1", "2", "1000", "1000000"};
        String[] items = {"1", "2", "1000000", "1e15"};
        for (int round = 0; round < ROUNDS / 5; round++) {
            String body = "{\"workload\":{\"items\":" + any(items, random) + ",\"itemTime\":{\"meanSeconds\":"
                    + any(seconds, random) + ",\"standardDeviationSeconds\":" + any(seconds, random) + "},\"cpuShare\":"
                    + random.nextInt(2) + ",\"memoryPerWorkerBytes\":" + any(items, random)
                    + ",\"payloadBytes\":" + any(items, random)
                    + ",\"downstreamConcurrency\":" + any(counts, random) + ",\"repetitions\":" + any(counts, random)
                    + ",\"serialSeconds\":" + any(seconds, random) + "},\"constraints\":{\"maxWorkers\":"
                    + any(counts, random) + "},\"host\":{\"effectiveCpus\":"
                    + any(new String[] {"0.01", "1", "64", "100000"}, random) + "}}";
            HttpResponse<String> response = send(body.getBytes(StandardCharsets.UTF_8));
            assertThat(response.statusCode()).as(body).isEqualTo(200);
            assertThat(response.body()).as(body).doesNotContain("NaN", "Infinity");
        }
    }

    private static void check(byte[] body, long seed, int round) throws Exception {
        HttpResponse<String> response = send(body);
        String what = "seed " + seed + ", round " + round + ": " + new String(body, StandardCharsets.UTF_8);
        if (response.statusCode() == 200) {
            assertThat(response.body()).as(what).startsWith("{\"id\":").doesNotContain("NaN", "Infinity");
            return;
        }
        assertThat(response.statusCode()).as(what).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).as(what).contains("application/problem+json");
        assertThat(response.body())
                .as(what)
                .contains("\"code\":\"", "\"requestId\":\"")
                .doesNotContain("jackson", "Exception", "io.amorsize");
    }

    private static HttpResponse<String> send(byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.api() + "/v1/recommendations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String mutated(Random random) {
        StringBuilder body = new StringBuilder(VALID);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(body.length());
            switch (random.nextInt(5)) {
                case 0 -> body.deleteCharAt(at);
                case 1 -> body.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 2 -> body.setCharAt(at, (char) random.nextInt(0xd000));
                case 3 -> replaceNumber(body, at, TOKENS.get(random.nextInt(TOKENS.size())));
                default -> body.setLength(Math.max(1, random.nextInt(10) == 0 ? at : body.length()));
            }
        }
        return body.toString();
    }

    /** Puts a token in place of the number that follows {@code from}, so that many bodies stay JSON. */
    private static void replaceNumber(StringBuilder body, int from, String token) {
        int start = from;
        while (start < body.length() && !Character.isDigit(body.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < body.length() && (Character.isDigit(body.charAt(end)) || body.charAt(end) == '.')) {
            end++;
        }
        body.replace(start, end, token);
    }

    private static String any(String[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
