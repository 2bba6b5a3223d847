package io.amorsize.recommendation;

import java.time.Duration;

/** Is told of every recommendation, for example to count it. Must be fast and safe for use by many threads. */
@FunctionalInterface
public interface RecommendationListener {

    /** Listens to nothing. */
    RecommendationListener NONE = (recommendation, took) -> {};

    /**
     * Called on the thread that made the recommendation, before it is handed out. An exception fails the request.
     *
     * @param recommendation what was advised
     * @param took time that the optimizer needed
     */
    void recommended(Recommendation recommendation, Duration took);
}
