package io.amorsize.validation.soak;

import java.io.IOException;

/** One way to make life hard for the packaged service. */
interface Trial {

    /** What it is called on the command line, in lower case with dashes. */
    String name();

    /**
     * Runs it.
     *
     * @return what was seen, in Markdown; a trial that this machine does not let run says so
     * @throws IOException if the machine does not do what is asked of it
     * @throws InterruptedException if it is told to stop
     */
    String run(Setup setup) throws IOException, InterruptedException;
}
