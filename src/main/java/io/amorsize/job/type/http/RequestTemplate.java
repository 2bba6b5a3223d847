package io.amorsize.job.type.http;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.amorsize.job.type.net.HeaderRules;
import io.amorsize.job.type.net.Origin;
import io.amorsize.job.type.net.WebMethod;
import io.amorsize.job.type.net.WebRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the requests of a job from its parameters and items. Immutable. */
final class RequestTemplate {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String CONTENT_TYPE = "Content-Type";

    private static final String JSON = "application/json";

    /** A segment that makes a server step out of the path it stands in, also when it is encoded. */
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?:^|[/\\\\])(?:\\.|%2e){1,2}(?:[/\\\\]|$)");

    private final Optional<Template> url;
    private final @Nullable WebMethod method;
    private final Map<String, Template> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Optional<Template> body;

    RequestTemplate(HttpParameters parameters) {
        this.url = Optional.ofNullable(parameters.url()).map(Template::of);
        this.method = parameters.method();
        this.body = Optional.ofNullable(parameters.body()).map(Template::of);
        if (parameters.headers() != null) {
            parameters.headers().forEach((name, value) -> headers.put(name, Template.of(value)));
        }
    }

    /**
     * Where the request for {@code item} goes.
     *
     * @throws ItemFailure if that is not a URL
     */
    URI urlOf(HttpItem item) throws ItemFailure {
        String own = item.url();
        if (own != null && item.path() != null) {
            throw permanent("INVALID_ITEM", "An item has either a url or a path, but this has both.");
        }
        if (own != null) {
            return parsed(own);
        }
        if (url.isEmpty()) {
            throw permanent("INVALID_ITEM", "The item has no url, and the parameters have none either.");
        }
        URI expanded = parsed(url.get().expand(variables(item), Escaping.PERCENT));
        if (item.path() != null) {
            return parsed(expanded.getScheme() + "://" + expanded.getRawAuthority() + item.path());
        }
        if (!url.get().isFixed()
                && DOT_SEGMENT
                        .matcher(Optional.ofNullable(expanded.getRawPath())
                                .orElse("")
                                .toLowerCase(Locale.ROOT))
                        .find()) {
            throw permanent("INVALID_URL", "A variable makes a step “.” or “..” in the path of the URL.");
        }
        return expanded;
    }

    private static URI parsed(String text) throws ItemFailure {
        try {
            URI url = URI.create(text);
            Origin.check(url);
            return url;
        } catch (IllegalArgumentException e) {
            throw new ItemFailure("INVALID_URL", Kind.PERMANENT, "Not a URL to call: " + e.getMessage(), null, e);
        }
    }

    /**
     * The request for {@code item}.
     *
     * @param idempotencyKey sent with requests that are not safe, unless they carry one of their own
     * @throws ItemFailure if the item does not make a request
     */
    WebRequest requestFor(HttpItem item, String idempotencyKey) throws ItemFailure {
        URI target = urlOf(item);
        Map<String, String> fields = headersOf(item);
        WebMethod used = methodOf(item);
        Optional<String> content = bodyOf(item, used, fields);
        if (content.isPresent() && used.isSafe()) {
            throw permanent("INVALID_ITEM", "A " + used + " request cannot carry a body.");
        }
        if (content.isPresent()) {
            fields.putIfAbsent(CONTENT_TYPE, JSON);
        }
        if (!used.isSafe()) {
            fields.putIfAbsent(IDEMPOTENCY_KEY, idempotencyKey);
        }
        for (Map.Entry<String, String> field : fields.entrySet()) {
            Optional<String> problem = HeaderRules.problemOf(field.getKey(), field.getValue());
            if (problem.isPresent()) {
                throw permanent("INVALID_HEADER", problem.get());
            }
        }
        return new WebRequest(used, target, fields, content);
    }

    private WebMethod methodOf(HttpItem item) {
        if (item.method() != null) {
            return item.method();
        }
        if (method != null) {
            return method;
        }
        return item.body() != null || body.isPresent() ? WebMethod.POST : WebMethod.GET;
    }

    private Map<String, String> headersOf(HttpItem item) throws ItemFailure {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, Template> header : headers.entrySet()) {
            fields.put(header.getKey(), header.getValue().expand(variables(item), Escaping.NONE));
        }
        if (item.headers() != null) {
            fields.putAll(item.headers());
        }
        return fields;
    }

    /** The common body is not for an item that says it only reads. */
    private Optional<String> bodyOf(HttpItem item, WebMethod used, Map<String, String> fields) throws ItemFailure {
        if (item.body() != null) {
            return Optional.of(item.body());
        }
        if (body.isEmpty() || (used.isSafe() && item.method() != null)) {
            return Optional.empty();
        }
        Escaping escaping = Escaping.of(fields.getOrDefault(CONTENT_TYPE, JSON));
        return Optional.of(body.get().expand(variables(item), escaping));
    }

    private static Map<String, String> variables(HttpItem item) {
        return item.variables() == null ? Map.of() : item.variables();
    }

    private static ItemFailure permanent(String code, String message) {
        return new ItemFailure(code, Kind.PERMANENT, message);
    }
}
