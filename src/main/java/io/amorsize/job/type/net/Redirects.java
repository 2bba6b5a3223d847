package io.amorsize.job.type.net;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What to call after an answer that says to look elsewhere (RFC 9110 section 15.4). */
final class Redirects {

    /** Any other field could be a credential: which ones are is known to the target only. */
    private static final Set<String> HARMLESS = Set.of("accept", "accept-language", "user-agent");

    /** Fields that mean nothing once nothing is sent. */
    private static final Set<String> OF_THE_EFFECT =
            Set.of("content-type", "content-language", "content-encoding", "content-location", "idempotency-key");

    private Redirects() {}

    /**
     * The next call; empty if {@code answer} is the last. A request that is not safe is repeated only to the same
     * origin. On the way to another origin, all fields but harmless ones are dropped.
     *
     * @throws ItemFailure if what the answer points to cannot be read
     */
    static Optional<WebRequest> after(WebRequest request, WebAnswer answer) throws ItemFailure {
        Optional<String> location = answer.header("location");
        if (location.isEmpty()) {
            return Optional.empty();
        }
        return switch (answer.status()) {
            case 301, 302 ->
                Optional.of(
                                request.method() == WebMethod.POST
                                        ? reading(request, target(request, location.get()))
                                        : repeated(request, target(request, location.get())))
                        .filter(next -> mayFollow(request, next));
            case 303 -> Optional.of(reading(request, target(request, location.get())));
            case 307, 308 ->
                Optional.of(repeated(request, target(request, location.get())))
                        .filter(next -> mayFollow(request, next));
            default -> Optional.empty();
        };
    }

    private static boolean mayFollow(WebRequest request, WebRequest next) {
        return next.method().isSafe() || sameOrigin(request.url(), next.url());
    }

    private static URI target(WebRequest request, String location) throws ItemFailure {
        try {
            URI base = request.url();
            String path = base.getRawPath() == null || base.getRawPath().isEmpty() ? "/" : base.getRawPath();
            URI rooted = URI.create(base.getScheme() + "://" + base.getRawAuthority() + path);
            // URI.resolve would drop the last segment before a query.
            URI target = location.startsWith("?") ? URI.create(rooted + location) : rooted.resolve(location);
            Origin.check(target);
            return target;
        } catch (IllegalArgumentException e) {
            throw new ItemFailure(
                    "INVALID_REDIRECT",
                    Kind.PERMANENT,
                    Origin.of(request.url()) + " redirects to what cannot be called: " + e.getMessage(),
                    null,
                    e);
        }
    }

    private static WebRequest repeated(WebRequest request, URI target) {
        return sameOrigin(request.url(), target)
                ? new WebRequest(request.method(), target, request.headers(), request.body())
                : new WebRequest(request.method(), target, harmless(request), Optional.empty());
    }

    private static WebRequest reading(WebRequest request, URI target) {
        WebMethod method = request.method() == WebMethod.HEAD ? WebMethod.HEAD : WebMethod.GET;
        Map<String, String> headers = sameOrigin(request.url(), target)
                ? only(request, name -> !OF_THE_EFFECT.contains(name))
                : harmless(request);
        return new WebRequest(method, target, headers, Optional.empty());
    }

    private static Map<String, String> harmless(WebRequest request) {
        return only(request, HARMLESS::contains);
    }

    private static Map<String, String> only(WebRequest request, Predicate<String> isKept) {
        Map<String, String> kept = new HashMap<>(request.headers());
        kept.keySet().removeIf(name -> !isKept.test(name.toLowerCase(Locale.ROOT)));
        return kept;
    }

    private static boolean sameOrigin(URI one, URI other) {
        return Origin.of(one).equals(Origin.of(other));
    }
}
