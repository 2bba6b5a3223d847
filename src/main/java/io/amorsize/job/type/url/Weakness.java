package io.amorsize.job.type.url;

/** What can be missing or weak, and what it costs of 100 points. A page can lose at most all of them. */
public enum Weakness {
    /** Anybody on the way can read and change the page. */
    NO_HTTPS(40, "Serve the page over https."),
    /** The first visit of a browser can be led to http. */
    HSTS_MISSING(15, "Send Strict-Transport-Security, so that browsers come back over https only."),
    /** It is forgotten between visits. */
    HSTS_SHORT(5, "Give Strict-Transport-Security a max-age of at least 180 days (15552000)."),
    /** The page will soon be refused by browsers. */
    CERTIFICATE_ENDS_SOON(5, "Renew the certificate: it ends in less than 14 days."),
    /** Nothing stops a script that found its way into the page. */
    CSP_MISSING(20, "Send Content-Security-Policy, so that only scripts of your own run."),
    /** The policy does not stop such a script. */
    CSP_WEAK(
            10,
            "Let Content-Security-Policy name the sources of scripts, without unsafe-inline, unsafe-eval and whole"
                    + " schemes."),
    /** A browser may take a file for a script. */
    CONTENT_TYPE_SNIFFED(10, "Send X-Content-Type-Options: nosniff."),
    /** Another page may show this one and catch clicks on it. */
    FRAMING_ALLOWED(10, "Send a Content-Security-Policy with frame-ancestors, or X-Frame-Options."),
    /** Browsers decide what other sites learn of the URL. */
    REFERRER_POLICY_MISSING(5, "Send Referrer-Policy, for example strict-origin-when-cross-origin."),
    /** Other sites learn the whole URL. */
    REFERRER_POLICY_UNSAFE(5, "Do not let Referrer-Policy be unsafe-url."),
    /** Parts of the page can be read and changed on the way. */
    MIXED_CONTENT(10, "Load everything over https, and send forms there."),
    /** A cookie may go over http. */
    COOKIE_NOT_SECURE(5, "Give every cookie the attribute Secure."),
    /** A script may read a cookie. */
    COOKIE_NOT_HTTP_ONLY(5, "Give every cookie that no script needs the attribute HttpOnly."),
    /** Browsers decide whether other sites may make use of a cookie. */
    COOKIE_WITHOUT_SAME_SITE(5, "Give every cookie the attribute SameSite.");

    private final int points;
    private final String advice;

    Weakness(int points, String advice) {
        this.points = points;
        this.advice = advice;
    }

    /** What it costs, above 0. */
    public int points() {
        return points;
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }
}
