package io.amorsize.job.type.net;

import io.vertx.core.http.HttpClosedException;

/** No connection was made, so that nothing was sent. */
final class NotConnected extends Exception {

    private static final long serialVersionUID = 1;

    NotConnected(Throwable cause) {
        super(cause);
    }

    /** Whether it was a connection that had been kept, and was closed by the other side meanwhile. */
    boolean isStale() {
        return getCause() instanceof HttpClosedException;
    }
}
