package io.amorsize.job;

import io.amorsize.optimizer.Executor;
import java.util.Optional;

/** How a job wants its plan to be made. */
public sealed interface PlanWish {

    /** The service samples the items, plans, and plans anew while it learns. */
    record Auto() implements PlanWish {}

    /**
     * The plan is given and kept.
     *
     * @param workers at least 1
     * @param chunkSize at least 1
     * @param executor what runs the chunks; chosen by the job type if empty
     */
    record Fixed(int workers, long chunkSize, Optional<Executor> executor) implements PlanWish {}

    /**
     * The plan of a recommendation is kept.
     *
     * @param recommendationId the recommendation
     * @param plan what it recommends
     */
    record Advised(String recommendationId, Fixed plan) implements PlanWish {}
}
