package io.amorsize.host.calibrate;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Status;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps one measurement on disk for the next start. The file is replaced as a whole and forced to disk, so a reader sees
 * the old or the new one. Whatever is wrong with it (foreign host, other version, damage, size, a link or a pipe in its
 * place) makes it as good as absent, with a log line that says why; a directory that cannot be written to costs the
 * memory of the next start and nothing else. Stateless; two processes may share a directory.
 */
final class CalibrationCache {

    static final String FILE = "calibration.properties";

    /** A file with the most workers allowed has below 4 KiB. */
    static final int LARGEST_FILE = 16 << 10;

    private static final Logger LOGGER = System.getLogger(CalibrationCache.class.getName());

    private final Path directory;

    CalibrationCache(Path directory) {
        this.directory = directory;
    }

    /** The measurement of an earlier run on the same host, if there is a sound one. */
    Optional<Calibration> find(HostKey host) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            return Optional.of(CalibrationFile.parse(read(file), host));
        } catch (IOException | CalibrationFile.UnusableException e) {
            LOGGER.log(
                    Level.INFO, "The kept calibration is not used and the host is measured anew: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Keeps a measurement.
     *
     * @return whether it is on disk now
     * @throws IllegalArgumentException unless its status is MEASURED
     */
    boolean store(HostKey host, Calibration calibration) {
        if (calibration.status() != Status.MEASURED) {
            throw new IllegalArgumentException("only a measurement is kept, was " + calibration.status());
        }
        Path part = directory.resolve(FILE + ".part");
        try {
            Files.createDirectories(directory);
            // A part that a crash or anyone else left is removed, never written through.
            Files.deleteIfExists(part);
            write(part, CalibrationFile.format(calibration, host));
            Files.move(part, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            forceDirectory();
            return true;
        } catch (ClosedByInterruptException e) {
            // The service ends, which is no reason to warn anybody.
            discard(part);
            LOGGER.log(Level.DEBUG, "The calibration is not kept: the service ended while it was written.");
            return false;
        } catch (IOException e) {
            discard(part);
            LOGGER.log(
                    Level.WARNING,
                    "The calibration is kept in memory only, the next start measures again: {0}",
                    e.toString());
            return false;
        }
    }

    /** Opens regular files only: opening a pipe would wait for its writer. */
    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(FILE + " is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new IOException(FILE + " has more than " + LARGEST_FILE + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static void write(Path part, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "What was written of the calibration could not be removed: {0}", e.toString());
        }
    }

    /** Makes the new name durable; systems that cannot open a directory lose the file at worst, never half of it. */
    private void forceDirectory() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "The directory of the calibration could not be forced to disk: {0}", e.toString());
        }
    }
}
