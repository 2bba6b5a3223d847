package io.amorsize.recommendation;

import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.workload.Observation;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of earlier runs. Safe for use by many threads. Holds the histories that were asked for last, so that
 * most questions need no look into the log; what another service adds to the same log is seen within the refresh
 * interval.
 */
public final class History {

    /** Workloads whose histories are held at once. */
    private static final int MOST_WORKLOADS = 1_000;

    /** Outcomes of a class that are looked at. */
    private static final int MOST_OF_A_CLASS = 200;

    private final OutcomeLog log;
    private final InstantSource clock;
    private final Held<String, WorkloadHistory> workloads;
    private final Held<WorkloadClass, ClassHistory> classes;
    private final Held<Integer, List<String>> recent;

    /**
     * Remembers what is in {@code log}.
     *
     * @param refreshInterval longest time for which what was read is taken for the newest; what is added here is seen at
     *     once
     */
    public History(OutcomeLog log, InstantSource clock, Duration refreshInterval) {
        this.log = log;
        this.clock = clock;
        this.workloads = new Held<>(clock, refreshInterval, MOST_WORKLOADS);
        this.classes = new Held<>(clock, refreshInterval, MOST_WORKLOADS);
        this.recent = new Held<>(clock, refreshInterval, 1);
    }

    /**
     * Keeps an outcome; it is durable, and the next recommendation counts on it, when this returns.
     *
     * @param key the reporter's name for the report
     * @return the outcome that is kept: another one if the key was used for this recommendation before
     */
    public Outcome add(Outcome outcome, Optional<String> key) {
        Outcome kept = log.add(outcome, key);
        outcome.circumstances().workload().ifPresent(workloads::drop);
        classes.drop(outcome.circumstances().workloadClass());
        recent.dropAll();
        return kept;
    }

    /** Whether {@link #experience} can tell about this request without looking into the log, which may take its time. */
    public boolean remembers(PlanRequest request) {
        Optional<String> name = request.workload().name();
        WorkloadClass asked = WorkloadClass.of(request);
        return classes.isFresh(asked)
                && name.map(workload -> workloads.isFresh(workload) && classes.isFresh(asked.observed()))
                        .orElse(true);
    }

    /**
     * What earlier runs tell about {@code request}, whatever experience it has already.
     *
     * @throws StoreUnavailable if the request names a workload and the log does not answer
     */
    public Experience experience(PlanRequest request) {
        Optional<WorkloadHistory> history = request.workload().name().map(this::of);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Observation> observations =
                history.map(known -> known.observations(request, today)).orElse(List.of());
        WorkloadClass workloadClass = WorkloadClass.of(request.with(new Experience(observations, 1)));
        return new Experience(observations, widthFactor(history, workloadClass));
    }

    /** The history of a named workload; without outcomes if there is no such workload. */
    public WorkloadHistory of(String workload) {
        return workloads.get(
                workload, () -> new WorkloadHistory(log.newestOf(workload, WorkloadHistory.MOST_OUTCOMES)));
    }

    /** Names of the workloads with the newest outcomes, the newest first. */
    public List<String> recentWorkloads(int most) {
        return recent.get(most, () -> log.recentWorkloads(most));
    }

    /** How right the predictions for a class were, over the newest first outcomes of recommendations. */
    public WorkloadAccuracy accuracy(WorkloadClass workloadClass) {
        return ofClass(workloadClass).accuracy;
    }

    /**
     * The factor on the width of intervals, in ln, for a workload of this class: by its own outcomes if they are enough,
     * else by those of the class.
     */
    public double widthFactor(Optional<WorkloadHistory> history, WorkloadClass workloadClass) {
        List<Double> own = history.map(known -> known.scores(workloadClass)).orElse(List.of());
        return own.size() >= WidthFactor.ENOUGH
                ? WidthFactor.of(own, workloadClass.evidence())
                : ofClass(workloadClass).widthFactor;
    }

    private record ClassHistory(double widthFactor, WorkloadAccuracy accuracy) {

        static final ClassHistory NONE = new ClassHistory(1, WorkloadAccuracy.of(List.of()));
    }

    /** As last read while the log does not answer: whoever names no workload gets an answer all the same. */
    private ClassHistory ofClass(WorkloadClass workloadClass) {
        return classes.get(workloadClass, () -> {
            try {
                List<Outcome> newest = log.newestFirstOf(workloadClass, MOST_OF_A_CLASS);
                return new ClassHistory(
                        WidthFactor.of(WorkloadHistory.scores(newest), workloadClass.evidence()),
                        WorkloadAccuracy.of(newest));
            } catch (StoreUnavailable e) {
                return classes.last(workloadClass).orElse(ClassHistory.NONE);
            }
        });
    }
}
