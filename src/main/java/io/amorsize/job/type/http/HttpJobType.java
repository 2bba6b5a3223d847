package io.amorsize.job.type.http;

import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.spi.JobTypeDescription;
import io.amorsize.job.type.net.WebClient;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;

/** Sends one request per item: a fan-out, webhooks, or calls to the container beside this one. */
public final class HttpJobType implements JobType<HttpParameters, HttpItem, HttpResult> {

    private static final JobTypeDescription<HttpParameters, HttpItem, HttpResult> DESCRIPTION = JobTypeDescription.of(
                    "http",
                    "Sends one HTTP request to a host that the service's configuration allows.",
                    HttpParameters.class,
                    HttpItem.class,
                    HttpResult.class,
                    Activity.WAITS)
            .withRange(HttpItem::ofNumber)
            .withSecrets(Set.of("headers"));

    private final WebClient client;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /**
     * @param client sends the requests; it stays open
     * @param clock the time, for targets that name a date to come back at
     * @param nanos a clock with an arbitrary origin, in nanoseconds
     */
    public HttpJobType(WebClient client, InstantSource clock, LongSupplier nanos) {
        this.client = client;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public JobTypeDescription<HttpParameters, HttpItem, HttpResult> description() {
        return DESCRIPTION;
    }

    @Override
    public ItemRunner<HttpItem, HttpResult> open(HttpParameters parameters) throws JobRefused {
        ParameterRules.check(parameters, client);
        return new HttpRunner(client, clock, nanos, parameters);
    }
}
