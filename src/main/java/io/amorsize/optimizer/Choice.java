package io.amorsize.optimizer;

import java.util.function.IntToDoubleFunction;

/**
 * The decision by expected regret.
 *
 * @param decision whether to run in parallel
 * @param candidate the chosen candidate
 * @param rival the best parallel candidate, whether chosen or not; the serial run if there is none
 * @param probabilityFaster probability that {@code rival} beats the serial run
 * @param probabilityGain probability that it does so by more than five percent
 */
record Choice(Decision decision, int candidate, int rival, double probabilityFaster, double probabilityGain) {

    /** The serial run is the first of the candidates. */
    static final int SERIAL = 0;

    /** A gain below this factor is not worth a pool. */
    static final double REAL_GAIN = 1.05;

    /** Nor is one below this many seconds over all repetitions: no pool is started as evenly as that. */
    private static final double LEAST_SAVING = 1e-3;

    /** The same for virtual threads, whose carriers only wake up. */
    private static final double LEAST_SAVING_ON_CARRIERS = 1e-4;

    /** Parallel is advised from this probability of a real gain on. */
    static final double SURE_ENOUGH = 0.7;

    /** Probability with which a deadline must be kept. */
    static final double DEADLINE_CONFIDENCE = 0.9;

    static Choice of(Outlook outlook, Situation situation) {
        Objective objective = situation.request().objective();
        IntToDoubleFunction leastSaving = workers -> leastSaving(situation, workers);
        return switch (objective.goal()) {
            case MIN_TIME -> fastest(outlook, objective.tolerance(), leastSaving);
            case MIN_COST -> cheapest(outlook, objective, situation.itemsKnown(), leastSaving);
        };
    }

    /** Seconds that a run with so many workers has to save to be worth it. */
    private static double leastSaving(Situation situation, int workers) {
        if (!situation.itemsKnown()) {
            return 0;
        }
        boolean carried = situation.workerKind().executor(workers) == Executor.VIRTUAL_THREADS;
        return (carried ? LEAST_SAVING_ON_CARRIERS : LEAST_SAVING)
                / situation.request().workload().repetitions();
    }

    private static Choice fastest(Outlook outlook, double tolerance, IntToDoubleFunction leastSaving) {
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < outlook.size(); c++) {
            if (outlook.candidate(c).workers() > 1) {
                least = Math.min(least, outlook.regret(c));
            }
        }
        int rival = SERIAL;
        for (int c = 0; c < outlook.size() && rival == SERIAL; c++) {
            if (outlook.candidate(c).workers() > 1 && outlook.regret(c) <= least + tolerance) {
                rival = c;
            }
        }
        return decide(outlook, rival, leastSaving);
    }

    private static Choice decide(Outlook outlook, int rival, IntToDoubleFunction leastSaving) {
        if (rival == SERIAL) {
            return new Choice(Decision.SERIAL, SERIAL, SERIAL, 0, 0);
        }
        double faster = outlook.probabilityOfGain(rival, 1, 0);
        double gain = outlook.probabilityOfGain(
                rival,
                REAL_GAIN,
                leastSaving.applyAsDouble(outlook.candidate(rival).workers()));
        if (gain >= SURE_ENOUGH) {
            return new Choice(Decision.PARALLEL, rival, rival, faster, gain);
        }
        Decision decision = gain > 1 - SURE_ENOUGH ? Decision.UNDECIDED : Decision.SERIAL;
        return new Choice(decision, SERIAL, rival, faster, gain);
    }

    /**
     * The fewest worker-seconds among the plans that keep the deadline and are surely faster than serial; the fastest plan
     * if none does, or if no one can tell because the number of items is unknown.
     */
    private static Choice cheapest(
            Outlook outlook, Objective objective, boolean itemsKnown, IntToDoubleFunction leastSaving) {
        double deadline = objective.deadlineSeconds().orElse(Double.POSITIVE_INFINITY);
        Choice fastest = fastest(outlook, objective.tolerance(), leastSaving);
        if (!itemsKnown && objective.deadlineSeconds().isPresent()) {
            return fastest;
        }
        if (outlook.probabilityDone(SERIAL, deadline) >= DEADLINE_CONFIDENCE) {
            return new Choice(
                    Decision.SERIAL, SERIAL, fastest.rival(), fastest.probabilityFaster(), fastest.probabilityGain());
        }
        int best = SERIAL;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < outlook.size(); c++) {
            int workers = outlook.candidate(c).workers();
            double cost = workers / outlook.speedup(c);
            if (workers > 1
                    && (best == SERIAL || cost < least * (1 - objective.tolerance()))
                    && outlook.probabilityOfGain(c, REAL_GAIN, leastSaving.applyAsDouble(workers)) >= SURE_ENOUGH
                    && outlook.probabilityDone(c, deadline) >= DEADLINE_CONFIDENCE) {
                best = c;
                least = cost;
            }
        }
        return best == SERIAL ? fastest : decide(outlook, best, leastSaving);
    }
}
