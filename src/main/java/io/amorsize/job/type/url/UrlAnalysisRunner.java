package io.amorsize.job.type.url;

import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.type.net.Origin;
import io.amorsize.job.type.net.StatusFailure;
import io.amorsize.job.type.net.WebAnswer;
import io.amorsize.job.type.net.WebClient;
import io.amorsize.job.type.net.WebMethod;
import io.amorsize.job.type.net.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Fetches and analyses the pages of one job. */
final class UrlAnalysisRunner implements ItemRunner<UrlItem, UrlAnalysis> {

    private static final double NANOS_PER_SECOND = 1e9;

    private final WebClient client;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final long mostBytes;
    private final Map<String, String> headers = new HashMap<>();

    UrlAnalysisRunner(WebClient client, InstantSource clock, LongSupplier nanos, UrlAnalysisParameters parameters) {
        this.client = client;
        this.clock = clock;
        this.nanos = nanos;
        this.mostBytes = Optional.ofNullable(parameters.maxResponseBytes()).orElse(client.mostResponseBytes());
        headers.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.5");
        if (parameters.userAgent() != null) {
            headers.put("User-Agent", parameters.userAgent());
        }
    }

    @Override
    public UrlAnalysis run(UrlItem item, ItemContext context) throws ItemFailure, InterruptedException {
        WebRequest request = new WebRequest(WebMethod.GET, url(item), headers, Optional.empty());
        long started = nanos.getAsLong();
        WebAnswer answer = client.call(request, mostBytes, true);
        double seconds = (nanos.getAsLong() - started) / NANOS_PER_SECOND;
        Instant now = clock.instant();
        if (answer.status() < 200 || answer.status() > 299) {
            throw StatusFailure.of(answer, now);
        }
        Optional<Document> page = page(answer);
        Optional<TlsReport> tls = answer.session().flatMap(session -> TlsReport.of(session, now));
        return new UrlAnalysis(
                answer.url().toString(),
                answer.status(),
                answer.header("content-type").orElse(null),
                answer.content().size(),
                answer.content().isCut(),
                seconds,
                page.map(html -> PageReader.read(html, Origin.of(answer.url()).host()))
                        .orElse(null),
                tls.orElse(null),
                SecurityChecks.of(answer, tls, page));
    }

    /** The longest page. What is made of it takes several times as much, but of no more pages at a time than CPUs. */
    @Override
    public long memoryBytes(UrlItem item) {
        return mostBytes;
    }

    private static URI url(UrlItem item) throws ItemFailure {
        try {
            URI url = URI.create(item.url());
            Origin.check(url);
            return url;
        } catch (IllegalArgumentException e) {
            throw new ItemFailure("INVALID_URL", Kind.PERMANENT, "Not a URL to fetch: " + e.getMessage(), null, e);
        }
    }

    private static Optional<Document> page(WebAnswer answer) {
        String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.contains("html")) {
            return Optional.empty();
        }
        try {
            // Without a charset, the page itself says which one it has.
            String charset = answer.charset().map(Charset::name).orElse(null);
            return Optional.of(
                    Jsoup.parse(answer.content().stream(), charset, answer.url().toString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<String> target(UrlItem item) {
        try {
            return Optional.of(Origin.of(url(item)).toString());
        } catch (ItemFailure withoutTarget) {
            return Optional.empty();
        }
    }
}
