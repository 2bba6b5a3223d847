package io.amorsize.validation.synthetic;

/** What the asker knows. */
enum Inquiry {
    /** Mean and standard deviation of the item times, and the share of computing. */
    DESCRIPTION("description"),
    /** Thirty-two items of the run, measured one after the other. */
    SAMPLE("32 items measured"),
    /** The description, and the run that the answer to it asked for. */
    ONE_PROBE("description and 1 probe"),
    /** The description, and the runs that two answers asked for. */
    TWO_PROBES("description and 2 probes");

    private final String label;

    Inquiry(String label) {
        this.label = label;
    }

    /** Its name in tables. */
    String label() {
        return label;
    }
}
