package io.amorsize.job.type.url;

import io.amorsize.job.type.net.Origin;
import io.amorsize.job.type.net.WebAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;

/** Looks for what protects the visitors of a page. */
final class SecurityChecks {

    private static final Pattern MAX_AGE = Pattern.compile("(?i)\\bmax-age\\s*=\\s*\"?([0-9]{1,18})");

    private static final long LEAST_MAX_AGE = 180L * 24 * 3600;

    private static final long LEAST_DAYS = 14;

    private final WebAnswer answer;
    private final Optional<TlsReport> tls;
    private final Optional<Document> page;
    private final List<Weakness> found = new ArrayList<>();

    private SecurityChecks(WebAnswer answer, Optional<TlsReport> tls, Optional<Document> page) {
        this.answer = answer;
        this.tls = tls;
        this.page = page;
    }

    static SecurityReport of(WebAnswer answer, Optional<TlsReport> tls, Optional<Document> page) {
        SecurityChecks checks = new SecurityChecks(answer, tls, page);
        if (Origin.of(answer.url()).secure()) {
            checks.checkTransport();
            checks.note(Weakness.MIXED_CONTENT, page.map(Sources::overHttp).orElse(0L) > 0);
        } else {
            checks.note(Weakness.NO_HTTPS, true);
        }
        checks.checkContent();
        checks.checkReferrer();
        checks.checkCookies();
        return SecurityReport.of(checks.found);
    }

    private void note(Weakness weakness, boolean isThere) {
        if (isThere) {
            found.add(weakness);
        }
    }

    private void checkTransport() {
        long age = maxAge(answer.header("strict-transport-security").orElse(""));
        note(Weakness.HSTS_MISSING, age == 0);
        note(Weakness.HSTS_SHORT, age > 0 && age < LEAST_MAX_AGE);
        note(
                Weakness.CERTIFICATE_ENDS_SOON,
                tls.map(report -> report.daysLeft() < LEAST_DAYS).orElse(false));
    }

    private static long maxAge(String value) {
        Matcher age = MAX_AGE.matcher(value);
        return age.find() ? Long.parseLong(age.group(1)) : 0;
    }

    private void checkContent() {
        ContentPolicies sent = ContentPolicies.of(answer.values("content-security-policy"));
        List<String> all = new ArrayList<>(answer.values("content-security-policy"));
        page.ifPresent(html -> all.addAll(
                html.select("meta[http-equiv=Content-Security-Policy]").eachAttr("content")));
        ContentPolicies policies = ContentPolicies.of(all);
        note(Weakness.CSP_MISSING, policies.isEmpty());
        note(Weakness.CSP_WEAK, !policies.isEmpty() && !policies.boundsScripts());
        note(
                Weakness.CONTENT_TYPE_SNIFFED,
                !answer.header("x-content-type-options").orElse("").strip().equalsIgnoreCase("nosniff"));
        String framing = answer.header("x-frame-options").orElse("").strip().toUpperCase(Locale.ROOT);
        // A meta element cannot bound framing.
        note(
                Weakness.FRAMING_ALLOWED,
                !sent.boundsFraming() && !framing.equals("DENY") && !framing.equals("SAMEORIGIN"));
    }

    private void checkReferrer() {
        String policy = answer.header("referrer-policy")
                .or(() -> page.map(html -> html.select("meta[name=referrer]").attr("content")))
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
        note(Weakness.REFERRER_POLICY_MISSING, policy.isEmpty());
        // Browsers take the last that they know.
        note(Weakness.REFERRER_POLICY_UNSAFE, policy.endsWith("unsafe-url"));
    }

    private void checkCookies() {
        note(Weakness.COOKIE_NOT_SECURE, anyCookieLacks(attribute -> attribute.equals("secure")));
        note(Weakness.COOKIE_NOT_HTTP_ONLY, anyCookieLacks(attribute -> attribute.equals("httponly")));
        note(
                Weakness.COOKIE_WITHOUT_SAME_SITE,
                anyCookieLacks(attribute -> attribute.startsWith("samesite=") || attribute.startsWith("samesite =")));
    }

    private boolean anyCookieLacks(Predicate<String> wanted) {
        return answer.values("set-cookie").stream()
                .anyMatch(cookie -> Arrays.stream(cookie.split(";", -1))
                        .skip(1)
                        .map(attribute -> attribute.strip().toLowerCase(Locale.ROOT))
                        .noneMatch(wanted));
    }
}
