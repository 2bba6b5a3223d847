package io.amorsize.recommendation;

import static java.util.stream.Collectors.groupingBy;

import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.LevelChanges.Change;
import io.amorsize.workload.Observation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The newest outcomes of one named workload, and what follows from them. Immutable. */
public final class WorkloadHistory {

    /** Of a workload of which no outcome is known. */
    public static final WorkloadHistory NONE = new WorkloadHistory(List.of());

    /** Outcomes that are looked at. */
    static final int MOST_OUTCOMES = 200;

    /** A drift is reported until the new level has lasted for this many outcomes. */
    private static final int DRIFT_LASTS = 20;

    private final List<Outcome> newestFirst;
    private final List<Change> changes;
    private final WorkloadAccuracy accuracy;
    private final Map<WorkloadClass, List<Double>> scores;

    /** @param newestFirst outcomes of one workload, the newest first; of more than 200 the newest count */
    WorkloadHistory(List<Outcome> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst.subList(0, Math.min(MOST_OUTCOMES, newestFirst.size())));
        this.changes = LevelChanges.of(this.newestFirst);
        this.accuracy = WorkloadAccuracy.of(this.newestFirst);
        Map<WorkloadClass, List<Outcome>> byClass = this.newestFirst.stream()
                .collect(groupingBy(outcome -> outcome.circumstances().workloadClass()));
        Map<WorkloadClass, List<Double>> all = new HashMap<>();
        byClass.forEach((workloadClass, outcomes) -> all.put(workloadClass, scores(outcomes)));
        this.scores = Map.copyOf(all);
    }

    /** The outcomes, the newest first; at most 200. */
    public List<Outcome> outcomes() {
        return newestFirst;
    }

    /**
     * The class that its next recommendation belongs to, if the items are what they were.
     *
     * @throws java.util.NoSuchElementException if there is no outcome
     */
    public WorkloadClass nextClass() {
        return newestFirst.getFirst().circumstances().workloadClass().observed();
    }

    /** How right the predictions were. */
    public WorkloadAccuracy accuracy() {
        return accuracy;
    }

    /** Whether the workload has become slower or faster; the latest change if there were several. */
    public Drift drift() {
        if (changes.isEmpty() || changes.getLast().outcomesSince() >= DRIFT_LASTS) {
            return Drift.NONE;
        }
        Change last = changes.getLast();
        return Drift.since(last.first().recordedAt(), last.logShift());
    }

    /** What the outcomes tell about {@code request} on a day. */
    List<Observation> observations(PlanRequest request, LocalDate today) {
        return PastRuns.observations(newestFirst, changes, request, today);
    }

    /** The scores of this workload's predictions while it was of this class, as {@link #scores(List)} has them. */
    List<Double> scores(WorkloadClass workloadClass) {
        return scores.getOrDefault(workloadClass, List.of());
    }

    /** The scores of outcomes, of each recommendation the first: others tell about that one prediction only. */
    static List<Double> scores(List<Outcome> newestFirst) {
        Set<String> seen = new HashSet<>();
        List<Double> found = new ArrayList<>();
        for (Outcome outcome : newestFirst.reversed()) {
            if (seen.add(outcome.recommendationId())) {
                outcome.prediction()
                        .map(prediction -> prediction.score(outcome.run().elapsedSeconds()))
                        .ifPresent(found::add);
            }
        }
        return found;
    }
}
