package io.amorsize.job.type.net;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** Says why there is no answer. All of it counts against the target. */
final class CallFailures {

    private CallFailures() {}

    static ItemFailure notConnected(Origin origin, Throwable cause) {
        if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            return failure("TLS_FAILED", origin + " offers no connection that can be trusted: " + reason(cause), cause);
        }
        if (cause instanceof ConnectTimeoutException) {
            return failure("CONNECT_TIMEOUT", origin + " did not take the connection in time.", cause);
        }
        return failure("CONNECTION_FAILED", origin + " does not take connections: " + reason(cause), cause);
    }

    static ItemFailure broken(Origin origin, Throwable cause) {
        if (cause instanceof HttpClosedException || cause instanceof IOException) {
            return failure(
                    "CONNECTION_CLOSED", origin + " closed the connection before the answer was complete.", cause);
        }
        return failure("BAD_RESPONSE", origin + " answered with what is not HTTP: " + reason(cause), cause);
    }

    static ItemFailure late(Origin origin, Throwable cause) {
        return failure("REQUEST_TIMEOUT", origin + " did not answer in time.", cause);
    }

    static ItemFailure badContent(Origin origin, Throwable cause) {
        return failure("BAD_RESPONSE", origin + " sent a content that cannot be unpacked.", cause);
    }

    private static ItemFailure failure(String code, String message, Throwable cause) {
        return new ItemFailure(code, Kind.TARGET, message, null, cause);
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
