package io.amorsize.app;

import io.amorsize.api.json.MalformedBody;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.job.type.command.CommandSettings;
import io.amorsize.job.type.command.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The file that lists the programs of the job type {@code command}, read as bodies of requests are. */
final class ProgramsFile {

    /** The file as a whole. */
    record Content(
            @Schema(required = true, minItems = 1, maxItems = 1_000)
            List<Entry> programs) {}

    /** One program. Variables are written with an equals sign before their value. */
    record Entry(
            @Schema(required = true, maxLength = 50, pattern = ".*")
            String name,

            @Schema(required = true, minItems = 1, maxItems = 1_000, maxLength = 100_000, pattern = "(?s).*")
            List<String> command,

            @Schema(minItems = 0, maxItems = 1_000, maxLength = 100_000, pattern = "(?s)[^=]+=.*") @Nullable List<String> environment) {

        Program toProgram() {
            Map<String, String> variables = new HashMap<>();
            for (String variable : environment == null ? List.<String>of() : environment) {
                int equals = variable.indexOf('=');
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
            return new Program(name, command, variables);
        }
    }

    private ProgramsFile() {}

    /**
     * Reads the file and looks whether the programs are there.
     *
     * @throws IllegalArgumentException with what continues a sentence about the key that names the file
     */
    static CommandSettings read(Path file) {
        String place = "is “" + file + "”, ";
        Content content = content(file, place);
        try {
            CommandSettings settings = CommandSettings.of(
                    content.programs().stream().map(Entry::toProgram).toList());
            settings.programs().values().stream()
                    .filter(program -> !Files.isExecutable(program.executable()))
                    .findFirst()
                    .ifPresent(program -> {
                        throw new IllegalArgumentException("The file of program “" + program.name() + "”, "
                                + program.executable() + ", is missing or not executable.");
                    });
            return settings;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + "which cannot be used. " + e.getMessage(), e);
        }
    }

    private static Content content(Path file, String place) {
        Violations violations = new Violations();
        try {
            Content content = RecordReader.of(Content.class).read(Files.readAllBytes(file), violations);
            if (content != null && violations.isEmpty()) {
                return content;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    place + "which is missing or cannot be read. Write the path of a file.", e);
        } catch (MalformedBody e) {
            throw new IllegalArgumentException(place + "which is no JSON that can be read. " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(place + "where "
                + violations.toList().stream()
                        .map(violation -> violation.pointer() + " " + violation.message())
                        .collect(Collectors.joining("; "))
                + ".");
    }
}
