package io.amorsize.recommendation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps outcomes. Several services may share one log. Safe for use by many threads; methods may block on the disk or the
 * network, and throw {@link StoreUnavailable} if it does not answer.
 */
public interface OutcomeLog {

    /**
     * Keeps {@code outcome}; it is durable when this returns. If one was kept for the same recommendation under the same
     * key, nothing is kept.
     *
     * @param key the reporter's name for the report; without one, each report counts
     * @return the outcome that is kept: {@code outcome}, or the one that was there
     */
    Outcome add(Outcome outcome, Optional<String> key);

    /** The newest outcomes of a named workload, at most {@code most}, the newest first. */
    List<Outcome> newestOf(String workload, int most);

    /** The newest outcomes of a named workload that are older than the one with this identifier, the newest first. */
    List<Outcome> olderOf(String workload, String outcomeId, int most);

    /**
     * The newest first outcomes of recommendations for a class of workloads, named or not, at most {@code most}, the
     * newest first. What else followed the same recommendation is left out: it tells more about that one prediction, not
     * about predictions.
     */
    List<Outcome> newestFirstOf(WorkloadClass workloadClass, int most);

    /** Named workloads with outcomes, ascending by name, beginning after {@code after} if it is given. */
    List<NamedWorkload> workloads(Optional<String> after, int most);

    /** Names of the workloads with the newest outcomes, the newest first; those whose last outcome is long ago may be missing. */
    List<String> recentWorkloads(int most);

    /**
     * A named workload of which outcomes are known.
     *
     * @param name its name
     * @param outcomes how many outcomes are kept, at least 1
     * @param lastOutcomeAt when the newest was recorded
     */
    record NamedWorkload(String name, long outcomes, Instant lastOutcomeAt) {}
}
