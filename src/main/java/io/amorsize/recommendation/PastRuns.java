package io.amorsize.recommendation;

import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.LevelChanges.Change;
import io.amorsize.workload.Observation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads outcomes as observations of what a run would do here and now.
 *
 * <p>A workload's ln rate is taken for a random walk: the present is some distance away from each outcome, a variance
 * that grows with its age, with the unlikeness of its machine, with the difference of its item count, and over each change
 * of level since. Runs that are equally far away share that error, so that a hundred old runs together tell as little as
 * their distance allows. What a walk watched by such runs says of its end is a weighted mean (R. E. Kalman, J. Basic
 * Engineering 82, 1960); each outcome gets the noise with which independent readings have those very weights and that
 * precision.
 */
final class PastRuns {

    /** Variance of ln rate per day: 3 % after a day, 16 % after a month, 50 % after nine. Chosen, not measured. */
    static final double VARIANCE_PER_DAY = 0.03 * 0.03;

    /**
     * Variance of ln rate per squared ln ratio of item counts: fixed costs and the longest item weigh differently, 26 % at
     * ten times as many items. Chosen, not measured.
     */
    private static final double ITEMS_VARIANCE = 0.1 * 0.1;

    /** Outcomes farther away than this tell less than the model knows without them: half in ln. */
    private static final double MOST_DISTANCE = 0.5 * 0.5;

    /** Variance of ln rate between equal runs, as the optimizer counts it besides the noise it is given. */
    private static final double RUN_VARIANCE = 0.04 * 0.04;

    private record Distant(Outcome outcome, double distance) {}

    private PastRuns() {}

    /**
     * What these outcomes tell about {@code request}.
     *
     * @param newestFirst outcomes of the same workload
     * @param changes changes of its level
     * @param today the day to count ages from, so that equal requests of a day get equal answers
     */
    static List<Observation> observations(
            List<Outcome> newestFirst, List<Change> changes, PlanRequest request, LocalDate today) {
        List<Distant> near = new ArrayList<>();
        MachineShape here = MachineShape.of(request.host());
        for (Outcome outcome : newestFirst) {
            double distance = distance(outcome, changes, request, here, today);
            if (outcome.circumstances().runtime() == request.runtime() && distance <= MOST_DISTANCE) {
                near.add(new Distant(outcome, distance));
            }
        }
        near.sort(Comparator.comparingDouble(Distant::distance).reversed());
        return observations(near);
    }

    private static double distance(
            Outcome outcome, List<Change> changes, PlanRequest request, MachineShape here, LocalDate today) {
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(outcome.recordedAt(), ZoneOffset.UTC), today);
        double unlike = outcome.circumstances().machine().distanceTo(here);
        double distance = VARIANCE_PER_DAY * Math.max(0, days) + unlike * unlike;
        if (request.workload().items().isPresent()) {
            double ratio = Math.log(
                    (double) outcome.run().items() / request.workload().items().getAsLong());
            distance += ITEMS_VARIANCE * ratio * ratio;
        }
        for (Change change : changes) {
            if (outcome.id().compareTo(change.first().id()) < 0) {
                distance += change.logShift() * change.logShift();
            }
        }
        return distance;
    }

    /** Walks from the farthest outcome to the present, which is at distance 0. */
    private static List<Observation> observations(List<Distant> farthestFirst) {
        int count = farthestFirst.size();
        double[] gains = new double[count];
        double variance = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            gains[i] = variance == Double.POSITIVE_INFINITY ? 1 : variance / (variance + RUN_VARIANCE);
            double next = i + 1 < count ? farthestFirst.get(i + 1).distance : 0;
            variance = gains[i] * RUN_VARIANCE + farthestFirst.get(i).distance - next;
        }
        List<Observation> observations = new ArrayList<>(count);
        double left = 1;
        for (int i = count - 1; i >= 0; i--) {
            double weight = gains[i] * left;
            left *= 1 - gains[i];
            double noise = Math.sqrt(Math.max(0, variance / weight - RUN_VARIANCE));
            if (noise < Double.POSITIVE_INFINITY) {
                observations.add(farthestFirst.get(i).outcome.observation().withNoise(noise));
            }
        }
        return observations;
    }
}
