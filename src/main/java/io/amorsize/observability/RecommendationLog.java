package io.amorsize.observability;

import io.amorsize.recommendation.Recommendation;
import io.amorsize.recommendation.RecommendationListener;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Logs each recommendation, at level {@code DEBUG}. Safe for use by many threads. */
public final class RecommendationLog implements RecommendationListener {

    private static final Logger LOG = Logger.getLogger(RecommendationLog.class);

    @Override
    public void recommended(Recommendation recommendation, Duration took) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(LogLine.of("Recommendation made.")
                    .with(LogKey.RECOMMENDATION_ID, recommendation.id())
                    .with(LogKey.DECISION, recommendation.advice().decision())
                    .with(LogKey.WORKERS, recommendation.advice().plan().workers())
                    .with(LogKey.CHUNK_SIZE, recommendation.advice().plan().chunkSize())
                    .with(
                            LogKey.EVIDENCE,
                            EvidenceTag.of(recommendation.request()).tagValue())
                    .with(LogKey.SECONDS, took.toNanos() / 1e9));
        }
    }
}
