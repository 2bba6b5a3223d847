package io.amorsize.api.job;

import io.amorsize.api.http.Bodies;
import io.amorsize.api.http.IdempotencyKey;
import io.amorsize.api.http.Query;
import io.amorsize.api.json.Nearest;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.job.NewJob;
import io.amorsize.job.PlanWish;
import io.amorsize.job.Proposal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads requests for jobs. Safe for use by many threads. */
@Singleton
class JobRequests {

    private static final RecordReader<JobRequest> REQUEST = RecordReader.ofDocuments(JobRequest.class);

    private final JsonJobTypes types;
    private final Function<String, Optional<PlanWish.Fixed>> advised;

    /** @param advised the plan of the recommendation of an identifier; empty if it is not kept */
    JobRequests(JsonJobTypes types, Function<String, Optional<PlanWish.Fixed>> advised) {
        this.types = types;
        this.advised = advised;
    }

    /**
     * The job that a body asks for.
     *
     * @param key by which a repeated request is known
     * @param traceId the trace that the request belongs to
     * @throws io.amorsize.api.problem.ProblemException if anything is wrong with it
     */
    Proposal read(byte @Nullable [] body, Optional<String> key, Optional<String> traceId) {
        Violations violations = new Violations();
        JobRequest request = Bodies.read(REQUEST, body, violations);
        if (request != null && !violations.touch("/type")) {
            checkAgainstType(request, violations);
        }
        PlanWish wish = request == null ? new PlanWish.Auto() : wish(request, violations);
        JobRequest valid = Bodies.valid(request, violations);
        return new Proposal(
                valid.toSpec(wish, traceId),
                valid.source(),
                valid.documents(),
                valid.streams(),
                key.map(text -> new NewJob.Idempotency(
                        text, IdempotencyKey.fingerprint("submitJob", body == null ? new byte[0] : body))));
    }

    private void checkAgainstType(JobRequest request, Violations violations) {
        Optional<JsonJobType<?, ?, ?>> found = types.find(request.type());
        if (found.isEmpty()) {
            List<String> names =
                    types.list().stream().map(type -> type.description().name()).toList();
            String hint = Nearest.to(request.type(), names)
                    .map(name -> "; did you mean " + name + "?")
                    .orElse("; there are " + String.join(", ", names));
            violations.add(
                    "/type",
                    ProblemCode.INVALID_VALUE,
                    "must be an installed job type, but is " + Query.quoted(request.type()) + hint);
            return;
        }
        JsonJobType<?, ?, ?> type = found.get();
        if (!violations.touch("/parameters")) {
            type.checkParameters(request.parametersText(), "/parameters", violations);
        }
        if (request.range() != null && type.description().itemOfRange().isEmpty()) {
            violations.add(
                    "/range",
                    ProblemCode.CONTRADICTION,
                    "is not taken by the job type " + request.type() + "; send items");
        }
        if (!violations.touch("/items")) {
            List<String> items = request.documents();
            for (int i = 0; i < items.size() && violations.hasRoom(); i++) {
                type.checkItem(items.get(i), "/items/" + i, violations);
            }
        }
    }

    private PlanWish wish(JobRequest request, Violations violations) {
        PlanInput plan = request.plan();
        if (plan == null || violations.touch("/plan")) {
            return new PlanWish.Auto();
        }
        Optional<PlanWish> wish = plan.toWish(advised);
        if (wish.isEmpty()) {
            violations.add(
                    "/plan/recommendationId",
                    ProblemCode.INVALID_VALUE,
                    "must be the identifier of a kept recommendation, but is "
                            + Query.quoted(String.valueOf(plan.recommendationId())));
        }
        return wish.orElseGet(PlanWish.Auto::new);
    }
}
