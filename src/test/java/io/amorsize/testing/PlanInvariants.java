package io.amorsize.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Estimate;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Explanation;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.Plan;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.optimizer.Readiness;
import io.amorsize.optimizer.Warning;
import io.amorsize.workload.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What holds of every advice, whatever the request. */
public final class PlanInvariants {

    /** Rounding that a quotient of two doubles may show. */
    private static final double ROUNDING = 1e-9;

    private static final Pattern SENTENCE = Pattern.compile("[A-Z0-9](?s:.*)[^.\\s]\\.");
    private static final Pattern MACHINE_SPEECH = Pattern.compile(
            "NaN|Infinity|null|Optional|\\[\\]|\\d[Ee]-?\\d|\\s\\s|\\s[.,;]|\\.\\.|\\bof of\\b|(?<![.\\d])\\d{5}");
    private static final Pattern FALSE_PLURAL = Pattern.compile(
            "(?<![\\d.,])1 (workers|items|calls|samples|runs|cores|chunks|CPUs)\\b|are only 1 |\\b1 [a-z]+ are\\b");

    private final PlanRequest request;
    private final Advice advice;

    private PlanInvariants(PlanRequest request, Advice advice) {
        this.request = request;
        this.advice = advice;
    }

    /** Checks all of them. */
    public static void hold(PlanRequest request, Advice advice) {
        PlanInvariants invariants = new PlanInvariants(request, advice);
        invariants.planCoversAllItems();
        invariants.workersStayWithinEveryCap();
        invariants.estimateIsConsistent();
        invariants.curveAscendsAndHoldsThePlan();
        invariants.alternativesAreOtherPlans();
        invariants.serialMeansOneWorkerWithoutAPool();
        invariants.probeIsNewAndAllowed();
        invariants.verdictIsTheWorstCheck();
        invariants.scalingIsALaw();
        invariants.textsAreSentences();
    }

    private void planCoversAllItems() {
        Plan plan = advice.plan();
        assertThat(plan.workers()).as("workers").isPositive();
        assertThat(plan.chunkSize()).as("chunk size").isPositive();
        request.workload().items().ifPresent(items -> {
            assertThat(plan.chunkSize()).as("chunk size").isLessThanOrEqualTo(items);
            assertThat(plan.chunks()).as("chunks").hasValue(Math.ceilDiv(items, plan.chunkSize()));
            assertThat(advice.estimate().serialSeconds()).isPresent();
        });
        if (advice.estimate().serialSeconds().isEmpty()) {
            assertThat(plan.chunks()).as("chunks of an unknown number of items").isEmpty();
        }
    }

    private void workersStayWithinEveryCap() {
        long workers = advice.plan().workers();
        assertThat(workers).as("workers").isLessThanOrEqualTo(most());
        List<Integer> listed = request.constraints().workerCandidates();
        for (CurvePoint point : advice.curve()) {
            assertThat((long) point.workers()).as("workers on the curve").isLessThanOrEqualTo(most());
            if (!listed.isEmpty() && point.workers() > 1) {
                assertThat(listed).as("listed worker counts").contains(point.workers());
            }
        }
    }

    /** The caps, worked out from the request a second time. A listed count may leave workers without an item. */
    private long most() {
        long most = Long.MAX_VALUE;
        if (request.constraints().workerCandidates().isEmpty()) {
            most = request.workload().items().orElse(most);
        }
        most = Math.min(most, request.constraints().maxWorkers().orElse(Integer.MAX_VALUE));
        most = Math.min(most, request.workload().downstreamConcurrency().orElse(Integer.MAX_VALUE));
        long memory = Math.min(
                request.host().memoryBytes().orElse(Long.MAX_VALUE),
                request.constraints().memoryBytes().orElse(Long.MAX_VALUE));
        var footprint = request.workload().footprint();
        double each = (double) footprint.memoryPerWorkerBytes().orElse(0)
                + footprint.memoryPerItemBytes().orElse(0)
                + footprint.payloadBytes().orElse(0)
                + footprint.resultBytes().orElse(0);
        if (memory < Long.MAX_VALUE && each > 0) {
            double room = 0.85 * memory - footprint.baseMemoryBytes().orElse(0);
            most = (long) Math.min((double) most, Math.floor(room / each));
        }
        return Math.max(1, most);
    }

    private void estimateIsConsistent() {
        Estimate estimate = advice.estimate();
        finite("speed-up", estimate.speedup().value());
        assertThat(estimate.speedup().value()).as("speed-up").isPositive();
        contains(estimate.speedup().interval50(), estimate.speedup().value());
        contains(
                estimate.speedup().interval90(), estimate.speedup().interval50().low());
        contains(
                estimate.speedup().interval90(), estimate.speedup().interval50().high());
        assertThat(estimate.probabilityFaster()).as("probability").isBetween(0.0, 1.0);
        finite("expected regret", estimate.expectedRegret());
        assertThat(estimate.expectedRegret()).as("expected regret").isNotNegative();
        assertThat(estimate.efficiency())
                .as("efficiency")
                .isCloseTo(estimate.speedup().value() / advice.plan().workers(), relative(estimate.efficiency()));
        assertThat(estimate.serialSeconds().isPresent())
                .as("both times or none")
                .isEqualTo(estimate.parallelSeconds().isPresent());
        if (estimate.serialSeconds().isPresent()) {
            double serial = estimate.serialSeconds().getAsDouble();
            double parallel = estimate.parallelSeconds().orElseThrow();
            finite("serial time", serial);
            finite("parallel time", parallel);
            assertThat(parallel).as("parallel time").isPositive();
            assertThat(serial / parallel)
                    .as("ratio of the times")
                    .isCloseTo(
                            estimate.speedup().value(),
                            relative(estimate.speedup().value()));
        }
        timeIsWithinItsInterval(estimate.parallelSeconds(), estimate.interval90Seconds());
    }

    private void curveAscendsAndHoldsThePlan() {
        List<CurvePoint> curve = advice.curve();
        assertThat(curve).as("curve").isNotEmpty();
        for (int i = 1; i < curve.size(); i++) {
            assertThat(curve.get(i).workers())
                    .as("workers along the curve")
                    .isGreaterThan(curve.get(i - 1).workers());
        }
        curve.forEach(this::pointIsConsistent);
        assertThat(curve).as("the curve holds the chosen plan").anyMatch(this::isChosen);
    }

    private void pointIsConsistent(CurvePoint point) {
        assertThat(point.chunkSize()).as("chunk size").isPositive();
        assertThat(point.speedup()).as("speed-up").isPositive();
        finite("speed-up", point.speedup());
        contains(point.interval90(), point.speedup());
        finite("regret", point.regret());
        assertThat(point.regret()).as("regret").isNotNegative();
        assertThat(point.seconds().isPresent())
                .as("times where the number of items is known")
                .isEqualTo(advice.estimate().serialSeconds().isPresent());
        point.seconds().ifPresent(seconds -> {
            finite("time", seconds);
            assertThat(seconds).as("time").isPositive();
        });
        timeIsWithinItsInterval(point.seconds(), point.interval90Seconds());
        if (isChosen(point)) {
            assertThat(advice.estimate().interval90Seconds())
                    .as("the plan's interval is that of its point")
                    .isEqualTo(point.interval90Seconds());
        }
    }

    private static void timeIsWithinItsInterval(OptionalDouble seconds, Optional<Interval> interval) {
        assertThat(interval.isPresent()).as("an interval with each time").isEqualTo(seconds.isPresent());
        interval.ifPresent(ends -> {
            contains(ends, seconds.orElseThrow());
            assertThat(ends.low()).as("shortest time").isPositive();
        });
    }

    private boolean isChosen(CurvePoint point) {
        return point.workers() == advice.plan().workers()
                && point.chunkSize() == advice.plan().chunkSize();
    }

    private void alternativesAreOtherPlans() {
        assertThat(advice.alternatives())
                .as("alternatives")
                .noneMatch(this::isChosen)
                .doesNotHaveDuplicates();
        advice.alternatives().forEach(this::pointIsConsistent);
        assertThat(advice.curve()).as("curve").containsAll(advice.alternatives());
        for (int i = 1; i < advice.alternatives().size(); i++) {
            assertThat(advice.alternatives().get(i).regret())
                    .as("regret along the alternatives")
                    .isGreaterThanOrEqualTo(advice.alternatives().get(i - 1).regret());
        }
    }

    private void serialMeansOneWorkerWithoutAPool() {
        Plan plan = advice.plan();
        if (advice.decision() == Decision.PARALLEL) {
            assertThat(plan.workers()).as("parallel workers").isGreaterThan(1);
            assertThat(plan.executor()).as("parallel executor").isNotEqualTo(Executor.CALLER);
        } else {
            assertThat(plan.workers()).as("serial workers").isEqualTo(1);
            assertThat(plan.executor()).as("serial executor").isEqualTo(Executor.CALLER);
            assertThat(advice.estimate().speedup().value())
                    .as("serial speed-up")
                    .isEqualTo(1);
        }
    }

    private void probeIsNewAndAllowed() {
        advice.nextProbe().ifPresent(probe -> {
            assertThat(request.workload().observations().stream().map(Observation::workers))
                    .as("observed worker counts")
                    .doesNotContain(probe.workers());
            assertThat(advice.curve().stream().map(CurvePoint::workers))
                    .as("considered worker counts")
                    .contains(probe.workers());
            assertThat(probe.chunkSize()).as("chunk size of the probe").isPositive();
            finite("gain of the probe", probe.expectedRegretReduction());
            assertThat(probe.expectedRegretReduction()).as("gain of the probe").isNotNegative();
        });
        if (advice.decision() != Decision.UNDECIDED && advice.estimate().expectedRegret() < 0.01) {
            assertThat(advice.nextProbe()).as("probe after a clear answer").isEmpty();
        }
    }

    private void verdictIsTheWorstCheck() {
        assertThat(advice.readiness().checks()).as("checks").isNotEmpty();
        Readiness.Verdict worst = advice.readiness().checks().stream()
                .map(Readiness.Check::status)
                .max(Enum::compareTo)
                .orElseThrow();
        assertThat(advice.readiness().verdict()).as("verdict").isEqualTo(worst);
        assertThat(advice.readiness().checks().stream().map(Readiness.Check::code))
                .as("codes of the checks")
                .doesNotHaveDuplicates();
        assertThat(advice.warnings().stream().map(Warning::code))
                .as("codes of the warnings")
                .doesNotHaveDuplicates();
    }

    private void scalingIsALaw() {
        assertThat(advice.scaling().isPresent())
                .as("a scaling law where there are observations")
                .isEqualTo(!request.workload().observations().isEmpty());
        advice.scaling().ifPresent(scaling -> {
            finite("contention", scaling.contention());
            finite("coherency", scaling.coherency());
            finite("error of the fit", scaling.fitError());
            assertThat(List.of(scaling.contention(), scaling.coherency(), scaling.fitError()))
                    .as("scaling")
                    .allMatch(value -> value >= 0);
        });
    }

    private void textsAreSentences() {
        List<String> explanation = Explanation.of(request, advice);
        assertThat(explanation).as("explanation").hasSizeGreaterThanOrEqualTo(4);
        List<String> texts = new ArrayList<>(explanation);
        texts.add(advice.limit().explanation());
        advice.warnings().forEach(warning -> texts.add(warning.message()));
        advice.readiness().checks().forEach(check -> texts.add(check.message()));
        assertThat(texts).allSatisfy(PlanInvariants::isSentence);
    }

    private static void isSentence(String text) {
        assertThat(text).matches(SENTENCE).doesNotContainPattern(MACHINE_SPEECH).doesNotContainPattern(FALSE_PLURAL);
    }

    private static void contains(Interval interval, double value) {
        finite("lower end", interval.low());
        finite("upper end", interval.high());
        double rounding = ROUNDING * Math.abs(value);
        assertThat(value).as("value in %s", interval).isBetween(interval.low() - rounding, interval.high() + rounding);
    }

    private static void finite(String what, double value) {
        assertThat(Double.isFinite(value)).as("%s %s is finite", what, value).isTrue();
    }

    private static org.assertj.core.data.Offset<Double> relative(double size) {
        return within(ROUNDING * Math.abs(size) + Double.MIN_NORMAL);
    }
}
