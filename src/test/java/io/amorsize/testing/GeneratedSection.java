package io.amorsize.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a document that is written by a test, between {@code <!-- generated: NAME -->} and
 * {@code <!-- end of NAME -->}.
 *
 * @param document the file
 * @param name name of the part
 */
public record GeneratedSection(Path document, String name) {

    private static final String UPDATE = "docs.update";

    /**
     * Fails if the part differs from {@code expected}, unless the system property {@code docs.update} is
     * {@code true}: then it is written.
     *
     * @param expected Markdown that ends with a line break
     */
    public void assertUpToDate(String expected) {
        String text = text();
        String begin = "<!-- generated: " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        assertThat(to)
                .withFailMessage("%s has no lines “%s” and “%s”.", document, begin.strip(), end)
                .isGreaterThanOrEqualTo(from);
        if (Boolean.getBoolean(UPDATE)) {
            write(text.substring(0, from) + "\n" + expected + "\n" + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to).strip())
                .as("%s is out of date; write it anew with -D%s=true", document, UPDATE)
                .isEqualTo(expected.strip());
    }

    private String text() {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(document, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
