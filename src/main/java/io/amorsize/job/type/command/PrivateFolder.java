package io.amorsize.job.type.command;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A new folder that only its owner can enter. */
record PrivateFolder(Path path) {

    /** Makes one. */
    static PrivateFolder in(Path parent) throws IOException {
        return new PrivateFolder(Files.createTempDirectory(parent, "amorsize-command-"));
    }

    /** Deletes it with all that is in it, but nothing that links in it lead to. What cannot be deleted stays. */
    void delete() {
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (IOException e) {
            // Somebody else's file, or a process that still writes; it is in the folder for temporary files.
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
