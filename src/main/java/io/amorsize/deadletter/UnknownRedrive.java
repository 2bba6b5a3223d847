package io.amorsize.deadletter;

/** There is no redrive with an identifier. */
public final class UnknownRedrive extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param id the identifier */
    public UnknownRedrive(String id) {
        super("There is no redrive " + id + ".");
    }
}
