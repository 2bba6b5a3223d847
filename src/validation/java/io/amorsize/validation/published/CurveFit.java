package io.amorsize.validation.published;

import io.amorsize.cost.PriorFit;
import io.amorsize.cost.ScalingPrior;
import io.amorsize.optimizer.CostModel;
import java.util.List;
import java.util.function.Predicate;

/** The priors that the published curves teach. */
final class CurveFit {

    private final PriorFit work;
    private final PriorFit services;

    /**
     * A fit.
     *
     * @param work curves of programs on the CPUs of a known machine
     * @param services curves of services
     */
    CurveFit(List<Curve> work, List<Curve> services) {
        this.work = PriorFit.ofWork(sweeps(work));
        this.services = PriorFit.ofServices(sweeps(services));
    }

    private static List<PriorFit.Sweep> sweeps(List<Curve> curves) {
        return curves.stream()
                .map(curve -> new PriorFit.Sweep(
                        curve.benchmark(),
                        CostModel.of(Probing.asking(curve, Probing.told(curve)).request()),
                        List.copyOf(curve.speed().keySet()),
                        curve.speed().values().stream()
                                .map(speed -> Math.log(Probing.ITEMS / (speed * Probing.unit(curve))))
                                .toList()))
                .toList();
    }

    /** What all benchmarks say. */
    ScalingPrior all() {
        return new ScalingPrior(work.work(benchmark -> true), services.service(benchmark -> true));
    }

    /**
     * What all benchmarks but one say. Work and services are learned apart: a family that this benchmark is none of stays as
     * in {@code all}.
     */
    ScalingPrior without(String benchmark, ScalingPrior all) {
        Predicate<String> others = other -> !other.equals(benchmark);
        return new ScalingPrior(
                work.knows(benchmark) ? work.work(others) : all.compute(),
                services.knows(benchmark) ? services.service(others) : all.service());
    }
}
