package io.amorsize.host.detect;

import io.amorsize.host.HostSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A tree with procfs and sysfs of some machine: captured, made by hand, or a captured one that is then changed. */
final class HostTree {

    private static final Path CAPTURED = Path.of("src/test/resources/cgroup");

    private final Path root;

    private HostTree(Path root) {
        this.root = root;
    }

    /** A captured tree as it is. */
    static HostTree captured(String name) {
        return new HostTree(CAPTURED.resolve(name));
    }

    /** A copy of a captured tree that may be changed. */
    static HostTree copyOf(String name, Path target) {
        Path source = CAPTURED.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HostTree(target);
    }

    /** An empty tree. */
    static HostTree empty(Path target) {
        return new HostTree(target);
    }

    HostTree write(String file, String content) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HostTree delete(String file) {
        try {
            Files.delete(root.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String file) {
        return root.resolve(file);
    }

    Settings settings() {
        return Settings.ofTrees(root.resolve("proc"), root.resolve("sys"));
    }

    /** One snapshot, without any environment variable. */
    HostSnapshot snapshot() {
        return snapshot(settings -> settings);
    }

    HostSnapshot snapshot(UnaryOperator<Settings> change) {
        HostDetectionSettings settings = change.apply(settings()).build();
        return new SystemHostDetector(
                        settings,
                        () -> Instant.EPOCH,
                        SystemHostDetector.machine(settings),
                        variable -> Optional.empty())
                .current();
    }
}
