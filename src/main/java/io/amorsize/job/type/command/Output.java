package io.amorsize.job.type.command;

/** What a process wrote to its standard output. */
sealed interface Output {

    /** A line, without its end. */
    record Line(String text) implements Output {}

    /**
     * Something that is no line of text.
     *
     * @param what continues a sentence about the program
     */
    record Garbage(String what) implements Output {}

    /** Nothing more will come. */
    record End() implements Output {}
}
