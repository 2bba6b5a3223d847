package io.amorsize.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A document with what was measured: each study has a part between {@code <!-- generated: NAME -->} and
 * {@code <!-- end of NAME -->}, which says when and where it was run.
 */
public final class MeasuredDocument {

    private final Path file;
    private final LocalDate day;
    private final ThisMachine machine;

    /**
     * A document that has its parts already.
     *
     * @param now when it is measured
     * @param machine where
     */
    public MeasuredDocument(Path file, Instant now, ThisMachine machine) {
        this.file = file;
        this.day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.machine = machine;
    }

    /**
     * Writes the part of a study anew.
     *
     * @param study name of its part
     * @param markdown what was seen
     * @throws IllegalStateException if the document has no such part
     */
    public void write(String study, String markdown) throws IOException {
        String text = Files.readString(file);
        String begin = "<!-- generated: " + study + " -->\n";
        String end = "<!-- end of " + study + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException(file + " has no part for " + study);
        }
        Files.writeString(
                file,
                text.substring(0, from + begin.length()) + "\n" + markdown.strip() + "\n\n" + day + ", "
                        + machine.inWords() + "\n\n" + text.substring(to));
    }
}
