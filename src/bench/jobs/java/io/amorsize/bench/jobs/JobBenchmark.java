package io.amorsize.bench.jobs;

import io.amorsize.testing.PackagedService;
import io.amorsize.validation.ThisMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures jobs in the packaged service, over HTTP, with an SQLite file of its own: each commit is on the disk before it
 * counts. Prints Markdown.
 */
public final class JobBenchmark {

    private JobBenchmark() {}

    /**
     * Runs all studies, or the named ones.
     *
     * @param arguments {@code rounds=} how often each way is timed, {@code studies=} names with commas; may be empty,
     *     {@code letters=} how many dead letters there are. The system property {@code amorsize.it.jar} must name the
     *     packaged service
     */
    public static void main(String... arguments) throws Exception {
        Map<String, String> given = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        int rounds = Integer.parseInt(given.getOrDefault("rounds", "5"));
        String names = given.getOrDefault("studies", "");
        Path images = Files.createTempDirectory("amorsize-images").toRealPath();
        System.out.println("Measured on " + LocalDate.now(Clock.systemUTC()) + ", " + rounds + " rounds: "
                + ThisMachine.read().inWords() + ".\n");
        Map<String, String> environment = Map.of(
                "AMORSIZE_HOST_PROC_ROOT",
                QuietProc.make().toString(),
                "AMORSIZE_JOBS_HTTP_ALLOWED_HOSTS",
                "127.0.0.1",
                "AMORSIZE_JOBS_IMAGE_ROOTS",
                images.toString());
        try (PackagedService service = PackagedService.start(environment);
                JobClient jobs = new JobClient(service.api())) {
            List<Study> studies = List.of(
                    new LatencyStudy(),
                    new ThroughputStudy(),
                    new OverheadStudy(ProcessCpu.of(service.process().toHandle())),
                    new CallsStudy(),
                    new ImagesStudy(images),
                    new ScalingStudy(),
                    new DeadLetterStudy(Integer.parseInt(given.getOrDefault("letters", "1000000"))));
            for (Study study : studies) {
                if (names.isEmpty() || List.of(names.split(",")).contains(study.name())) {
                    System.out.println("### " + study.title() + "\n");
                    System.out.println(study.run(jobs, rounds));
                }
            }
        }
    }
}
