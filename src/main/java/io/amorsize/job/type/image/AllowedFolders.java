package io.amorsize.job.type.image;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.JobRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folders below which files may be touched. A path is first compared as it is written, so that nobody learns what
 * there is elsewhere, and then with all links resolved. Immutable.
 */
final class AllowedFolders {

    private final List<Path> written;
    private final List<Path> real;

    private AllowedFolders(List<Path> written, List<Path> real) {
        this.written = List.copyOf(written);
        this.real = List.copyOf(real);
    }

    /** @throws JobRefused if there are none, or one cannot be entered */
    static AllowedFolders of(List<Path> roots) throws JobRefused {
        if (roots.isEmpty()) {
            throw new JobRefused(
                    "",
                    "cannot be used: the configuration of the service allows no folder for images. Name some in"
                            + " AMORSIZE_JOBS_IMAGE_ROOTS.");
        }
        List<Path> real = new ArrayList<>();
        for (Path root : roots) {
            try {
                real.add(root.toRealPath());
            } catch (IOException e) {
                throw new JobRefused(
                        "", "cannot be used: the allowed folder " + root + " is missing or cannot be entered.");
            }
        }
        List<Path> written = new ArrayList<>(real);
        roots.forEach(root -> written.add(root.toAbsolutePath().normalize()));
        return new AllowedFolders(written, real);
    }

    /** The file to read, with all links resolved. */
    Path source(String text) throws ItemFailure, IOException {
        Path path = realPath(written(text, "source"), "source");
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw Refusal.IMAGE_PATH_REFUSED.because("The source is no file: " + text);
        }
        return path;
    }

    /** The file to write, in a folder that is there, with all links to that resolved. */
    Path target(String text) throws ItemFailure, IOException {
        Path path = written(text, "target");
        Path folder = Optional.ofNullable(path.getParent()).orElse(path);
        Path name = Optional.ofNullable(path.getFileName()).orElse(path);
        return realPath(folder, "folder of the target").resolve(name);
    }

    private Path written(String text, String what) throws ItemFailure {
        Path path;
        try {
            path = Path.of(text).normalize();
        } catch (InvalidPathException e) {
            throw Refusal.IMAGE_PATH_REFUSED.because("The " + what + " is no path: " + text, e);
        }
        if (written.stream().noneMatch(root -> isBelow(path, root))) {
            throw outside(what);
        }
        return path;
    }

    private Path realPath(Path path, String what) throws ItemFailure, IOException {
        Path resolved;
        try {
            resolved = path.toRealPath();
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw Refusal.IMAGE_MISSING.because("The " + what + " is not there: " + path, e);
        }
        if (real.stream().noneMatch(resolved::startsWith)) {
            throw outside(what);
        }
        return resolved;
    }

    private static boolean isBelow(Path path, Path root) {
        return path.startsWith(root) && !path.equals(root);
    }

    private static ItemFailure outside(String what) {
        return Refusal.IMAGE_PATH_REFUSED.because(
                "The " + what + " is not below a folder that the configuration of the service allows.");
    }
}
