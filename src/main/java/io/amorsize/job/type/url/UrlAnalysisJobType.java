package io.amorsize.job.type.url;

import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.spi.JobTypeDescription;
import io.amorsize.job.type.net.DestinationRefused;
import io.amorsize.job.type.net.WebClient;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Fetches pages, reads what they say about themselves and scores how well they are protected. */
public final class UrlAnalysisJobType implements JobType<UrlAnalysisParameters, UrlItem, UrlAnalysis> {

    private static final JobTypeDescription<UrlAnalysisParameters, UrlItem, UrlAnalysis> DESCRIPTION =
            JobTypeDescription.of(
                    "url-analysis",
                    "Fetches a page, reads what it says about itself and scores how well it is protected.",
                    UrlAnalysisParameters.class,
                    UrlItem.class,
                    UrlAnalysis.class,
                    Activity.WAITS);

    private final WebClient client;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /**
     * @param client fetches the pages; it stays open
     * @param clock the time, for certificates that end
     * @param nanos a clock with an arbitrary origin, in nanoseconds
     */
    public UrlAnalysisJobType(WebClient client, InstantSource clock, LongSupplier nanos) {
        this.client = client;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public JobTypeDescription<UrlAnalysisParameters, UrlItem, UrlAnalysis> description() {
        return DESCRIPTION;
    }

    @Override
    public ItemRunner<UrlItem, UrlAnalysis> open(UrlAnalysisParameters parameters) throws JobRefused {
        Long bytes = parameters.maxResponseBytes();
        if (bytes != null && bytes > client.mostResponseBytes()) {
            throw new JobRefused("maxResponseBytes", client.beyondCeiling());
        }
        try {
            client.policy().checkAnything();
        } catch (DestinationRefused e) {
            throw new JobRefused("", String.valueOf(e.getMessage()));
        }
        return new UrlAnalysisRunner(client, clock, nanos, parameters);
    }
}
