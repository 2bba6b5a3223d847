package io.amorsize.testing;

import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.recommendation.Circumstances;
import io.amorsize.recommendation.MachineShape;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.Prediction;
import io.amorsize.recommendation.Run;
import io.amorsize.recommendation.WorkloadClass;
import io.amorsize.workload.ExecutionRuntime;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes an outcome by what is special about it; the rest is a run of the workload "orders" with 8 workers on 8 cores that
 * took the 10 seconds which were predicted, give or take a fifth.
 */
public final class Outcomes {

    /** What ordinary outcomes belong to. */
    public static final WorkloadClass CLASS =
            new WorkloadClass(WorkloadSummary.Kind.CPU_BOUND, Evidence.DESCRIPTOR, false);

    private final int number;
    private String recommendation;
    private Optional<String> workload = Optional.of("orders");
    private WorkloadClass workloadClass = CLASS;
    private Instant recordedAt;
    private int workers = 8;
    private OptionalLong chunkSize = OptionalLong.of(10);
    private long items = 1_000;
    private double elapsedSeconds = 10;
    private Optional<Prediction> prediction = Optional.of(predicted(10, 1.2, 1));
    private ExecutionRuntime runtime = ExecutionRuntime.AUTO;
    private MachineShape machine = new MachineShape(8, 8, 8);

    private Outcomes(int number) {
        this.number = number;
        this.recommendation = "recommendation-" + number;
        this.recordedAt = Instant.parse("2026-11-21T08:00:00Z").plusSeconds(number);
    }

    /** The outcome of this number: identifiers and times ascend with it. */
    public static Outcomes numbered(int number) {
        return new Outcomes(number);
    }

    /** A prediction whose 90 % interval reaches this factor down and up, and its 50 % interval 0.41 of that in ln. */
    public static Prediction predicted(double seconds, double factor, double widthFactor) {
        double half = Math.pow(factor, 0.41);
        return new Prediction(
                seconds,
                new Interval(seconds / factor, seconds * factor),
                Optional.of(new Interval(seconds / half, seconds * half)),
                widthFactor);
    }

    public Outcomes recommendation(String id) {
        recommendation = id;
        return this;
    }

    public Outcomes workload(String name) {
        workload = Optional.of(name);
        return this;
    }

    public Outcomes unnamed() {
        workload = Optional.empty();
        return this;
    }

    public Outcomes workloadClass(WorkloadClass value) {
        workloadClass = value;
        return this;
    }

    public Outcomes recordedAt(Instant instant) {
        recordedAt = instant;
        return this;
    }

    public Outcomes workers(int count) {
        workers = count;
        return this;
    }

    public Outcomes noChunkSize() {
        chunkSize = OptionalLong.empty();
        return this;
    }

    public Outcomes items(long count) {
        items = count;
        return this;
    }

    public Outcomes elapsedSeconds(double seconds) {
        elapsedSeconds = seconds;
        return this;
    }

    public Outcomes prediction(Prediction value) {
        prediction = Optional.of(value);
        return this;
    }

    public Outcomes notComparable() {
        prediction = Optional.empty();
        return this;
    }

    public Outcomes runtime(ExecutionRuntime value) {
        runtime = value;
        return this;
    }

    public Outcomes machine(double effectiveCpus, int cores, int threads) {
        machine = new MachineShape(effectiveCpus, cores, threads);
        return this;
    }

    /** The outcome. */
    public Outcome build() {
        return new Outcome(
                String.format(Locale.ROOT, "outcome-%09d", number),
                recommendation,
                recordedAt,
                new Run(workers, chunkSize, items, elapsedSeconds),
                prediction,
                new Circumstances(workload, workloadClass, runtime, machine));
    }
}
