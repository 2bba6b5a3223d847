package io.amorsize.optimizer;

import io.amorsize.cost.Candidate;
import io.amorsize.workload.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which run would teach most: the worker count that is most likely the best and least certain, with the expected gain
 * estimated from the futures themselves. Futures in which the probe gives similar times are what would remain possible
 * after it, so the regret that is left is that of the best choice within each such group.
 */
final class ProbeChoice {

    /** Below this expected regret more measuring does not pay. */
    private static final double GOOD_ENOUGH = 0.01;

    /** A probe that is expected to remove less than this does not pay either. */
    private static final double WORTH_MEASURING = 0.001;

    private static final int GROUPS = 4;

    private ProbeChoice() {}

    static Optional<Probe> of(Outlook outlook, Choice choice, PlanRequest request) {
        if (request.objective().goal() == Objective.Goal.MIN_COST && choice.decision() != Decision.UNDECIDED) {
            return Optional.empty(); // a plan chosen for its cost stays, however much faster another may be
        }
        List<Observation> observed = request.observations();
        double regret =
                choice.candidate() == Choice.SERIAL ? outlook.serialRegret() : outlook.regret(choice.candidate());
        if (regret < GOOD_ENOUGH && choice.decision() != Decision.UNDECIDED) {
            return Optional.empty();
        }
        int probe = -1;
        double best = 0;
        for (int c = 0; c < outlook.size(); c++) {
            if (isObserved(outlook.candidate(c), observed)) {
                continue;
            }
            Interval interval = outlook.interval(c, 0.9);
            double uncertainty = Math.log(interval.high() / interval.low());
            double value = (outlook.chanceBest(c) + (c == choice.rival() ? 0.05 : 0.01)) * uncertainty;
            if (value > best) {
                best = value;
                probe = c;
            }
        }
        if (probe < 0) {
            return Optional.empty();
        }
        Candidate candidate = outlook.candidate(probe);
        double left = regretAfter(outlook, probe);
        double reduction = Math.max(0, regret - left);
        return reduction < WORTH_MEASURING && choice.decision() != Decision.UNDECIDED
                ? Optional.empty()
                : Optional.of(new Probe(candidate.workers(), candidate.chunkSize(), reduction));
    }

    private static boolean isObserved(Candidate candidate, List<Observation> observed) {
        for (Observation observation : observed) {
            if (observation.workers() == candidate.workers()) {
                return true;
            }
        }
        return false;
    }

    private static double regretAfter(Outlook outlook, int probe) {
        int futures = outlook.forecast().futures();
        double[] times = new double[futures];
        Arrays.setAll(
                times,
                f -> outlook.forecast().seconds(probe, f) / outlook.forecast().serialSeconds(f));
        int[] order = new int[futures];
        Arrays.setAll(order, f -> f);
        Outlook.sort(times, order);
        double total = 0;
        for (int group = 0; group < GROUPS; group++) {
            int from = group * futures / GROUPS;
            int to = (group + 1) * futures / GROUPS;
            double least = Double.POSITIVE_INFINITY;
            for (int c = -1; c < outlook.size(); c++) {
                double sum = 0;
                for (int i = from; i < to; i++) {
                    sum += outlook.regretIn(c, order[i]);
                }
                least = Math.min(least, sum);
            }
            total += least;
        }
        return total / futures;
    }
}
