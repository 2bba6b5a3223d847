package io.amorsize.api.http;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The identifier of an exchange: the client's if it is well formed, otherwise one of 16 hexadecimal digits. */
public final class RequestId {

    /** Header that carries it both ways. */
    public static final String HEADER = "X-Request-Id";

    /** Key in the log's diagnostic context. */
    public static final String LOG_KEY = "requestId";

    private static final int LONGEST = 128;
    private static final int GENERATED = 16;
    private static final String MARKS = "-_.:/=+";
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private RequestId() {}

    /** The identifier to use for a request that came with {@code given}. */
    static String of(@Nullable String given) {
        return given != null && isWellFormed(given) ? given : generate();
    }

    /** The identifier of the exchange, once it has been given one. */
    public static @Nullable String of(RoutingContext exchange) {
        return exchange.get(LOG_KEY);
    }

    private static boolean isWellFormed(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isSafe(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Letters, digits and the marks of common identifiers: harmless in headers, logs and JSON. */
    private static boolean isSafe(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
    }

    private static String generate() {
        long bits = ThreadLocalRandom.current().nextLong();
        char[] id = new char[GENERATED];
        for (int i = 0; i < GENERATED; i++) {
            id[i] = DIGITS[(int) (bits >>> (4 * i)) & 0xF];
        }
        return new String(id);
    }
}
