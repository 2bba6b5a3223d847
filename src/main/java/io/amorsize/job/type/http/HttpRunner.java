package io.amorsize.job.type.http;

import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.type.net.Origin;
import io.amorsize.job.type.net.StatusFailure;
import io.amorsize.job.type.net.WebAnswer;
import io.amorsize.job.type.net.WebClient;
import io.amorsize.job.type.net.WebRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Sends the requests of one job. */
final class HttpRunner implements ItemRunner<HttpItem, HttpResult> {

    private static final long DEFAULT_RESPONSE_BYTES = 65536;

    private static final double NANOS_PER_SECOND = 1e9;

    private final WebClient client;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final HttpParameters parameters;
    private final RequestTemplate template;

    HttpRunner(WebClient client, InstantSource clock, LongSupplier nanos, HttpParameters parameters) {
        this.client = client;
        this.clock = clock;
        this.nanos = nanos;
        this.parameters = parameters;
        this.template = new RequestTemplate(parameters);
    }

    @Override
    public HttpResult run(HttpItem item, ItemContext context) throws ItemFailure, InterruptedException {
        WebRequest request = template.requestFor(item, context.idempotencyKey());
        long started = nanos.getAsLong();
        WebAnswer answer = client.call(request, mostBytes(), !Boolean.FALSE.equals(parameters.followRedirects()));
        double seconds = (nanos.getAsLong() - started) / NANOS_PER_SECOND;
        if (!isSuccess(answer.status())) {
            throw StatusFailure.of(answer, clock.instant());
        }
        return new HttpResult(
                answer.status(),
                headers(answer),
                Boolean.FALSE.equals(parameters.keepBody()) || answer.content().size() == 0
                        ? null
                        : answer.text().orElse(null),
                answer.content().isCut(),
                answer.content().size(),
                seconds,
                answer.url().equals(request.url()) ? null : answer.url().toString());
    }

    private long mostBytes() {
        Long asked = parameters.maxResponseBytes();
        return asked == null ? DEFAULT_RESPONSE_BYTES : asked;
    }

    /** The longest body that is read. */
    @Override
    public long memoryBytes(HttpItem item) {
        return mostBytes();
    }

    private boolean isSuccess(int status) {
        List<Integer> statuses = parameters.successStatuses();
        return statuses == null ? status >= 200 && status <= 299 : statuses.contains(status);
    }

    private Map<String, String> headers(WebAnswer answer) {
        List<String> names = parameters.keepHeaders() == null ? List.of("content-type") : parameters.keepHeaders();
        Map<String, String> kept = new HashMap<>();
        names.forEach(name -> answer.header(name).ifPresent(value -> kept.put(name.toLowerCase(Locale.ROOT), value)));
        return kept;
    }

    @Override
    public Optional<String> target(HttpItem item) {
        try {
            return Optional.of(Origin.of(template.urlOf(item)).toString());
        } catch (ItemFailure withoutTarget) {
            return Optional.empty();
        }
    }
}
