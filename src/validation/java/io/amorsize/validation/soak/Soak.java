package io.amorsize.validation.soak;

import io.amorsize.validation.MeasuredDocument;
import io.amorsize.validation.ThisMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs the trials and writes what was seen. */
public final class Soak {

    private static final List<Trial> TRIALS = List.of(
            new KillTrial(KillTrial.Store.SQLITE),
            new KillTrial(KillTrial.Store.POSTGRESQL),
            new TakeoverTrial(),
            new OutageTrial(),
            new FullDiskTrial(),
            new StreamTrial(),
            new OverloadTrial(),
            new FairnessTrial());

    private Soak() {}

    /**
     * Runs all trials, or the named ones.
     *
     * @param arguments {@code document=} the document to write, {@code runs=}, {@code items=}, {@code minutes=} and
     *     {@code seed=} as in {@link Setup}, {@code trials=} names with commas; the last may be empty
     * @throws IllegalArgumentException if there is no trial of a name
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Map<String, String> given = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        MeasuredDocument document = new MeasuredDocument(
                Path.of(given.getOrDefault("document", "docs/reliability.md")),
                Clock.systemUTC().instant(),
                ThisMachine.read());
        for (Trial trial : wanted(given.getOrDefault("trials", ""))) {
            Setup setup = new Setup(
                    Integer.parseInt(given.getOrDefault("runs", "200")),
                    Integer.parseInt(given.getOrDefault("items", "10000000")),
                    Duration.ofMinutes(Long.parseLong(given.getOrDefault("minutes", "600"))),
                    Long.parseLong(given.getOrDefault("seed", "20261121")),
                    text -> System.err.println(trial.name() + ": " + text));
            document.write(trial.name(), trial.run(setup));
        }
        // Clients of services that were killed may still have threads.
        System.exit(0);
    }

    private static List<Trial> wanted(String names) {
        List<String> wanted =
                Arrays.stream(names.split(",")).filter(name -> !name.isEmpty()).toList();
        List<String> known = TRIALS.stream().map(Trial::name).toList();
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("there is no trial " + name + "; the trials are " + known);
            }
        }
        return TRIALS.stream()
                .filter(trial -> wanted.isEmpty() || wanted.contains(trial.name()))
                .toList();
    }
}
