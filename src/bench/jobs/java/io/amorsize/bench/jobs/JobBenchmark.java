package io.amorsize.bench.jobs;

import io.amorsize.testing.PackagedService;
import io.amorsize.validation.MeasuredDocument;
import io.amorsize.validation.ThisMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Measures jobs in the packaged service, over HTTP, with an SQLite file of its own: each commit is on the disk before it
 * counts. Prints Markdown, and writes it into a document if that is wanted.
 */
public final class JobBenchmark {

    private JobBenchmark() {}

    /**
     * Runs all studies, or the named ones.
     *
     * @param arguments {@code rounds=} how often each way is timed, {@code studies=} names with commas, {@code letters=}
     *     how many dead letters there are, {@code document=} the document that has a part for each study; all but the
     *     first may be empty. The system property {@code amorsize.it.jar} must name the packaged service
     */
    public static void main(String... arguments) throws Exception {
        Map<String, String> given = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        int rounds = Integer.parseInt(given.getOrDefault("rounds", "5"));
        String names = given.getOrDefault("studies", "");
        Path images = Files.createTempDirectory("amorsize-images").toRealPath();
        ThisMachine machine = ThisMachine.read();
        Optional<MeasuredDocument> document = Optional.ofNullable(given.get("document"))
                .filter(name -> !name.isEmpty())
                .map(name ->
                        new MeasuredDocument(Path.of(name), Clock.systemUTC().instant(), machine));
        System.out.println(machine.inWords() + ", " + rounds + " rounds\n");
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
                    new ScalingStudy(ProcessCpu.of(service.process().toHandle())),
                    new DeadLetterStudy(Integer.parseInt(given.getOrDefault("letters", "1000000"))));
            for (Study study : studies) {
                if (names.isEmpty() || List.of(names.split(",")).contains(study.name())) {
                    System.out.println("### " + study.title() + "\n");
                    String seen = study.run(jobs, rounds);
                    System.out.println(seen);
                    if (document.isPresent()) {
                        document.get().write("jobs-" + study.name(), seen + "\n" + rounds + " rounds.");
                    }
                }
            }
        }
    }
}
