package io.amorsize.api.recommendation;

import io.amorsize.api.json.MalformedBody;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.Machine;
import org.jspecify.annotations.Nullable;

/** Reads bodies of recommendation requests as the API does, for those who ask the optimizer without HTTP. */
public final class RequestBodies {

    private static final RecordReader<RecommendationRequest> READER = RecordReader.of(RecommendationRequest.class);

    /** Never planned for: a body without a host is refused. */
    private static final Machine NOWHERE = new Machine(HostCapacity.ofCores(1), Calibration.priors());

    private RequestBodies() {}

    /**
     * The request that the API makes of a body.
     *
     * @param body a JSON object that states its host
     * @throws IllegalArgumentException if the API would refuse it, or if it is about the machine it is read on
     */
    public static PlanRequest read(byte[] body) {
        Violations violations = new Violations();
        @Nullable RecommendationRequest request;
        try {
            request = READER.read(body, violations);
        } catch (MalformedBody e) {
            throw new IllegalArgumentException(e);
        }
        if (request == null || !violations.toList().isEmpty()) {
            throw new IllegalArgumentException("the API refuses this: " + violations.toList());
        }
        if (!request.concernsAnotherMachine()) {
            throw new IllegalArgumentException("a host is needed, so that the answer is the same everywhere");
        }
        return request.toPlanRequest(NOWHERE);
    }
}
