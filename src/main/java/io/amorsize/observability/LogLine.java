package io.amorsize.observability;

/** A log line: a message that never changes, and facts as {@code key=value}. Immutable. */
public final class LogLine {

    private final String text;

    private LogLine(String text) {
        this.text = text;
    }

    /**
     * A line without facts.
     *
     * @param message a sentence, always the same for the same event
     */
    public static LogLine of(String message) {
        return new LogLine(message);
    }

    /** The same line with one more fact; a value with blanks, quotes or line breaks is put in quotes. */
    public LogLine with(LogKey key, Object value) {
        String word = value.toString();
        boolean plain = !word.isEmpty() && word.chars().allMatch(c -> c > ' ' && c != '"' && c != '\\');
        return new LogLine(text + ' ' + key.label() + '=' + (plain ? word : quoted(word)));
    }

    private static String quoted(String word) {
        return '"'
                + word.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }

    /** The line as it is logged. */
    @Override
    public String toString() {
        return text;
    }
}
