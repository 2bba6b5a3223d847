package io.amorsize.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the studies and writes what they found. */
public final class Validation {

    private static final List<Study> STUDIES = List.of();

    private Validation() {}

    /**
     * Runs all studies, or the named ones.
     *
     * @param arguments {@code documents=} folder of the documents to write, {@code data=} folder of published
     *     measurements, {@code studies=} names with commas; the last two may be empty
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Map<String, String> given = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Path documents = Path.of(given.getOrDefault("documents", "docs"));
        Optional<Path> data = Optional.ofNullable(given.get("data"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        List<String> wanted = Arrays.stream(given.getOrDefault("studies", "").split(","))
                .filter(name -> !name.isEmpty())
                .toList();
        List<Chapter> chapters = new ArrayList<>();
        for (Study study : STUDIES) {
            if (wanted.isEmpty() || wanted.contains(study.name())) {
                Setup setup = new Setup(data, text -> System.err.println(study.name() + ": " + text));
                chapters.add(study.run(setup));
            }
        }
        Files.createDirectories(documents.resolve("accuracy"));
        for (Chapter chapter : chapters) {
            for (Map.Entry<String, String> plot : chapter.plots().entrySet()) {
                Files.writeString(documents.resolve("accuracy").resolve(plot.getKey()), plot.getValue());
            }
        }
    }
}
