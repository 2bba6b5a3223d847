package io.amorsize.job.type.net;

/** Methods of HTTP that can be called (RFC 9110 section 9, RFC 5789). */
public enum WebMethod {
    /** Reads. */
    GET(true, true),
    /** Reads, without the content. */
    HEAD(true, true),
    /** Has an effect at each call. */
    POST(false, false),
    /** Puts a whole in place. */
    PUT(false, true),
    /** Changes a part. */
    PATCH(false, false),
    /** Takes away. */
    DELETE(false, true);

    private final boolean safe;
    private final boolean idempotent;

    WebMethod(boolean safe, boolean idempotent) {
        this.safe = safe;
        this.idempotent = idempotent;
    }

    /** Whether it only reads. */
    public boolean isSafe() {
        return safe;
    }

    /** Whether to call twice does the same as to call once. */
    public boolean isIdempotent() {
        return idempotent;
    }
}
