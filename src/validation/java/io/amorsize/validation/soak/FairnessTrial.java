package io.amorsize.validation.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.validation.Table;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A thousand small jobs that come while a large one keeps all CPUs busy. */
final class FairnessTrial implements Trial {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int SMALL_JOBS = 1_000;
    private static final double PERCENTILE = 0.99;

    private static final SyntheticJob LARGE = new SyntheticJob(100_000, "\"cpuSeconds\": 0.005", SyntheticJob.AUTO);
    private static final SyntheticJob SMALL = new SyntheticJob(10, "\"cpuSeconds\": 0.002", SyntheticJob.AUTO);

    @Override
    public String name() {
        return "fairness";
    }

    @Override
    public String run(Setup setup) throws IOException, InterruptedException {
        try (Replica service = Replica.start(Map.of())) {
            String large = LARGE.submit(service.api());
            service.api()
                    .await(
                            "/v1/jobs/" + large,
                            job -> job.path("state").asText().equals("RUNNING"));
            Instant from = Instant.now();
            List<String> ids = new ArrayList<>();
            for (int job = 0; job < SMALL_JOBS; job++) {
                ids.add(SMALL.submit(service.api()));
            }
            Totals totals = new Totals();
            double[] seconds = new double[SMALL_JOBS];
            Instant last = from;
            for (int job = 0; job < SMALL_JOBS; job++) {
                JsonNode ended = service.api().awaitEnd(ids.get(job), PATIENCE);
                Instant at = Instant.parse(ended.path("endedAt").asText());
                Instant accepted = Instant.parse(ended.path("createdAt").asText());
                seconds[job] = Duration.between(accepted, at).toNanos() / 1e9;
                last = at.isAfter(last) ? at : last;
            }
            long done =
                    service.api().job(large).path("progress").path("succeeded").asLong();
            for (String id : ids) {
                totals.add(SMALL.items(), SMALL.audit().of(service.api(), id));
            }
            service.api().post("/v1/jobs/" + large + "/cancel");
            service.api().awaitEnd(large, PATIENCE);
            totals.add(LARGE.items(), LARGE.audit().of(service.api(), large));
            Arrays.sort(seconds);
            return ("**%s** All small jobs (%,d × %d items of 2 ms) were over %.1f s after the first of them was sent;"
                            + " the large job (items of 5 ms) had run %,d of its items by then.%n%n%s")
                    .formatted(
                            totals.inWords(),
                            SMALL_JOBS,
                            SMALL.items(),
                            Duration.between(from, last).toNanos() / 1e9,
                            done,
                            new Table("small jobs, from acceptance to end", "seconds")
                                    .row("quickest", "%.2f".formatted(seconds[0]))
                                    .row("median", "%.2f".formatted(seconds[SMALL_JOBS / 2]))
                                    .row(
                                            "99 % of them within",
                                            "%.2f".formatted(seconds[(int) (SMALL_JOBS * PERCENTILE)]))
                                    .row("slowest", "%.2f".formatted(seconds[SMALL_JOBS - 1]))
                                    .markdown());
        }
    }
}
