package io.amorsize.optimizer;

import java.util.List;

/** Tells the steps of a decision in plain sentences. */
public final class Explanation {

    private Explanation() {}

    /** One sentence per step of the decision, in order. */
    public static List<String> of(PlanRequest request, Advice advice) {
        return List.of();
    }
}
