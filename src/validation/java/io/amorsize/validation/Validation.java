package io.amorsize.validation;

import io.amorsize.validation.published.ChunkChoice;
import io.amorsize.validation.published.Makespan;
import io.amorsize.validation.published.ParameterRecovery;
import io.amorsize.validation.published.PublishedCurves;
import io.amorsize.validation.realwork.RealWorkStudy;
import io.amorsize.validation.synthetic.SyntheticStudy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the studies and writes what they found. */
public final class Validation {

    private static final List<Study> STUDIES = List.of(
            new SyntheticStudy(),
            new PublishedCurves(),
            new ParameterRecovery(),
            new ChunkChoice(),
            new Makespan(),
            new RealWorkStudy());

    private Validation() {}

    /**
     * Runs all studies, or the named ones.
     *
     * @param arguments {@code documents=} folder of the documents to write, {@code data=} folder of published
     *     measurements, {@code studies=} names with commas; the last two may be empty
     * @throws IllegalArgumentException if there is no study of a name
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Map<String, String> given = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Optional<Path> data = Optional.ofNullable(given.get("data"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        AccuracyDocuments documents = new AccuracyDocuments(
                Path.of(given.getOrDefault("documents", "docs")),
                Clock.systemUTC().instant(),
                ThisMachine.read());
        for (Study study : wanted(given.getOrDefault("studies", ""), STUDIES)) {
            Setup setup = new Setup(data, text -> System.err.println(study.name() + ": " + text));
            long started = System.nanoTime();
            documents.write(study.name(), study.run(setup));
            setup.progress().accept((System.nanoTime() - started) / 1_000_000_000 + " s");
        }
        documents.writeOverview(STUDIES.stream().map(Study::name).toList());
    }

    /** The named studies in their own order; all of them without a name. */
    static List<Study> wanted(String names, List<Study> studies) {
        List<String> wanted =
                Arrays.stream(names.split(",")).filter(name -> !name.isEmpty()).toList();
        List<String> known = studies.stream().map(Study::name).toList();
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("there is no study " + name + "; the studies are " + known);
            }
        }
        return studies.stream()
                .filter(study -> wanted.isEmpty() || wanted.contains(study.name()))
                .toList();
    }
}
