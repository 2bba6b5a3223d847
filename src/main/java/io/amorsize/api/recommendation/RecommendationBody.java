package io.amorsize.api.recommendation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Estimate;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Explanation;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.Limit;
import io.amorsize.optimizer.Readiness;
import io.amorsize.optimizer.Scaling;
import io.amorsize.optimizer.Warning;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.recommendation.Lessons;
import io.amorsize.recommendation.Recommendation;
import io.amorsize.recommendation.Recommender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One answer on the wire. What is unknown is left out, only {@code nextProbe} is always there. */
@Schema(name = "Recommendation", description = "How to run the workload, what that will do, how sure that is and why.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecommendationBody(
        @Schema(
                description = "Identifier, a UUID of version 7: ascending in time and not to be guessed.",
                required = true,
                examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10")
        String id,

        @Schema(
                description = "When the recommendation was made.",
                required = true,
                format = "date-time",
                examples = "2026-11-21T08:30:00.123Z")
        String createdAt,

        @Schema(
                description = "`PARALLEL`: parallel is very likely faster. `SERIAL`: the chance of a real gain is too"
                        + " small. `UNDECIDED`: the data cannot tell; `workers` is then the safe choice and `nextProbe`"
                        + " the way out.",
                required = true)
        Decision decision,

        @Schema(description = "Workers to use; 1 is the serial run.", required = true, minimum = "1", examples = "48")
        int workers,

        @Schema(description = "Items to hand to a worker at a time.", required = true, minimum = "1", examples = "1")
        long chunkSize,

        @Schema(
                description = "Number of chunks; left out where the number of items is unknown.",
                minimum = "1",
                examples = "1000")
        @Nullable Long chunks,

        @Schema(description = "What should run the chunks. `CALLER` is the calling thread itself.", required = true)
        Executor executor,

        @Schema(required = true) EstimateBody estimate,
        @Schema(required = true) WorkloadBody workload,
        @Schema(required = true) LimitBody limit,

        @Schema(description = "Given when there were observations.") @Nullable ScalingBody scaling,

        @Schema(description = "Given when earlier outcomes changed the answer.") @Nullable ExperienceBody experience,

        @Schema(description = "One point per number of workers that was considered, ascending. Left out of a summary.")
        @Nullable List<PointBody> curve,

        @Schema(description = "Other plans worth knowing, the best first. Left out of a summary.") @Nullable List<PointBody> alternatives,

        // An Object, because only then the document says "a probe or null" and not "an object".
        @Schema(
                description = "The run to measure next because it would teach most; null when measuring more would not"
                        + " pay.",
                required = true,
                anyOf = ProbeBody.class)
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable Object nextProbe,

        @Schema(required = true) ReadinessBody readiness,

        @Schema(description = "What to know about the answer.", required = true)
        List<WarningBody> warnings,

        @Schema(
                description = "Plain sentences, one per step of the decision. Left out of a summary.",
                examples = "[\"An item computes for 2 % of its time and waits for the rest.\"]")
        @Nullable List<String> explanation,

        @Schema(description = "The machine counted on. Left out of a summary.") @Nullable CapacityBody host,

        @Schema(required = true) ModelBody model) {

    /** Speed-up and time. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    @Schema(name = "Estimate", description = "What the plan will do.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EstimateBody(
            @Schema(
                    description = "Time on one worker without any overhead; left out where the number of items is"
                            + " unknown.",
                    examples = "45.0")
            @Nullable Double serialSeconds,

            @Schema(description = "Time by the plan; left out where the number of items is unknown.", examples = "0.99")
            @Nullable Double parallelSeconds,

            @Schema(
                    description = "Lower and upper end of the central 50 % prediction interval of `parallelSeconds`;"
                            + " left out where that is.",
                    minItems = 2,
                    maxItems = 2,
                    examples = "[0.98, 1.01]")
            double @Nullable [] interval50Seconds,

            @Schema(
                    description = "Lower and upper end of the central 90 % prediction interval of `parallelSeconds`;"
                            + " left out where that is.",
                    minItems = 2,
                    maxItems = 2,
                    examples = "[0.95, 1.04]")
            double @Nullable [] interval90Seconds,

            @Schema(required = true) SpeedupBody speedup,

            @Schema(
                    description = "Probability that the plan beats the serial run; for a serial plan, that the best"
                            + " parallel one does.",
                    required = true,
                    minimum = "0",
                    maximum = "1",
                    examples = "0.999")
            double probabilityFaster,

            @Schema(description = "Speed-up divided by workers.", required = true, examples = "0.95")
            double efficiency,

            @Schema(
                    description = "Expected loss of time against the best choice, as a share of its time.",
                    required = true,
                    minimum = "0",
                    examples = "0.01")
            double expectedRegret) {

        static EstimateBody of(Estimate estimate) {
            return new EstimateBody(
                    boxed(estimate.serialSeconds()),
                    boxed(estimate.parallelSeconds()),
                    ends(estimate.interval50Seconds()),
                    ends(estimate.interval90Seconds()),
                    new SpeedupBody(
                            estimate.speedup().value(),
                            ends(estimate.speedup().interval50()),
                            ends(estimate.speedup().interval90())),
                    estimate.probabilityFaster(),
                    estimate.efficiency(),
                    estimate.expectedRegret());
        }
    }

    /** Serial time divided by parallel time. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    @Schema(name = "Speedup", description = "Serial time divided by parallel time of the whole run.")
    record SpeedupBody(
            @Schema(description = "The point estimate.", required = true, examples = "45.4")
            double value,

            @Schema(
                    description = "Lower and upper end of the central 50 % prediction interval.",
                    required = true,
                    minItems = 2,
                    maxItems = 2,
                    examples = "[44.8, 46.0]")
            double[] interval50,

            @Schema(
                    description = "Lower and upper end of the central 90 % prediction interval.",
                    required = true,
                    minItems = 2,
                    maxItems = 2,
                    examples = "[43.5, 47.1]")
            double[] interval90) {}

    /** How the workload was read. */
    @Schema(name = "WorkloadReading", description = "How the workload was read.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WorkloadBody(
            @Schema(
                    implementation = String.class,
                    enumeration = {"CPU_BOUND", "IO_BOUND", "MIXED"},
                    description = "`CPU_BOUND`: at least 70 % of an item's time is CPU time; `IO_BOUND`: less than"
                            + " 30 %; `MIXED`: between the two.",
                    required = true)
            WorkloadSummary.Kind kind,

            @Schema(
                    description = "CPU time divided by wall time of an item; above 1 where items use several CPUs.",
                    required = true,
                    minimum = "0",
                    examples = "0.02")
            double cpuShare,

            @Schema(
                    description = "Mean wall time of an item; left out when only observations were given.",
                    examples = "0.045")
            @Nullable Double meanSeconds,

            @Schema(
                    description = "Standard deviation divided by mean; left out when only observations were given.",
                    examples = "0.22")
            @Nullable Double coefficientOfVariation,

            @Schema(description = "Whether a few items carry much of the work.", required = true)
            boolean heavyTailed,

            @Schema(
                    description = "Change of the item time over the sample as a share of its mean; 0 where none is"
                            + " seen.",
                    required = true,
                    examples = "0")
            double trend) {

        static WorkloadBody of(WorkloadSummary summary) {
            return new WorkloadBody(
                    summary.kind(),
                    summary.cpuShare(),
                    boxed(summary.meanSeconds()),
                    boxed(summary.coefficientOfVariation()),
                    summary.heavyTailed(),
                    summary.trend());
        }
    }

    /** What keeps the run from being faster. */
    @Schema(name = "Limit", description = "What keeps the run from being faster.")
    record LimitBody(
            @Schema(
                    implementation = String.class,
                    enumeration = {
                        "CPU",
                        "CPU_QUOTA",
                        "MEMORY",
                        "LONGEST_ITEM",
                        "DISPATCH",
                        "TRANSFER",
                        "BANDWIDTH",
                        "CONTENTION",
                        "DOWNSTREAM",
                        "STARTUP",
                        "ITEMS",
                        "CONSTRAINT"
                    },
                    description = "The limit.",
                    required = true)
            Limit.Kind kind,

            @Schema(
                    description = "A sentence with the figures.",
                    required = true,
                    examples = "The systems behind the items accept 50 calls at once.")
            String explanation) {}

    /** The law behind the observations. */
    @Schema(name = "Scaling", description = "The scaling law that the observations support.")
    record ScalingBody(
            @Schema(description = "Its name.", required = true, examples = "Universal Scalability Law")
            String law,

            @Schema(
                    description = "Share of the work that is serialised (sigma of the Universal Scalability Law).",
                    required = true,
                    minimum = "0",
                    examples = "0.03")
            double contention,

            @Schema(
                    description = "Cost of keeping workers consistent, per pair (kappa).",
                    required = true,
                    minimum = "0",
                    examples = "0.0002")
            double coherency,

            @Schema(
                    description = "Root-mean-square error of the fit in ln throughput.",
                    required = true,
                    minimum = "0",
                    examples = "0.04")
            double fitError) {

        static ScalingBody of(Scaling scaling) {
            return new ScalingBody(scaling.law(), scaling.contention(), scaling.coherency(), scaling.fitError());
        }
    }

    /** What earlier outcomes changed. */
    @Schema(name = "Experience", description = "What the outcomes of earlier runs changed in the answer.")
    record ExperienceBody(
            @Schema(
                    description = "Outcomes of the same workload that count as observed runs; those too old or from"
                            + " machines too unlike do not.",
                    required = true,
                    minimum = "0",
                    maximum = "200",
                    examples = "3")
            int outcomes,

            @Schema(
                    description =
                            "Factor on the width of the intervals, in ln, by which they hold the truth as often as"
                                    + " they say.",
                    required = true,
                    minimum = "0.5",
                    maximum = "10",
                    examples = "1.4")
            double widthFactor) {

        static @Nullable ExperienceBody of(Experience experience) {
            return experience.equals(Experience.NONE)
                    ? null
                    : new ExperienceBody(experience.observations().size(), experience.widthFactor());
        }
    }

    /** The prediction for one number of workers. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    @Schema(
            name = "CurvePoint",
            description = "The prediction for one number of workers, with the best chunk size for it.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PointBody(
            @Schema(description = "Workers; 1 is the serial run.", required = true, minimum = "1", examples = "8")
            int workers,

            @Schema(description = "Items per chunk.", required = true, minimum = "1", examples = "5")
            long chunkSize,

            @Schema(description = "Predicted time; left out where the number of items is unknown.", examples = "5.7")
            @Nullable Double seconds,

            @Schema(
                    description = "Lower and upper end of the central 90 % prediction interval of `seconds`; left out"
                            + " where that is.",
                    minItems = 2,
                    maxItems = 2,
                    examples = "[5.4, 6.2]")
            double @Nullable [] interval90Seconds,

            @Schema(description = "Predicted speed-up against serial.", required = true, examples = "7.9")
            double speedup,

            @Schema(
                    description = "Lower end of the 90 % prediction interval of the speed-up.",
                    required = true,
                    examples = "7.5")
            double low90,

            @Schema(
                    description = "Upper end of the 90 % prediction interval of the speed-up.",
                    required = true,
                    examples = "8.0")
            double high90,

            @Schema(
                    description = "Expected loss of time against the best choice, as a share of its time.",
                    required = true,
                    minimum = "0",
                    examples = "4.6")
            double regret) {

        static PointBody of(CurvePoint point) {
            return new PointBody(
                    point.workers(),
                    point.chunkSize(),
                    boxed(point.seconds()),
                    ends(point.interval90Seconds()),
                    point.speedup(),
                    point.interval90().low(),
                    point.interval90().high(),
                    point.regret());
        }
    }

    /** The run to measure next. */
    @Schema(name = "Probe", description = "A run to measure, or null.", nullable = true)
    record ProbeBody(
            @Schema(description = "Workers to try.", required = true, minimum = "1", examples = "8")
            int workers,

            @Schema(description = "Chunk size to try.", required = true, minimum = "1", examples = "5")
            long chunkSize,

            @Schema(
                    description = "How much of the expected regret the result is expected to remove.",
                    required = true,
                    minimum = "0",
                    examples = "0.04")
            double expectedRegretReduction) {}

    /** Whether the plan can be put to use. */
    @Schema(name = "Readiness", description = "Whether the plan can be put to use as it is.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReadinessBody(
            @Schema(
                    implementation = String.class,
                    enumeration = {"GO", "CAUTION", "NO_GO"},
                    description = "The worst status of the checks.",
                    required = true)
            Readiness.Verdict verdict,

            @Schema(description = "Every check that was made. Left out of a summary.") @Nullable List<CheckBody> checks) {}

    /** One check. */
    @Schema(name = "Check", description = "One check of the plan.")
    record CheckBody(
            @Schema(description = "Stable name.", required = true, examples = "MEMORY_FITS")
            String code,

            @Schema(
                    implementation = String.class,
                    enumeration = {"GO", "CAUTION", "NO_GO"},
                    description = "Its result.",
                    required = true)
            Readiness.Verdict status,

            @Schema(
                    description = "A sentence with the figures and what to do.",
                    required = true,
                    examples = "The plan takes 240 MB of the 2 GB that may be used.")
            String message) {}

    /** Something to know. */
    @Schema(name = "Warning", description = "Something to know about the answer.")
    record WarningBody(
            @Schema(
                    implementation = String.class,
                    enumeration = {
                        "CPU_SHARE_ASSUMED",
                        "VARIATION_ASSUMED",
                        "FEW_SAMPLES",
                        "WARM_UP",
                        "TREND",
                        "AUTOCORRELATION",
                        "HEAVY_TAIL",
                        "THROTTLING",
                        "QUOTA_BURSTS",
                        "OVERSUBSCRIPTION",
                        "NESTED_PARALLELISM",
                        "MEMORY_UNKNOWN",
                        "DOWNSTREAM_UNKNOWN",
                        "CONTRADICTORY_OBSERVATIONS",
                        "OVERHEADS_ASSUMED"
                    },
                    description = "What it is; stable.",
                    required = true)
            Warning.Code code,

            @Schema(
                    description = "A sentence with the figures and what to do.",
                    required = true,
                    examples = "No CPU share was given, so the items count as pure computation. Send cpuShare.")
            String message) {}

    /** The machine. */
    @Schema(name = "HostCapacity", description = "The machine that the plan counts on.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CapacityBody(
            @Schema(description = "CPUs that may be used at once.", required = true, examples = "7.5")
            double effectiveCpus,

            @Schema(description = "Usable cores.", required = true, examples = "8")
            int physicalCores,

            @Schema(description = "Usable hardware threads.", required = true, examples = "16")
            int logicalProcessors,

            @Schema(
                    description = "Memory that the work may take, in bytes; left out where unknown.",
                    examples = "16000000000")
            @Nullable Long availableMemoryBytes,

            @Schema(
                    description = "Throughput of a second hardware thread of a core relative to the first; left out"
                            + " where it is neither measured nor stated.",
                    examples = "0.3")
            @Nullable Double smtGain,

            @Schema(description = "CPU quota; left out without one.", examples = "7.5") @Nullable Double quotaCpus,

            @Schema(description = "CPUs that other processes keep busy.", required = true, examples = "0.4")
            double otherCpus) {

        static CapacityBody of(HostCapacity host) {
            return new CapacityBody(
                    host.effectiveCpus(),
                    host.physicalCores(),
                    host.logicalProcessors(),
                    boxed(host.memoryBytes()),
                    boxed(host.smtGain()),
                    boxed(host.quotaCpus()),
                    host.otherCpus());
        }
    }

    /** What the answer was computed with. */
    @Schema(name = "Model", description = "What the answer was computed with.")
    record ModelBody(
            @Schema(
                    description = "Version of the model; raised whenever the same request may get another answer.",
                    required = true,
                    examples = "1")
            String version,

            @Schema(
                    description = "`MEASURED`: the overheads were measured on this host. `PRIOR`: they are published"
                            + " figures.",
                    required = true)
            Basis calibration) {}

    /** Where the overheads come from. */
    @Schema(name = "CalibrationBasis", type = SchemaType.STRING)
    enum Basis {
        MEASURED,
        PRIOR
    }

    /** @param full whether to include what a summary leaves out */
    static RecommendationBody of(Recommendation recommendation, boolean full) {
        Advice advice = recommendation.advice();
        return new RecommendationBody(
                recommendation.id(),
                recommendation.createdAt().toString(),
                advice.decision(),
                advice.plan().workers(),
                advice.plan().chunkSize(),
                boxed(advice.plan().chunks()),
                advice.plan().executor(),
                EstimateBody.of(advice.estimate()),
                WorkloadBody.of(advice.workload()),
                new LimitBody(advice.limit().kind(), advice.limit().explanation()),
                advice.scaling().map(ScalingBody::of).orElse(null),
                ExperienceBody.of(recommendation.request().experience()),
                full ? points(advice.curve()) : null,
                full ? points(advice.alternatives()) : null,
                advice.nextProbe()
                        .map(probe ->
                                new ProbeBody(probe.workers(), probe.chunkSize(), probe.expectedRegretReduction()))
                        .orElse(null),
                new ReadinessBody(advice.readiness().verdict(), full ? checks(advice.readiness()) : null),
                advice.warnings().stream()
                        .map(warning -> new WarningBody(warning.code(), warning.message()))
                        .toList(),
                full ? explanation(recommendation) : null,
                full ? CapacityBody.of(recommendation.request().host()) : null,
                new ModelBody(Recommender.MODEL_VERSION, advice.measured() ? Basis.MEASURED : Basis.PRIOR));
    }

    private static List<String> explanation(Recommendation recommendation) {
        List<String> sentences = new ArrayList<>(Explanation.of(recommendation.request(), recommendation.advice()));
        sentences.addAll(Lessons.of(recommendation.request().experience()));
        return sentences;
    }

    private static List<PointBody> points(List<CurvePoint> points) {
        return points.stream().map(PointBody::of).toList();
    }

    private static List<CheckBody> checks(Readiness readiness) {
        return readiness.checks().stream()
                .map(check -> new CheckBody(check.code(), check.status(), check.message()))
                .toList();
    }

    private static double[] ends(Interval interval) {
        return new double[] {interval.low(), interval.high()};
    }

    private static double @Nullable [] ends(Optional<Interval> interval) {
        return interval.map(RecommendationBody::ends).orElse(null);
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
