package io.amorsize.api.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Bodies that are written while they are read from somewhere. One that cannot be finished breaks off, so that clients
 * notice: a problem sent after what was written would look like its last line, and the body like one that is whole.
 */
public final class Unfinished {

    /** A client that does not read what was sent before keeps the connection open for so long. */
    private static final long MOST_SECONDS = 30;

    private Unfinished() {}

    /**
     * A body that ends the connection if it fails once something of it was written. Before that, what is thrown becomes
     * a problem as usual.
     */
    public static StreamingOutput breaksOff(RoutingContext exchange, StreamingOutput body) {
        return out -> {
            Watched watched = new Watched(out);
            try {
                body.write(watched);
            } catch (RuntimeException e) {
                if (watched.begun) {
                    close(exchange);
                }
                throw e;
            }
        };
    }

    /** Returns when it is closed: what is thrown next becomes a problem, which would still be sent before that. */
    private static void close(RoutingContext exchange) {
        CountDownLatch closed = new CountDownLatch(1);
        exchange.request().connection().close(result -> closed.countDown());
        try {
            boolean ignored = closed.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notices whether anything was written. */
    private static final class Watched extends FilterOutputStream {

        private boolean begun;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            begun = true;
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            begun = true;
            out.write(bytes, from, length);
        }
    }
}
