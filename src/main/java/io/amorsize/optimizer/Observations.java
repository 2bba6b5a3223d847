package io.amorsize.optimizer;

import io.amorsize.cost.Candidate;
import io.amorsize.cost.ObservationPosterior;
import io.amorsize.cost.ObservationPosterior.ObservedPlan;
import io.amorsize.cost.RunModel;
import io.amorsize.workload.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Brings whole runs into the form in which the cost model learns from them. */
final class Observations {

    /** Most distinct plans the model looks at; beyond, the nearest worker counts are taken together. */
    private static final int MOST_PLANS = 40;

    /** Standard deviation of ln time of a single run about which nothing else is known. */
    private static final double RUN_NOISE = 0.04;

    /** Factor between runs of a plan, or between runs and item times, that no noise explains. */
    private static final double BEYOND_DOUBT = 3;

    /**
     * Factor by which a run may be faster than a perfect split of the items: no contention can explain it, and neither noise
     * nor caches of several cores explain more.
     */
    private static final double FASTEST = 1.5;

    private Observations() {}

    static ObservationPosterior posterior(Situation situation, RunModel model) {
        boolean itemTimeUnknown = !situation.itemTimeKnown();
        return new ObservationPosterior(
                model,
                plans(situation),
                itemTimeUnknown || contradictItemTime(situation, model),
                itemTimeUnknown && !situation.cpuShareKnown());
    }

    /**
     * Whether a run was much faster than a perfect split of the items, or several times slower than doing them one
     * after another: then it was not these items that ran, and the runs alone tell how long an item takes.
     */
    static boolean contradictItemTime(Situation situation, RunModel model) {
        if (!situation.itemTimeKnown()) {
            return false;
        }
        Candidate serial = model.serial();
        double work = situation.items() * situation.itemTime().mean();
        for (ObservedPlan plan : plans(situation)) {
            double overhead = plan.workers() == 1
                    ? serial.overheadSeconds()
                    : model.withBestChunk(plan.workers()).overheadSeconds();
            double least = work / Math.min(plan.workers(), situation.items()) / FASTEST;
            double most = (work * serial.expectedStretch() + overhead) * BEYOND_DOUBT;
            if (plan.logSeconds() < Math.log(least) || plan.logSeconds() > Math.log(most)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Greatest ratio between rates that the request itself gives for one plan and one number of items, at least 1; empty
     * where no noise need explain it.
     */
    static OptionalDouble contradiction(Situation situation) {
        double greatest = situation.request().workload().observations().stream()
                .collect(Collectors.groupingBy(
                        run -> List.of(run.workers(), run.chunkSize(), run.items()),
                        Collectors.summarizingDouble(Observation::itemsPerSecond)))
                .values()
                .stream()
                .mapToDouble(rates -> rates.getMax() / rates.getMin())
                .max()
                .orElse(1);
        return greatest > BEYOND_DOUBT ? OptionalDouble.of(greatest) : OptionalDouble.empty();
    }

    /** The distinct plans that were run, with the mean and the noise of their ln times. */
    static List<ObservedPlan> plans(Situation situation) {
        List<Observation> sorted = new ArrayList<>(situation.request().observations());
        sorted.sort(Comparator.comparingInt(Observation::workers)
                .thenComparingLong(observation -> observation.chunkSize().orElse(0)));
        List<List<Observation>> groups = new ArrayList<>();
        for (Observation observation : sorted) {
            if (groups.isEmpty() || !samePlan(groups.getLast().getLast(), observation)) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(observation);
        }
        while (groups.size() > MOST_PLANS) {
            mergeNearest(groups);
        }
        return groups.stream().map(group -> plan(group, situation.items())).toList();
    }

    private static boolean samePlan(Observation a, Observation b) {
        return a.workers() == b.workers() && a.chunkSize().equals(b.chunkSize());
    }

    private static void mergeNearest(List<List<Observation>> groups) {
        int nearest = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < groups.size(); i++) {
            double distance = Math.log((double) groups.get(i).getFirst().workers()
                    / groups.get(i - 1).getLast().workers());
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        groups.get(nearest - 1).addAll(groups.remove(nearest));
    }

    private static double precision(Observation observation) {
        return 1 / (RUN_NOISE * RUN_NOISE + observation.noise() * observation.noise());
    }

    private static ObservedPlan plan(List<Observation> group, double items) {
        double precision = 0;
        double logs = 0;
        for (Observation observation : group) {
            double weight = precision(observation);
            precision += weight;
            logs += weight * Math.log(items / observation.itemsPerSecond());
        }
        double mean = logs / precision;
        double squares = 0;
        for (Observation observation : group) {
            double deviation = Math.log(items / observation.itemsPerSecond()) - mean;
            squares += precision(observation) * deviation * deviation;
        }
        // The prior noise counts as one degree of freedom, so that two equal readings do not look free of noise.
        double noise = Math.sqrt((squares + 1) / precision / group.size());
        Observation middle = group.get(group.size() / 2);
        return new ObservedPlan(middle.workers(), middle.chunkSize().orElse(0), mean, noise);
    }
}
