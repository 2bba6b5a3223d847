package io.amorsize.observability;

import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.recommendation.Drift;
import io.amorsize.recommendation.History;
import io.amorsize.recommendation.StoreUnavailable;
import io.amorsize.recommendation.WorkloadAccuracy;
import io.amorsize.recommendation.WorkloadClass;
import io.amorsize.recommendation.WorkloadHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How right predictions turned out to be, as gauges: of the workloads run last by name, of all by class. */
final class LearningSamples {

    /** Series for more workloads than this would cost more than they tell. */
    static final int MOST_WORKLOADS = 50;

    private LearningSamples() {}

    /** The samples of now; none while the store does not answer. */
    static Stream<Sample> of(History history) {
        try {
            List<Sample> samples = new ArrayList<>();
            for (String workload : history.recentWorkloads(MOST_WORKLOADS)) {
                samples.addAll(of(workload, history.of(workload)));
            }
            for (WorkloadSummary.Kind kind : WorkloadSummary.Kind.values()) {
                for (Evidence evidence : Evidence.values()) {
                    samples.addAll(of(history, new WorkloadClass(kind, evidence, false)));
                    samples.addAll(of(history, new WorkloadClass(kind, evidence, true)));
                }
            }
            return samples.stream();
        } catch (StoreUnavailable e) {
            return Stream.empty();
        }
    }

    private static List<Sample> of(String workload, WorkloadHistory history) {
        WorkloadAccuracy accuracy = history.accuracy();
        return Stream.of(
                        Sample.ifKnown(Metric.WORKLOAD_COVERAGE, accuracy.inside90(), workload),
                        Sample.ifKnown(Metric.WORKLOAD_ERROR, accuracy.medianError(), workload),
                        Stream.of(Sample.of(
                                Metric.WORKLOAD_DRIFT, number(history.drift().state()), workload)))
                .flatMap(samples -> samples)
                .toList();
    }

    private static double number(Drift.State state) {
        return switch (state) {
            case NONE -> 0;
            case SLOWER -> 1;
            case FASTER -> -1;
        };
    }

    /** Nothing of a class without outcomes. */
    private static List<Sample> of(History history, WorkloadClass workloadClass) {
        WorkloadAccuracy accuracy = history.accuracy(workloadClass);
        if (accuracy.outcomes() == 0) {
            return List.of();
        }
        String[] tags = {
            workloadClass.kind().name(),
            workloadClass.evidence().name().toLowerCase(Locale.ROOT),
            workloadClass.heavyTailed() ? "heavy" : "light"
        };
        return Stream.of(
                        Sample.ifKnown(Metric.CLASS_COVERAGE, accuracy.inside90(), tags),
                        Sample.ifKnown(Metric.CLASS_ERROR, accuracy.medianError(), tags),
                        Stream.of(Sample.of(
                                Metric.CLASS_WIDTH, history.widthFactor(Optional.empty(), workloadClass), tags)))
                .flatMap(samples -> samples)
                .toList();
    }
}
