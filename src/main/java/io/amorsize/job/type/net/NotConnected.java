package io.amorsize.job.type.net;

/** No connection was made, so that nothing was sent. */
final class NotConnected extends Exception {

    private static final long serialVersionUID = 1;

    NotConnected(Throwable cause) {
        super(cause);
    }
}
