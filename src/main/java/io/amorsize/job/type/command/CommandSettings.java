package io.amorsize.job.type.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the configuration allows.
 *
 * @param programs those that jobs may name, by name; empty allows none
 * @param workFolder folder in which each process gets a private one of its own
 * @param longestReplyBytes most bytes in a line that a program writes, at least 1
 * @param closingTime how long processes have to end by themselves when no more items come, at least 0
 */
public record CommandSettings(
        Map<String, Program> programs, Path workFolder, int longestReplyBytes, Duration closingTime) {

    private static final int LONGEST_REPLY_BYTES = 1 << 20;

    private static final Duration CLOSING_TIME = Duration.ofSeconds(2);

    /** Copies the map. */
    public CommandSettings {
        programs = Map.copyOf(programs);
        if (longestReplyBytes < 1) {
            throw new IllegalArgumentException("longestReplyBytes must be at least 1, was " + longestReplyBytes);
        }
        if (closingTime.isNegative()) {
            throw new IllegalArgumentException("closingTime must be at least 0, was " + closingTime);
        }
    }

    /**
     * These programs, with private folders below that for temporary files, replies of at most 1 MiB and two seconds to
     * end.
     *
     * @throws IllegalArgumentException with a sentence for people if two programs have the same name
     */
    public static CommandSettings of(List<Program> programs) {
        Map<String, Program> byName = programs.stream()
                .collect(Collectors.toMap(Program::name, Function.identity(), (first, second) -> {
                    throw new IllegalArgumentException("Two programs are called “" + first.name() + "”.");
                }));
        return new CommandSettings(
                byName, Path.of(System.getProperty("java.io.tmpdir")), LONGEST_REPLY_BYTES, CLOSING_TIME);
    }
}
