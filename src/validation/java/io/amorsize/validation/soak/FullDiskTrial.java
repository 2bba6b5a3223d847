package io.amorsize.validation.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.testing.JobLeftovers;
import io.amorsize.testing.PackagedService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The disk of the embedded database becomes full in the midst of a job, and has room again; then it is read-only. */
final class FullDiskTrial implements Trial {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SMALL = "6m";
    private static final String LARGE = "300m";
    private static final long LOOK_MILLIS = 100;
    private static final long LONGEST_LOOKS = 600;
    private static final int START_SECONDS = 60;

    private static final SyntheticJob JOB =
            new SyntheticJob(2_000, "\"sleepSeconds\": 0.001, \"resultBytes\": 8000", SyntheticJob.waiting(4));

    @Override
    public String name() {
        return "full-disk";
    }

    @Override
    public String run(Setup setup) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("amorsize-soak-disk");
        if (!done("mount", "-t", "tmpfs", "-o", "size=" + SMALL, "amorsize-soak", folder.toString())) {
            setup.progress().accept("NOT TRIED: this user may not mount a small file system. Run it as root.");
            return "**Not tried on this machine**: the user could not mount a small file system.";
        }
        try {
            return onSmallDisk(folder, setup);
        } finally {
            done("umount", "-l", folder.toString());
        }
    }

    private static String onSmallDisk(Path folder, Setup setup) throws IOException, InterruptedException {
        Totals totals = new Totals();
        String told;
        try (Replica service = Replica.start(Map.of("AMORSIZE_DATA_DIR", folder.toString()))) {
            String id = JOB.submit(service.api());
            JsonNode stuck = awaitStandstill(service, id);
            HttpResponse<String> refused = service.api().post("/v1/jobs", JOB.body());
            int live = service.management().get("/q/health/live").statusCode();
            long before = stuck.path("progress").path("succeeded").asLong();
            setup.progress().accept("full after " + before + " items; a new job: " + refused.body());
            if (!done("mount", "-o", "remount,size=" + LARGE, folder.toString())) {
                throw new IOException("The file system could not be made larger.");
            }
            long from = System.nanoTime();
            JsonNode job = service.api().awaitEnd(id, PATIENCE);
            told =
                    ("- Full (%s) after %,d of %,d items: a new job was answered with %d then, liveness with %d. When there"
                                    + " was room again, the job went on by itself: %s after %.1f s.%n")
                            .formatted(
                                    SMALL,
                                    before,
                                    JOB.items(),
                                    refused.statusCode(),
                                    live,
                                    job.path("state").asText(),
                                    (System.nanoTime() - from) / 1e9);
            totals.add(JOB.items(), JOB.audit().of(service.api(), id));
            totals.defects(JobLeftovers.in("jdbc:sqlite:" + folder.resolve("amorsize.db")));
        }
        return "**%s**%n%n%s%s".formatted(totals.inWords(), told, onReadOnlyDisk(folder));
    }

    /** The job once it has made no progress for a second. */
    private static JsonNode awaitStandstill(Replica service, String id) {
        long last = -1;
        int same = 0;
        for (int look = 0; look < LONGEST_LOOKS; look++) {
            JsonNode job = service.api().job(id);
            long now = job.path("progress").path("succeeded").asLong();
            same = now == last && now > 0 ? same + 1 : 0;
            last = now;
            if (same > 10) {
                return job;
            }
            Moments.pass(LOOK_MILLIS);
        }
        throw new IllegalStateException("The disk did not become full.");
    }

    private static String onReadOnlyDisk(Path folder) throws IOException, InterruptedException {
        if (!done("mount", "-o", "remount,ro", folder.toString())) {
            return "- Read-only: not tried, the file system could not be made so.\n";
        }
        try (PackagedService service =
                PackagedService.launch(Map.of("AMORSIZE_DATA_DIR", folder.toString()), List.of())) {
            boolean ended = service.process().waitFor(START_SECONDS, TimeUnit.SECONDS);
            return "- Read-only: the service %s, and says: “%s”%n"
                    .formatted(
                            ended
                                    ? "does not start (exit status "
                                            + service.process().exitValue() + ")"
                                    : "STARTS",
                            service.log()
                                    .lines()
                                    .filter(line -> !line.startsWith("Picked up"))
                                    .limit(2)
                                    .reduce("", (one, next) -> (one + " " + next).strip())
                                    .replace(folder.toString(), "…"));
        }
    }

    private static boolean done(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
