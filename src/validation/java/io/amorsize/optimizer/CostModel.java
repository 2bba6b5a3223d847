package io.amorsize.optimizer;

import io.amorsize.cost.RunModel;

/** The costs behind an answer. */
public final class CostModel {

    private CostModel() {}

    /** What the optimizer takes the runs of this request to cost. */
    public static RunModel of(PlanRequest request) {
        return Situation.of(request).model();
    }
}
