package io.amorsize.validation;

import java.io.IOException;

/** One part of the evidence: a set of cases whose truth is known, answered by the model and by other rules. */
public interface Study {

    /** What it is called on the command line, in lower case with dashes. */
    String name();

    /**
     * Runs it.
     *
     * @param setup what it may use
     * @return what was found; a study that lacks its data says so in its chapter
     * @throws IOException if data cannot be read
     * @throws InterruptedException if it is told to stop
     */
    Chapter run(Setup setup) throws IOException, InterruptedException;
}
