package io.amorsize.job.type.net;

/** The operator does not allow a call. The message says what to change. */
public final class DestinationRefused extends Exception {

    private static final long serialVersionUID = 1;

    DestinationRefused(String message) {
        super(message);
    }
}
