package io.amorsize.optimizer;

import io.amorsize.cost.Candidate;
import io.amorsize.workload.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which run would teach most: the one after which the best choice is expected to lose least (the value of information of
 * R. A. Howard, "Information Value Theory", IEEE Trans. Systems Science and Cybernetics 2 (1966)). It is estimated from the
 * futures themselves: those in which the run takes a similar time are what would remain possible after it, so the loss
 * that is left is that of the best choice within each such group.
 */
final class ProbeChoice {

    /** Below this expected regret more measuring does not pay. */
    private static final double GOOD_ENOUGH = 0.01;

    private static final int LEAST_GROUPS = 4;

    /** A closer look is worth so many futures; with more futures, more runs are told apart more finely. */
    private static final int FUTURES_PER_LOOK = 16;

    /** Decides between runs whose value is about the same, in regret per unit of promise. */
    private static final double PROMISE = 0.02;

    private ProbeChoice() {}

    static Optional<Probe> of(Outlook outlook, Choice choice, PlanRequest request) {
        if (request.objective().goal() == Objective.Goal.MIN_COST && choice.decision() != Decision.UNDECIDED) {
            return Optional.empty(); // a plan chosen for its cost stays, however much faster another may be
        }
        double regret = outlook.regret(choice.candidate());
        if (regret < GOOD_ENOUGH && choice.decision() != Decision.UNDECIDED) {
            return Optional.empty();
        }
        Probe best = null;
        double most = Double.NEGATIVE_INFINITY;
        double[][] losses = losses(outlook);
        for (Promise promise : promising(outlook, choice, request.observations())) {
            Candidate candidate = outlook.candidate(promise.candidate());
            double reduction = regret - regretAfter(outlook, losses, promise.candidate());
            double value = reduction + PROMISE * promise.size();
            if (value > most) {
                most = value;
                best = new Probe(candidate.workers(), candidate.chunkSize(), Math.max(0, reduction));
            }
        }
        return Optional.ofNullable(best);
    }

    /** A candidate with its chance of being the best, times how uncertain it is. */
    private record Promise(int candidate, double size) {}

    /** Those that may be the best and are least certain. */
    private static List<Promise> promising(Outlook outlook, Choice choice, List<Observation> observed) {
        List<Promise> promises = new ArrayList<>();
        double[] chanceBest = outlook.chancesBest();
        for (int c = 0; c < outlook.size(); c++) {
            double uncertainty = outlook.uncertainty(c);
            if (uncertainty > 0 && !isObserved(outlook.candidate(c), observed)) {
                promises.add(new Promise(c, (chanceBest[c] + (c == choice.rival() ? 0.05 : 0.01)) * uncertainty));
            }
        }
        promises.sort(Comparator.comparingDouble(Promise::size).reversed());
        return promises.subList(0, Math.min(outlook.forecast().futures() / FUTURES_PER_LOOK, promises.size()));
    }

    private static boolean isObserved(Candidate candidate, List<Observation> observed) {
        for (Observation observation : observed) {
            if (observation.workers() == candidate.workers()) {
                return true;
            }
        }
        return false;
    }

    /** The losses of each candidate. */
    private static double[][] losses(Outlook outlook) {
        double[][] losses = new double[outlook.size()][];
        Arrays.setAll(losses, outlook::losses);
        return losses;
    }

    private static double regretAfter(Outlook outlook, double[][] losses, int probe) {
        int futures = outlook.forecast().futures();
        double[] times = new double[futures];
        Arrays.setAll(
                times,
                f -> outlook.forecast().seconds(probe, f) / outlook.forecast().serialSeconds(f));
        int[] order = new int[futures];
        Arrays.setAll(order, f -> f);
        Outlook.sort(times, order);
        int groups = Math.max(LEAST_GROUPS, futures / FUTURES_PER_LOOK);
        double total = 0;
        for (int group = 0; group < groups; group++) {
            int from = group * futures / groups;
            int to = (group + 1) * futures / groups;
            double least = Double.POSITIVE_INFINITY;
            for (double[] loss : losses) {
                double sum = 0;
                for (int i = from; i < to; i++) {
                    sum += loss[order[i]];
                }
                least = Math.min(least, sum);
            }
            total += least;
        }
        return total / futures;
    }
}
