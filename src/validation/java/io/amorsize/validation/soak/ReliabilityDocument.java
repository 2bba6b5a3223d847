package io.amorsize.validation.soak;

import io.amorsize.validation.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The document with what was seen: each trial has a part between {@code <!-- generated: NAME -->} and
 * {@code <!-- end of NAME -->}, which says when and where it was run.
 */
final class ReliabilityDocument {

    private final Path file;
    private final LocalDate day;
    private final ThisMachine machine;

    ReliabilityDocument(Path file, Instant now, ThisMachine machine) {
        this.file = file;
        this.day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.machine = machine;
    }

    /**
     * Writes the part of a trial anew.
     *
     * @throws IllegalStateException if the document has no such part
     */
    void write(String trial, String markdown) throws IOException {
        String text = Files.readString(file);
        String begin = "<!-- generated: " + trial + " -->\n";
        String end = "<!-- end of " + trial + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException(file + " has no part for the trial " + trial);
        }
        Files.writeString(
                file,
                text.substring(0, from + begin.length()) + "\n" + markdown.strip() + "\n\n" + day + ", "
                        + machine.inWords() + "\n\n" + text.substring(to));
    }
}
