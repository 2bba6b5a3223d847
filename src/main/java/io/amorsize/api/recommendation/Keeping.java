package io.amorsize.api.recommendation;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.json.Json;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.recommendation.Headline;
import io.amorsize.recommendation.KeptRecommendation;
import io.amorsize.recommendation.Recommendation;
import io.amorsize.recommendation.Recorder;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns recommendations into documents and has them kept. */
@Singleton
class Keeping {

    /** Heap that a recommendation holds on to, without its request. */
    private static final int RECOMMENDATION_BYTES = 10 << 10;

    private static final ObjectWriter QUESTION = Json.sparseWriterFor(RecommendationRequest.class);
    private static final ObjectWriter ANSWER = Json.writerFor(RecommendationBody.class);

    private final Recorder recorder;

    Keeping(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Has the recommendation kept; does not wait for that.
     *
     * @param bytes length of the request
     * @param full the answer in full, if it has been written already
     * @throws ProblemException if its workload has a name, but it cannot be kept
     */
    void keep(Recommendation recommendation, RecommendationRequest request, int bytes, byte @Nullable [] full) {
        boolean named = recommendation.request().workload().name().isPresent();
        boolean taken = recorder.offer(
                recommendation.id(),
                named,
                (long) RECOMMENDATION_BYTES + bytes,
                () -> document(recommendation, request, full));
        if (named && !taken) {
            throw new ProblemException(Problem.STORE_UNAVAILABLE);
        }
    }

    /** The recommendation as it is kept. */
    static KeptRecommendation document(
            Recommendation recommendation, RecommendationRequest request, byte @Nullable [] full) {
        byte[] answer = full == null ? Json.write(ANSWER, RecommendationBody.of(recommendation, true)) : full;
        return new KeptRecommendation(Headline.of(recommendation), text(Json.write(QUESTION, request)), text(answer));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
