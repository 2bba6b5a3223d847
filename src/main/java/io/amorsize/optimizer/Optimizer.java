package io.amorsize.optimizer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Chooses the plan with the least expected regret. Stateless and safe for use by many threads. */
public final class Optimizer {

    /** The best plan for {@code request}, with what it will do and why. Equal requests get equal advice. */
    public Advice advise(PlanRequest request) {
        Interval one = new Interval(1, 1);
        return new Advice(
                Decision.SERIAL,
                new Plan(1, 1, request.workload().items().orElse(0), Executor.CALLER),
                new Estimate(OptionalDouble.of(1), OptionalDouble.of(1), new Speedup(1, one, one), 0, 1, 0),
                new WorkloadSummary(
                        WorkloadSummary.Kind.CPU_BOUND, 1, OptionalDouble.of(1), OptionalDouble.of(0), false, 0),
                new Limit(Limit.Kind.CPU, "Not computed yet."),
                Optional.empty(),
                List.of(new CurvePoint(1, 1, OptionalDouble.of(1), 1, one, 0)),
                List.of(),
                Optional.empty(),
                new Readiness(Readiness.Verdict.GO, List.of()),
                List.of(),
                false);
    }
}
