package io.amorsize.validation.published;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.validation.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks about a curve, runs what the answer wants to see next, tells it, and asks again. */
final class Probing {

    /** Items of a described workload: so many that chunks and starts do not matter. */
    static final long ITEMS = 1_000_000;

    private Probing() {}

    /**
     * One answer.
     *
     * @param curve what was asked about
     * @param probes runs that the service asked for and was told before
     * @param seen items a second by workers of all runs it was told
     * @param advice the answer
     */
    record Step(Curve curve, int probes, SortedMap<Integer, Double> seen, Advice advice) {

        /** The measured count that the plan stands for. */
        int chosen() {
            return advice.plan().workers();
        }

        double regret() {
            return curve.regret(chosen());
        }
    }

    /** The answers with 0 to {@code most} probes. Once the service asks for nothing more, its answer stays. */
    static List<Step> of(Curve curve, int most, Optimizer optimizer) {
        SortedMap<Integer, Double> seen = told(curve);
        List<Step> steps = new ArrayList<>();
        for (int probes = 0; probes <= most; probes++) {
            if (probes > 0 && steps.getLast().advice().nextProbe().isPresent()) {
                int wanted = steps.getLast().advice().nextProbe().orElseThrow().workers();
                seen.put(wanted, curve.at(wanted) * unit(curve));
            }
            steps.add(new Step(
                    curve, probes, new TreeMap<>(seen), asking(curve, seen).advice(optimizer)));
        }
        return steps;
    }

    /** Items a second of the question per unit of the curve: of a described workload one worker does an item in the time told. */
    static double unit(Curve curve) {
        return curve.serialSeconds() > 0 ? 1 / (curve.serialSeconds() * curve.at(1)) : 1;
    }

    /** What is told without a probe. */
    static SortedMap<Integer, Double> told(Curve curve) {
        SortedMap<Integer, Double> seen = new TreeMap<>();
        if (curve.serialSeconds() == 0) {
            seen.put(1, curve.at(1));
        }
        return seen;
    }

    static Asking asking(Curve curve, SortedMap<Integer, Double> seen) {
        Asking asking = new Asking(curve.threads(), curve.cores(), curve.threads())
                .workerCandidates(curve.speed().keySet());
        if (curve.serialSeconds() > 0) {
            asking.items(ITEMS).itemTime(curve.serialSeconds(), 0).cpuShare(1);
        }
        seen.forEach(asking::observed);
        return asking;
    }
}
