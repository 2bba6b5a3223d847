package io.amorsize.validation.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.testing.JobApi;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ten times as many jobs as the service takes, all at once, with a small heap. */
final class OverloadTrial implements Trial {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TAKES = 200;
    private static final int TIMES = 10;
    private static final int CLIENTS = 64;
    private static final int QUESTIONS = 200;
    private static final String HEAP = "-Xmx256m";

    private static final SyntheticJob JOB = new SyntheticJob(100, "\"sleepSeconds\": 0.02", SyntheticJob.waiting(2));

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String run(Setup setup) throws IOException, InterruptedException {
        try (Replica service = Replica.start(
                        Map.of("JAVA_TOOL_OPTIONS", HEAP, "AMORSIZE_JOBS_MAX_OPEN", Integer.toString(TAKES)));
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<HttpResponse<String>>> sent = new ArrayList<>();
            for (int job = 0; job < TAKES * TIMES; job++) {
                sent.add(clients.submit(() -> service.api().post("/v1/jobs", JOB.body())));
            }
            double[] waits = new double[QUESTIONS];
            for (int question = 0; question < QUESTIONS; question++) {
                long from = System.nanoTime();
                JobApi.json(service.api().get("/v1/jobs?limit=1"), 200);
                waits[question] = (System.nanoTime() - from) / 1e6;
            }
            Arrays.sort(waits);
            List<String> accepted = new ArrayList<>();
            int refused = 0;
            Totals totals = new Totals();
            for (Future<HttpResponse<String>> each : sent) {
                HttpResponse<String> answer = answer(each);
                if (answer.statusCode() == 202) {
                    accepted.add(JobApi.json(answer, 202).path("id").asText());
                } else if (answer.statusCode() == 429
                        && answer.headers().firstValue("Retry-After").isPresent()) {
                    refused++;
                } else {
                    totals.defect("An answer was " + answer.statusCode() + " " + answer.body());
                }
            }
            setup.progress().accept(accepted.size() + " accepted, " + refused + " refused");
            long full = Heap.liveBytes(service.service().process());
            for (String id : accepted) {
                JsonNode ignored = service.api().awaitEnd(id, PATIENCE);
                totals.add(JOB.items(), JOB.audit().of(service.api(), id));
            }
            if (service.service().log().contains("OutOfMemoryError")) {
                totals.defect("OutOfMemoryError");
            }
            return ("**%s** Of %,d jobs sent by %d clients at once to a service that takes %d (`amorsize.jobs.max-open`),"
                            + " %,d were accepted and %,d answered with 429 and `Retry-After`. Other requests meanwhile took"
                            + " %.0f ms (median) to %.0f ms (slowest of %d). Heap in use after a collection, of %s: %.0f MiB"
                            + " under load.")
                    .formatted(
                            totals.inWords(),
                            TAKES * TIMES,
                            CLIENTS,
                            TAKES,
                            accepted.size(),
                            refused,
                            waits[QUESTIONS / 2],
                            waits[QUESTIONS - 1],
                            QUESTIONS,
                            HEAP,
                            full / (double) (1 << 20));
        }
    }

    private static HttpResponse<String> answer(Future<HttpResponse<String>> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
