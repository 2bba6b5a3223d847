package io.amorsize.job.type.image;

import io.amorsize.job.spi.ItemFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/**
 * A file that is there completely or not at all: it is written beside its place and moved there when it is on the disk.
 *
 * @param path with all links in its folder resolved
 * @param overwrite whether a file that is there is replaced
 */
record TargetFile(Path path, boolean overwrite) {

    /**
     * Writes the file. If one with the same bytes is there, from an earlier try, there is nothing to do.
     *
     * @throws ItemFailure if another one is there that must not be replaced
     */
    void write(byte[] bytes) throws ItemFailure, IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw Refusal.IMAGE_TARGET_EXISTS.because("The target is there and is no file: " + path);
            }
            if (holds(bytes)) {
                return;
            }
            if (!overwrite) {
                throw Refusal.IMAGE_TARGET_EXISTS.because(
                        "Another file is at the target already: " + path + ". Ask for overwrite to have it replaced.");
            }
        }
        Path part = path.resolveSibling(".amorsize-" + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private boolean holds(byte[] bytes) throws IOException {
        try (InputStream present = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return Arrays.equals(present.readNBytes(bytes.length + 1), bytes);
        }
    }
}
