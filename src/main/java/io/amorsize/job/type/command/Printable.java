package io.amorsize.job.type.command;

/** Text that came from somewhere else, for messages. */
final class Printable {

    private Printable() {}

    /** {@code text} with a space for every sign that could play tricks on those who read it, but with line ends. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}&&[^\\n]]", " ");
    }
}
