package io.amorsize.validation.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.testing.JobApi;
import io.amorsize.testing.JobAudit;
import io.amorsize.testing.JobLeftovers;
import io.amorsize.testing.KillableService;
import io.amorsize.testing.PackagedService;
import io.amorsize.testing.TestPostgres;
import io.amorsize.validation.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** SIGKILL at random moments in every state of a job, on one store. */
final class KillTrial implements Trial {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int BATCH = 500;
    private static final int LETTERS = 40;

    /** Killed side by side, each with a database of its own: a start leaves processors idle. */
    private static final int SERVICES = 3;

    /**
     * Most of the time of a trial is spent on starts: classes come from an archive that the first service leaves, and
     * code that lives for a second need not be the fastest.
     */
    private static final String QUICK_START =
            "-XX:TieredStopAtLevel=1 -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=";

    private final Store store;

    /** Where jobs are kept. */
    enum Store {
        /** Leases of the dead are taken over at the start. */
        SQLITE(5),
        /** Leases of the dead are taken over after a while, for which many kills wait together. */
        POSTGRESQL(20);

        /** Kills before all jobs must come to their end. */
        private final int together;

        Store(int together) {
            this.together = together;
        }
    }

    /** What is going on when the service is killed. */
    private enum Scene {
        ACCEPTING,
        QUEUED,
        SAMPLING,
        RUNNING,
        PAUSED,
        CANCELLING,
        REDRIVE
    }

    KillTrial(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "kill-" + store.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String run(Setup setup) throws IOException, InterruptedException {
        Map<String, String> environment = quickStart();
        AtomicInteger begun = new AtomicInteger();
        long from = System.nanoTime();
        List<Callable<Findings>> lanes = new ArrayList<>();
        for (int lane = 0; lane < SERVICES; lane++) {
            Random random = new Random(setup.seed() + lane);
            lanes.add(() -> lane(setup, environment, random, begun, from));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(SERVICES)) {
            Findings all = new Findings();
            for (Future<Findings> lane : threads.invokeAll(lanes)) {
                all.add(lane.get());
            }
            return all.report();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a service and leaves an archive of its classes; the environment for those that use it. */
    private static Map<String, String> quickStart() throws IOException, InterruptedException {
        Path archive = Files.createTempDirectory("amorsize-soak-classes").resolve("classes.jsa");
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", QUICK_START + archive);
        try (PackagedService first = PackagedService.start(environment)) {
            first.process().destroy();
            first.process().waitFor();
        }
        return environment;
    }

    /** Kills one service again and again, until all of them together were killed often enough or for long enough. */
    private Findings lane(Setup setup, Map<String, String> environment, Random random, AtomicInteger begun, long from)
            throws IOException {
        try (KillableService service = start(environment)) {
            Kills kills = new Kills(service, random);
            for (int run = begun.getAndIncrement();
                    run < setup.runs()
                            && System.nanoTime() - from < setup.longest().toNanos();
                    run = begun.getAndIncrement()) {
                kills.kill(Scene.values()[run % Scene.values().length]);
                if (kills.found.kills % store.together == 0) {
                    kills.settle();
                    setup.progress().accept(kills.found.kills + " kills of one; " + kills.found.totals.inWords());
                }
            }
            kills.settle();
            kills.found.totals.defects(JobLeftovers.in(service.databaseUrl()));
            return kills.found;
        }
    }

    private KillableService start(Map<String, String> environment) throws IOException {
        return switch (store) {
            case SQLITE -> KillableService.onSqlite(Files.createTempDirectory("amorsize-soak"), environment);
            case POSTGRESQL -> KillableService.onPostgres(TestPostgres.emptyDatabase(), environment);
        };
    }

    /** What was found. For one thread. */
    private static final class Findings {

        private final Totals totals = new Totals();
        private final Map<String, Integer> seen = new TreeMap<>();
        private int kills;
        private long slowestStart;

        void add(Findings other) {
            totals.add(other.totals);
            other.seen.forEach((state, count) -> seen.merge(state, count, Integer::sum));
            kills += other.kills;
            slowestStart = Math.max(slowestStart, other.slowestStart);
        }

        String report() {
            Table table = new Table("the job was, when last seen", "kills");
            seen.forEach((state, count) -> table.row(state, Integer.toString(count)));
            return "**%d kills. %s** The slowest start after a kill took %.1f s.%n%n%s"
                    .formatted(kills, totals.inWords(), slowestStart / 1e9, table.markdown());
        }
    }

    /** The kills of one service. For one thread. */
    private static final class Kills {

        private final KillableService service;
        private final Random random;
        private final Findings found = new Findings();
        private final List<Runnable> checks = new ArrayList<>();

        Kills(KillableService service, Random random) {
            this.service = service;
            this.random = random;
        }

        void kill(Scene scene) {
            found.kills++;
            switch (scene) {
                case ACCEPTING -> whileItemsComeIn();
                case QUEUED -> afterAcceptance();
                case SAMPLING -> whileSampling();
                case RUNNING -> whileRunning();
                case PAUSED -> whilePaused();
                case CANCELLING -> whileCancelling();
                case REDRIVE -> whileRedriving();
            }
        }

        private void startAgain() {
            long from = System.nanoTime();
            service.startAgain();
            found.slowestStart = Math.max(found.slowestStart, System.nanoTime() - from);
        }

        private void note(String state) {
            found.seen.merge(state, 1, Integer::sum);
        }

        private void killSeen(String id) {
            note(service.api().job(id).path("state").asText());
            service.kill();
            startAgain();
        }

        private void whileItemsComeIn() {
            String id = service.api().submit("{\"type\": \"synthetic\", \"items\": \"stream\"}");
            JobApi api = service.api();
            CompletableFuture<Long> told = CompletableFuture.supplyAsync(() -> sendUntilKilled(api, id));
            Moments.pass(20);
            Moments.passUpTo(600, random);
            note(service.api().job(id).path("state").asText());
            service.kill();
            long acknowledged = told.join();
            startAgain();
            long items = service.api().job(id).path("progress").path("items").asLong();
            if (items < acknowledged || items > acknowledged + BATCH) {
                found.totals.defect("Of a stream " + acknowledged + " items were acknowledged and " + items + " kept");
            }
            JobApi.json(service.api().post("/v1/jobs/" + id + "/close"), 200);
            check(id, new JobAudit(items, 0, number -> false));
        }

        private static long sendUntilKilled(JobApi api, String id) {
            long items = 0;
            try {
                while (true) {
                    items = JobApi.json(api.upload(id, documents(items, BATCH)), 200)
                            .path("items")
                            .asLong();
                }
            } catch (UncheckedIOException killed) {
                return items;
            }
        }

        private static Stream<String> documents(long first, long count) {
            return LongStream.range(first, first + count).mapToObj(index -> "{\"index\": " + index + "}");
        }

        private void afterAcceptance() {
            SyntheticJob job = new SyntheticJob(400, "\"sleepSeconds\": 0.002", SyntheticJob.AUTO);
            JsonNode accepted = JobApi.json(service.api().post("/v1/jobs", job.body()), 202);
            Moments.passUpTo(5, random);
            note(accepted.path("state").asText());
            service.kill();
            startAgain();
            check(accepted.path("id").asText(), job.audit());
        }

        private void whileSampling() {
            SyntheticJob job = new SyntheticJob(200, "\"cpuSeconds\": 0.003", SyntheticJob.AUTO);
            String id = job.submit(service.api());
            service.api()
                    .await(
                            "/v1/jobs/" + id,
                            seenJob -> !seenJob.path("state").asText().equals("QUEUED"));
            Moments.passUpTo(40, random);
            killSeen(id);
            check(id, job.audit());
        }

        private String begin(SyntheticJob job) {
            String id = job.submit(service.api());
            service.api()
                    .await(
                            "/v1/jobs/" + id,
                            seenJob -> !seenJob.path("state").asText().equals("QUEUED"));
            Moments.passUpTo(600, random);
            return id;
        }

        private static SyntheticJob second() {
            return new SyntheticJob(
                    2_000, "\"sleepSeconds\": 0.01, \"distribution\": \"EXPONENTIAL\"", SyntheticJob.waiting(16));
        }

        private void whileRunning() {
            String id = begin(second());
            killSeen(id);
            check(id, second().audit());
        }

        private void whilePaused() {
            String id = begin(second());
            int status = service.api().post("/v1/jobs/" + id + "/pause").statusCode();
            Moments.passUpTo(50, random);
            killSeen(id);
            JsonNode after = service.api().job(id);
            if (status == 200 && !after.path("state").asText().equals("PAUSED")) {
                found.totals.defect("A paused job was not paused after the kill: " + after);
            }
            service.api().post("/v1/jobs/" + id + "/resume");
            check(id, second().audit());
        }

        private void whileCancelling() {
            String id = begin(second());
            JobApi api = service.api();
            CompletableFuture<String> cancelled = CompletableFuture.supplyAsync(() -> {
                try {
                    return api.post("/v1/jobs/" + id + "/cancel").statusCode() == 200 ? "CANCELLING" : "refused";
                } catch (UncheckedIOException killed) {
                    return "unanswered";
                }
            });
            Moments.passUpTo(20, random);
            service.kill();
            String answer = cancelled.join();
            note(answer.equals("CANCELLING") ? "CANCELLING" : "RUNNING, told to cancel");
            startAgain();
            checks.add(() -> {
                JsonNode job = service.api().awaitEnd(id, PATIENCE);
                if (answer.equals("CANCELLING") && !job.path("state").asText().equals("CANCELLED")) {
                    found.totals.defect("A cancelled job went on: " + job);
                }
            });
            check(id, second().audit());
        }

        private void whileRedriving() {
            SyntheticJob job = new SyntheticJob(LETTERS * 100, "\"sleepSeconds\": 0", SyntheticJob.waiting(4));
            String id = job.submit(service.api());
            service.api().awaitEnd(id, PATIENCE);
            JsonNode redrive = JobApi.json(
                    service.api()
                            .post(
                                    "/v1/redrives",
                                    "{\"filter\": {\"jobId\": \"" + id
                                            + "\"}, \"itemsPerSecond\": 60, \"target\": \"SAME_JOB\"}"),
                    202);
            Moments.passUpTo(900, random);
            note("redrive");
            service.kill();
            startAgain();
            checks.add(() -> {
                JsonNode after = service.api()
                        .await(
                                "/v1/redrives/" + redrive.path("id").asText(),
                                seenOne -> seenOne.has("endedAt"),
                                PATIENCE);
                if (after.path("progress").path("failed").asLong() != LETTERS) {
                    found.totals.defect("A redrive of " + LETTERS + " letters that fail again ended as " + after);
                }
                try (Stream<JsonNode> letters = service.api().letters(id)) {
                    long once = letters.filter(
                                    letter -> letter.path("replayCount").asInt() == 1)
                            .count();
                    if (once != LETTERS) {
                        found.totals.defect(once + " of " + LETTERS + " letters were replayed once");
                    }
                }
            });
            check(id, job.audit());
        }

        private void check(String id, JobAudit audit) {
            checks.add(() -> {
                service.api().awaitEnd(id, PATIENCE);
                found.totals.add(audit.items(), audit.of(service.api(), id));
            });
        }

        /** Waits for the end of all jobs and looks at what came of them. */
        void settle() {
            for (Runnable check : checks) {
                try {
                    check.run();
                } catch (IllegalStateException e) {
                    found.totals.defect(String.valueOf(e.getMessage()));
                }
            }
            checks.clear();
        }
    }
}
