package io.amorsize.recommendation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where answers are kept, so that a repeated request gets the same one. What a method has written when it returns stays,
 * also when the process is killed. All methods throw {@link StoreUnavailable} when the store does not answer. Safe for
 * use by many threads and processes.
 */
public interface IdempotentAnswers {

    /** The answer under {@code key}, unless it was given before {@code since}. */
    Optional<IdempotentAnswer> find(String key, Instant since);

    /**
     * Keeps {@code answer} with its recommendations, unless there is one under its key already that is not older than
     * {@code since}: then nothing is kept. Of several calls at once, one keeps its answer.
     *
     * @return the answer that is kept now: {@code answer}, or the one that was there
     */
    IdempotentAnswer keepFirst(IdempotentAnswer answer, List<KeptRecommendation> recommendations, Instant since);

    /** Removes answers given before {@code since}; returns how many. */
    int forget(Instant since);
}
