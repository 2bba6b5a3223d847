package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;

/** Reads the small text files of procfs, sysfs and Downward-API volumes. */
final class KernelFile {

    /** Far above any such file on a machine with 500 processors; keeps a wrong path from filling the heap. */
    static final int LIMIT_BYTES = 1 << 20;

    private KernelFile() {}

    /** The text without surrounding white space; missing where there is none. Never throws. */
    static Finding<String> read(Path path) {
        try {
            // Opening a pipe would block until somebody writes, so the type is checked first.
            if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
                return Finding.missing(path + " is not a regular file.");
            }
            String text;
            try (InputStream in = Files.newInputStream(path)) {
                text = new String(in.readNBytes(LIMIT_BYTES), StandardCharsets.UTF_8).strip();
            }
            return text.isEmpty() ? Finding.missing(path + " is empty.") : Finding.known(text, Provenance.PROC);
        } catch (NoSuchFileException e) {
            return Finding.missing(path + " does not exist.");
        } catch (AccessDeniedException e) {
            return Finding.missing(path + " may not be read by this user.");
        } catch (IOException | SecurityException e) {
            return Finding.missing(path + " could not be read: " + e.getMessage());
        }
    }

    /** The file's content as a whole number, at least 0. */
    static Finding<Long> readNumber(Path path) {
        return read(path).then(text -> {
            OptionalLong number = number(text);
            return number.isPresent()
                    ? Finding.known(number.getAsLong(), Provenance.PROC)
                    : Finding.missing(path + " holds no number that can be used: " + excerpt(text));
        });
    }

    /** The number after {@code key} in a file of "key value" lines, such as {@code memory.stat}. */
    static OptionalLong keyed(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key)
                        && line.length() > key.length()
                        && Character.isWhitespace(line.charAt(key.length())))
                .findFirst()
                .map(line -> number(line.substring(key.length()).strip()))
                .orElseGet(OptionalLong::empty);
    }

    /** Digits as a number; what does not fit a long becomes {@link Long#MAX_VALUE}. Empty for anything but digits. */
    static OptionalLong number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }

    /** The beginning of a text, for a message. */
    static String excerpt(String text) {
        String line = text.lines().findFirst().orElse("");
        return '"' + (line.length() > 40 ? line.substring(0, 40) + "…" : line) + '"';
    }
}
