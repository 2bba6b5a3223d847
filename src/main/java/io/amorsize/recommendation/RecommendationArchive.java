package io.amorsize.recommendation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where recommendations are kept. What a method has written when it returns stays, also when the process is killed. All
 * methods throw {@link StoreUnavailable} when the store does not answer. Safe for use by many threads.
 */
public interface RecommendationArchive {

    /** Keeps all of {@code batch}, or none when it throws. One whose identifier is known already is left as it is. */
    void save(List<KeptRecommendation> batch);

    /** The recommendation with this identifier; empty if there is none, or none any more. */
    Optional<KeptRecommendation> find(String id);

    /**
     * Headlines, the newest first.
     *
     * @param limit most to return, at least 1
     * @param before identifier that all of them are older than
     * @param workload name of the only workload wanted
     */
    List<Headline> newest(int limit, Optional<String> before, Optional<String> workload);

    /** Every name of a workload that a kept recommendation has, in alphabetical order. */
    List<WorkloadCount> workloads();

    /**
     * Removes the oldest until what is left keeps to {@code retention}.
     *
     * @return how many were removed
     */
    int prune(Retention retention, Instant now);
}
