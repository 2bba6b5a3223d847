package io.amorsize.api.recommendation;

import io.amorsize.api.http.IdempotencyKey;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.recommendation.IdempotentAnswer;
import io.amorsize.recommendation.IdempotentAnswers;
import io.amorsize.recommendation.KeptRecommendation;
import io.amorsize.recommendation.Recorder;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives a request that is repeated with the same Idempotency-Key the same answer, also after a restart. */
@Singleton
class Repeats {

    private final IdempotentAnswers answers;
    private final InstantSource clock;

    Repeats(IdempotentAnswers answers, InstantSource clock) {
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * An answer that has just been made.
     *
     * @param json the answer
     * @param recommendations those in it, to be kept with it
     */
    record Fresh(String json, List<KeptRecommendation> recommendations) {}

    /**
     * An answer to send.
     *
     * @param json the answer
     * @param replayed whether it was made for an earlier request
     */
    record Reply(String json, boolean replayed) {}

    /** Identifies a request: equal for equal ones only. */
    static String fingerprint(String operation, Detail detail, byte[] body) {
        return IdempotencyKey.fingerprint(operation + '\n' + detail, body);
    }

    /**
     * The answer kept under {@code key}, or the one that {@code work} makes, which is kept when this returns.
     *
     * @throws ProblemException if the key stands for another request
     * @throws io.amorsize.recommendation.StoreUnavailable if the store does not answer
     */
    Reply answer(String key, String fingerprint, Supplier<Fresh> work) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant since = now.minus(Recorder.IDEMPOTENCY);
        Optional<IdempotentAnswer> earlier = answers.find(key, since);
        if (earlier.isPresent()) {
            return replay(earlier.get(), fingerprint);
        }
        Fresh fresh = work.get();
        IdempotentAnswer mine = new IdempotentAnswer(key, fingerprint, now, fresh.json);
        IdempotentAnswer kept = answers.keepFirst(mine, fresh.recommendations, since);
        return kept.equals(mine) ? new Reply(fresh.json, false) : replay(kept, fingerprint);
    }

    private static Reply replay(IdempotentAnswer kept, String fingerprint) {
        if (!kept.fingerprint().equals(fingerprint)) {
            throw new ProblemException(Problem.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was sent with another path, detail or body at " + kept.createdAt()
                            + ". Send the same bytes again to get the same answer, or take a new key for a new"
                            + " question."));
        }
        return new Reply(kept.answer(), true);
    }
}
