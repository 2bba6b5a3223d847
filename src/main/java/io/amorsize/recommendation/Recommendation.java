package io.amorsize.recommendation;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.PlanRequest;
import java.time.Instant;

/**
 * One advice that was given, with everything it depends on. Immutable.
 *
 * @param id unguessable and ascending in time
 * @param createdAt when it was given
 * @param request what was asked, including the machine and the overheads that were counted on
 * @param advice what was answered; the same for equal requests
 */
public record Recommendation(String id, Instant createdAt, PlanRequest request, Advice advice) {}
