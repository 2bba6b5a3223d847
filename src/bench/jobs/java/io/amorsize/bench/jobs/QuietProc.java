package io.amorsize.bench.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A view of the proc file system that does not say what others do. The service leaves CPUs to others that need them; what
 * runs beside a benchmark, its own client among it, would decide how many workers a job gets.
 */
final class QuietProc {

    private static final Path PROC = Path.of("/proc");
    private static final Set<String> OF_OTHERS = Set.of("stat", "loadavg", "pressure");

    private QuietProc() {}

    /** A new folder with links to everything else. */
    static Path make() throws IOException {
        Path folder = Files.createTempDirectory("amorsize-proc");
        try (Stream<Path> entries = Files.list(PROC)) {
            entries.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> !OF_OTHERS.contains(name) && !Character.isDigit(name.charAt(0)))
                    .forEach(name -> link(folder, name));
        }
        return folder;
    }

    private static void link(Path folder, String name) {
        try {
            Path ignored = Files.createSymbolicLink(folder.resolve(name), PROC.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
