package io.amorsize.validation.soak;

import io.amorsize.testing.JobApi;
import io.amorsize.testing.JobAudit;
import io.amorsize.validation.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Many items streamed in and their results streamed out, with a small heap. */
final class StreamTrial implements Trial {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final String HEAP = "-Xmx256m";
    private static final int PARTS = 10;

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public String run(Setup setup) throws IOException {
        Table table = new Table("items taken", "outcomes by then", "seconds", "heap in use after a collection, MiB");
        try (Replica service = Replica.start(Map.of("JAVA_TOOL_OPTIONS", HEAP))) {
            String id = service.api().submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");
            long part = Math.max(1, setup.items() / PARTS);
            long taken = 0;
            long from = System.nanoTime();
            while (taken < setup.items()) {
                long count = Math.min(part, setup.items() - taken);
                taken = JobApi.json(service.api().upload(id, documents(taken, count)), 200)
                        .path("items")
                        .asLong();
                long ended =
                        service.api().job(id).path("progress").path("succeeded").asLong();
                double seconds = (System.nanoTime() - from) / 1e9;
                String heap = live(service);
                table.row("%,d".formatted(taken), "%,d".formatted(ended), "%.0f".formatted(seconds), heap);
                setup.progress().accept(taken + " taken after " + seconds + " s, heap " + heap + " MiB");
            }
            JobApi.json(service.api().post("/v1/jobs/" + id + "/close"), 200);
            service.api().awaitEnd(id, PATIENCE);
            table.row("closed", "all", "%.0f".formatted((System.nanoTime() - from) / 1e9), live(service));
            JobAudit.Findings found = new JobAudit(taken, 0, number -> false).of(service.api(), id);
            table.row("read", "all", "%.0f".formatted((System.nanoTime() - from) / 1e9), live(service));
            Totals totals = new Totals();
            totals.add(taken, found);
            return "**With `%s`: %s** Client and service shared the machine.%n%n%s"
                    .formatted(HEAP, totals.inWords(), table.markdown());
        }
    }

    private static String live(Replica service) throws IOException {
        return "%.0f".formatted(Heap.liveBytes(service.service().process()) / (double) (1 << 20));
    }

    private static Stream<String> documents(long first, long count) {
        return LongStream.range(first, first + count).mapToObj(index -> "{\"index\":" + index + "}");
    }
}
