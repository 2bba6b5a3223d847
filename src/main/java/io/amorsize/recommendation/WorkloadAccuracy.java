package io.amorsize.recommendation;

import io.amorsize.optimizer.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * How right the predictions for a workload were, over its newest outcomes.
 *
 * @param outcomes outcomes looked at, at least 0
 * @param compared how many of them had a prediction
 * @param inside90 share of the times inside the 90 % interval, as it was given; empty if nothing was compared
 * @param inside50 the same for the 50 % interval, of the runs of the plans that were advised
 * @param medianError typical error, as a share: 0.1 if half of the times were within a factor of 1.1 of the predicted
 *     ones; empty if nothing was compared
 * @param bias median of actual over predicted time less 1: above 0 if runs take longer than predicted
 */
public record WorkloadAccuracy(
        int outcomes,
        int compared,
        OptionalDouble inside90,
        OptionalDouble inside50,
        OptionalDouble medianError,
        OptionalDouble bias) {

    /** The accuracy over these outcomes. */
    static WorkloadAccuracy of(List<Outcome> outcomes) {
        double[] errors = outcomes.stream()
                .filter(outcome -> outcome.prediction().isPresent())
                .mapToDouble(outcome -> outcome.prediction()
                        .orElseThrow()
                        .logError(outcome.run().elapsedSeconds()))
                .toArray();
        return new WorkloadAccuracy(
                outcomes.size(),
                errors.length,
                inside(outcomes, prediction -> Optional.of(prediction.interval90())),
                inside(outcomes, Prediction::interval50),
                median(DoubleStream.of(errors).map(Math::abs)),
                median(DoubleStream.of(errors)));
    }

    private static OptionalDouble inside(List<Outcome> outcomes, Function<Prediction, Optional<Interval>> interval) {
        return outcomes.stream()
                .filter(outcome -> outcome.prediction().flatMap(interval).isPresent())
                .mapToDouble(outcome -> holds(
                                outcome.prediction().flatMap(interval).orElseThrow(),
                                outcome.run().elapsedSeconds())
                        ? 1
                        : 0)
                .average();
    }

    private static boolean holds(Interval interval, double value) {
        return interval.low() <= value && value <= interval.high();
    }

    /** exp(median) - 1. */
    private static OptionalDouble median(DoubleStream logs) {
        double[] sorted = logs.sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.expm1(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2));
    }
}
