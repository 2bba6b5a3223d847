package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.Http;
import io.amorsize.testing.PackagedService;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Prometheus gets from the packaged service, which sees a container with a quota and a memory limit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsIT {

    private static final String PREFIX = "amorsize_";
    private static final Path CONTAINER = Path.of("src/test/resources/cgroup/v2-container-view-main-1.5cpu-512Mi")
            .toAbsolutePath();

    /** Needs two readings between which the kernel has counted periods; the tree stands still. */
    private static final Set<Metric> ABSENT_IN_A_STANDING_TREE =
            Set.of(Metric.THROTTLED_RATIO, Metric.CPU_UTILIZATION, Metric.OTHER_CPUS);

    /** Only what is too much, and goes, makes these appear. */
    private static final Set<Metric> SELDOM = EnumSet.of(Metric.DEAD_LETTERS_REPLAYED, Metric.DEAD_LETTERS_DROPPED);

    /** Requests that are refused. */
    private static final int FAILURES = 4;

    private static final List<String> URIS = List.of("/v1/recommendations", "NOT_FOUND");
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private static final String TINY = """
            {"workload":{"items":100,"itemTime":{"meanSeconds":1e-7},"cpuShare":1}}""";
    private static final String LARGE = """
            {"workload":{"items":1000,"itemTime":{"meanSeconds":0.1},"cpuShare":0.05}}""";
    private static final String NAMED = """
            {"workload":{"name":"orders","items":1000,"itemTime":{"meanSeconds":0.1},"cpuShare":0.05}}""";
    private static final String SAMPLED = """
            {"workload":{"items":1000,"samples":{"wallSeconds":[0.1,0.11,0.1,0.12,0.1,0.1]},"cpuShare":0.05}}""";

    private final PackagedService service = PackagedService.start(Map.of(
            "AMORSIZE_HOST_PROC_ROOT", CONTAINER.resolve("proc").toString(),
            "AMORSIZE_HOST_SYS_ROOT", CONTAINER.resolve("sys").toString(),
            "AMORSIZE_JOBS_HTTP_ALLOWED_HOSTS", "127.0.0.1"));

    private Exposition before = new Exposition("");
    private Exposition after = new Exposition("");

    @BeforeAll
    void use() {
        recommend(TINY);
        before = Exposition.scrape(service.management());
        recommend(TINY);
        recommend(LARGE);
        recommend(LARGE);
        recommend(SAMPLED);
        String id = new JsonPath(recommend(NAMED).body()).getString("id");
        Http.post(service.api().resolve("/v1/recommendations/" + id + "/outcomes"), "{\"elapsedSeconds\": 7}");
        recommend("{\"workload\":{}, \"wrkload\":{}}");
        Http.send(HttpRequest.newBuilder(service.api().resolve("/v1/host"))
                .method("BREW", HttpRequest.BodyPublishers.noBody())
                .build());
        Http.get(service.api().resolve("/nowhere/1"));
        Http.get(service.api().resolve("/nowhere/2"));
        run("{\"type\": \"synthetic\", \"parameters\": {\"failShare\": 0.5}, \"range\": {\"from\": 0, \"to\": 50},"
                + " \"retry\": {\"maxAttempts\": 2, \"initialDelaySeconds\": 0}}");
        run("{\"type\": \"http\", \"parameters\": {\"url\": \"" + service.api().resolve("/v1/host")
                + "\"}, \"range\": {\"from\": 0, \"to\": 2}}");
        after = scrapeOnceCounted();
    }

    /** Some things are counted a moment after the client has its answer or the end of its job. */
    private Exposition scrapeOnceCounted() {
        long from = System.nanoTime();
        Exposition scraped = Exposition.scrape(service.management());
        while (!isCounted(scraped) && System.nanoTime() - from < PATIENCE_NANOS) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            scraped = Exposition.scrape(service.management());
        }
        return scraped;
    }

    private static boolean isCounted(Exposition scraped) {
        return scraped.types(PREFIX).keySet().containsAll(documented().keySet())
                && failures(scraped) >= FAILURES
                && uris(scraped).containsAll(URIS);
    }

    private static double failures(Exposition scraped) {
        return scraped.series("amorsize_request_failures_total").stream()
                .mapToDouble(Exposition.Series::value)
                .sum();
    }

    private static List<String> uris(Exposition scraped) {
        return scraped.series("http_server_requests_seconds_bucket").stream()
                .map(bucket -> bucket.labels().get("uri"))
                .toList();
    }

    /** What is exposed for sure. */
    private static Map<String, String> documented() {
        return Arrays.stream(Metric.values())
                .filter(metric -> !ABSENT_IN_A_STANDING_TREE.contains(metric) && !SELDOM.contains(metric))
                .filter(metric -> metric != Metric.MEMORY_BANDWIDTH && metric != Metric.CALIBRATION_MEASURED)
                .collect(Collectors.toMap(Metric::exposedName, metric -> type(metric)));
    }

    /** Runs a job to its end: until the stream of its events ends. */
    private void run(String job) {
        String id =
                new JsonPath(Http.post(service.api().resolve("/v1/jobs"), job).body()).getString("id");
        assertThat(Http.get(service.api().resolve("/v1/jobs/" + id + "/events")).body())
                .contains("event:end");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void exposesWhatIsDocumentedAndNothingElse() {
        Map<String, String> all =
                Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::exposedName, metric -> type(metric)));

        assertThat(after.types(PREFIX)).containsAllEntriesOf(documented());
        assertThat(all).containsAllEntriesOf(after.types(PREFIX));
    }

    private static String type(Metric metric) {
        return metric.type().name().toLowerCase(Locale.ROOT);
    }

    @Test
    void everySeriesHasTheDocumentedTags() {
        Set<String> exposed = after.types(PREFIX).keySet();

        assertThat(Arrays.stream(Metric.values()).filter(metric -> exposed.contains(metric.exposedName())))
                .hasSameSizeAs(exposed)
                .allSatisfy(metric -> assertThat(after.labels(metric.exposedName()))
                        .as(metric.exposedName())
                        .containsExactlyInAnyOrderElementsOf(
                                metric.tags().stream().map(MetricTag::label).toList()));
    }

    @Test
    void noSeriesIsNotANumber() {
        assertThat(after.series(PREFIX)).isNotEmpty().noneMatch(series -> Double.isNaN(series.value()));
    }

    @Test
    void countersMoveWithEachDecision() {
        assertThat(moved("amorsize_recommendations_total", "decision", "SERIAL"))
                .isEqualTo(1);
        assertThat(moved("amorsize_recommendations_total", "decision", "PARALLEL"))
                .isEqualTo(4);
        assertThat(moved("amorsize_recommendations_total", "evidence", "samples"))
                .isEqualTo(1);
        assertThat(moved("amorsize_recommendation_seconds_count", "evidence", "descriptor"))
                .isEqualTo(4);
    }

    @Test
    void failuresAreCountedByCode() {
        assertThat(moved("amorsize_request_failures_total", "code", "NOT_FOUND"))
                .isEqualTo(2);
        assertThat(failures(after)).isEqualTo(FAILURES);
    }

    @Test
    void outcomesAreCountedAndJudged() {
        assertThat(moved("amorsize_outcomes_total", "kind", "IO_BOUND")).isEqualTo(1);
        assertThat(after.series("amorsize_workload_drift"))
                .singleElement()
                .satisfies(series -> assertThat(series.labels()).containsEntry("workload", "orders"));
        assertThat(after.series("amorsize_class_width_factor")).hasSize(1);
    }

    @Test
    void theHostIsTheContainer() {
        assertThat(value("amorsize_host_effective_cpus")).isEqualTo(1.5);
        assertThat(value("amorsize_host_quota_cpus")).isEqualTo(1.5);
        assertThat(value("amorsize_host_memory_limit_bytes")).isEqualTo(512 << 20);
    }

    @Test
    void exactlyOneCalibrationStatusIsSet() {
        assertThat(after.series("amorsize_calibration_status"))
                .extracting(Exposition.Series::value)
                .containsOnly(0.0, 1.0)
                .containsOnlyOnce(1.0);
    }

    @Test
    void requestsAreTimedByTemplateWithBuckets() {
        List<Exposition.Series> buckets = after.series("http_server_requests_seconds_bucket");

        assertThat(uris(after)).containsAll(URIS).noneMatch(uri -> uri.contains("nowhere"));
        assertThat(buckets).extracting(bucket -> bucket.labels().get("method")).doesNotContain("BREW");
    }

    @Test
    void promtoolAcceptsTheMetrics() {
        assertThat(Promtool.run(List.of("check", "metrics"), after.only(PREFIX)))
                .isEmpty();
    }

    private double moved(String name, String label, String value) {
        return after.sum(name, label, value) - before.sum(name, label, value);
    }

    private double value(String name) {
        assertThat(after.series(name)).hasSize(1);
        return after.series(name).getFirst().value();
    }

    private HttpResponse<String> recommend(String request) {
        return Http.post(service.api().resolve("/v1/recommendations"), request);
    }
}
