package io.amorsize.optimizer;

/** Chooses the plan with the least expected regret. Stateless and safe for use by many threads. */
public final class Optimizer {

    /** The best plan for {@code request}, with what it will do and why. Equal requests get equal advice. */
    public Advice advise(PlanRequest request) {
        throw new UnsupportedOperationException();
    }
}
