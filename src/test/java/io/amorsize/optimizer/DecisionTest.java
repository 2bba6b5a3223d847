package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.cpuBound;
import static io.amorsize.testing.Requests.machine;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.PlanInvariants;
import io.amorsize.testing.Requests;
import io.amorsize.workload.Observation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

    private static Advice advise(Requests requests) {
        PlanRequest request = requests.build();
        Advice advice = new Optimizer().advise(request);
        PlanInvariants.hold(request, advice);
        return advice;
    }

    private static String explanation(Requests requests) {
        PlanRequest request = requests.build();
        return String.join(" ", Explanation.of(request, new Optimizer().advise(request)));
    }

    @Test
    void theLeastCostWithoutADeadlineIsOneWorker() {
        // When
        Advice advice = advise(cpuBound(1_000, 0.1).minCost());

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
        assertThat(advice.nextProbe()).isEmpty();
        assertThat(explanation(cpuBound(1_000, 0.1).minCost()))
                .contains("Running serially costs the fewest worker-seconds, and no deadline asks for more.");
    }

    @ParameterizedTest
    @CsvSource({"120, 1", "60, 2", "45, 3", "30, 5", "24, 7"})
    void theLeastCostTakesTheFewestWorkersThatKeepTheDeadline(double deadline, int workers) {
        // When, with 100 s of work
        Advice advice = advise(cpuBound(1_000, 0.1).minCost(deadline));

        // Then
        assertThat(advice.plan().workers()).isEqualTo(workers);
        assertThat(advice.estimate().parallelSeconds().orElseThrow()).isLessThan(deadline);
        assertThat(check(advice, "DEADLINE").status()).isEqualTo(Readiness.Verdict.GO);
    }

    @Test
    void aDeadlineThatNoPlanKeepsGetsTheFastest() {
        // When
        Advice advice = advise(cpuBound(1_000, 0.1).minCost(5));

        // Then
        assertThat(advice.plan().workers())
                .isEqualTo(advise(cpuBound(1_000, 0.1)).plan().workers());
        assertThat(check(advice, "DEADLINE").status()).isEqualTo(Readiness.Verdict.NO_GO);
        assertThat(advice.readiness().verdict()).isEqualTo(Readiness.Verdict.NO_GO);
    }

    @Test
    void anyToleranceStillFindsTheCheapestPlan() {
        // When
        Advice advice = advise(
                cpuBound(1_000, 0.1).objective(new Objective(Objective.Goal.MIN_COST, OptionalDouble.of(60), 1)));

        // Then
        assertThat(advice.plan().workers()).isEqualTo(2);
    }

    @Test
    void aPlanThatIsHardlyFasterDoesNotHideOneThatSurelyIs() {
        // Given two workers that would just keep the deadline but may gain nothing, and four that gain much
        Requests requests = Requests.observed(run(1, 100), run(2, 102), run(4, 180))
                .workerCandidates(2, 4)
                .minCost(104.5);

        // When
        Advice advice = advise(requests);

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.PARALLEL);
        assertThat(advice.plan().workers()).isEqualTo(4);
    }

    private static Observation run(int workers, double itemsPerSecond) {
        return Observation.ofRun(workers, OptionalLong.empty(), 10_000, 10_000 / itemsPerSecond);
    }

    @Test
    void aDeadlineForAnUnknownNumberOfItemsIsNotPretendedToBeKept() {
        // Given runs of 100 items a second, of an unknown number of items
        Requests requests = Requests.observed(
                        Observation.ofRate(1, 100), Observation.ofRate(2, 195), Observation.ofRate(4, 370))
                .minCost(1e9);

        // When
        Advice advice = advise(requests);

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.PARALLEL);
        assertThat(advice.readiness().checks().stream().map(Readiness.Check::code))
                .doesNotContain("DEADLINE");
    }

    @ParameterizedTest
    @CsvSource({"200, GO", "25, GO", "5, NO_GO"})
    void readinessTellsWhetherTheDeadlineIsKept(double deadline, Readiness.Verdict verdict) {
        // When, with 12.5 s of work for each of 8 CPUs
        Advice advice = advise(cpuBound(1_000, 0.1).deadline(deadline));

        // Then
        assertThat(check(advice, "DEADLINE").status()).isEqualTo(verdict);
    }

    @Test
    void aDeadlineThatIsKeptInMostFuturesIsCautious() {
        // Given the time that is reached in half of the futures
        double median =
                advise(cpuBound(1_000, 0.1)).estimate().parallelSeconds().orElseThrow();

        // When
        Advice advice = advise(cpuBound(1_000, 0.1).deadline(1.02 * median));

        // Then
        assertThat(check(advice, "DEADLINE").status()).isEqualTo(Readiness.Verdict.CAUTION);
        assertThat(advice.readiness().verdict()).isEqualTo(Readiness.Verdict.CAUTION);
    }

    @Test
    void aHigherToleranceAcceptsFewerWorkers() {
        int last = Integer.MAX_VALUE;
        for (double tolerance : new double[] {0, 0.005, 0.1, 0.5, 1}) {
            // When
            int workers = advise(Requests.shippingCalls()
                            .objective(new Objective(Objective.Goal.MIN_TIME, OptionalDouble.empty(), tolerance)))
                    .plan()
                    .workers();

            // Then
            assertThat(workers).as("workers at tolerance %s", tolerance).isLessThanOrEqualTo(last);
            last = workers;
        }
        assertThat(last).isLessThan(200);
    }

    @Test
    void dataThatCannotTellAskForAProbe() {
        // Given a start of the workers that takes about what two workers save
        double start = undecidedStart();

        // When
        Requests requests = cpuBound(100, 0.1).workerStartSeconds(start).maxWorkers(2);
        Advice advice = advise(requests);

        // Then
        assertThat(advice.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(advice.plan().workers()).isEqualTo(1);
        assertThat(advice.nextProbe().orElseThrow().workers()).isEqualTo(2);
        assertThat(advice.readiness().verdict()).isEqualTo(Readiness.Verdict.CAUTION);
        assertThat(explanation(requests)).contains("The data cannot tell serial from parallel");
    }

    private static double undecidedStart() {
        for (double start = 1; start < 5; start += 0.01) {
            if (advise(cpuBound(100, 0.1).workerStartSeconds(start).maxWorkers(2))
                            .decision()
                    == Decision.UNDECIDED) {
                return start;
            }
        }
        throw new AssertionError("no start time leaves the decision open");
    }

    @Test
    void aRunThatWasMeasuredIsNotAskedForAgain() {
        for (int known = 2; known <= 8; known++) {
            // Given one more run each time, in a system that scales badly
            List<Observation> runs = IntStream.rangeClosed(1, known)
                    .mapToObj(n -> Observation.ofRate(n, 100 * Math.sqrt(n)))
                    .toList();

            // When
            Advice advice = advise(Requests.observed().observations(runs));

            // Then
            int most = known;
            advice.nextProbe().ifPresent(probe -> assertThat(probe.workers()).isGreaterThan(most));
        }
    }

    @Test
    void aProbeKeepsToTheListedCounts() {
        // When
        Advice advice = advise(Requests.observed(Observation.ofRate(4, 100)).workerCandidates(4, 16, 64));

        // Then
        assertThat(advice.nextProbe().orElseThrow().workers()).isIn(16, 64);
    }

    @Test
    void observedRetrogradeScalingLowersTheWorkers() {
        // Given
        Requests before = cpuBound(10_000, 0.01);
        Requests after = cpuBound(10_000, 0.01)
                .observations(List.of(
                        Observation.ofRate(1, 100),
                        Observation.ofRate(2, 170),
                        Observation.ofRate(4, 220),
                        Observation.ofRate(8, 130)));

        // Then
        assertThat(advise(before).plan().workers()).isEqualTo(8);
        assertThat(advise(after).plan().workers()).isBetween(3, 5);
        assertThat(advise(after).scaling().orElseThrow().law()).isEqualTo("Universal Scalability Law");
    }

    @Test
    void runsWithMoreWorkersThanHardwareThreadsAreLookedBeyond() {
        // Given a service on 8 CPUs that still gained at 64 workers
        Advice advice = advise(Requests.observed(
                Observation.ofRate(8, 800), Observation.ofRate(32, 2_900), Observation.ofRate(64, 5_200)));

        // Then
        assertThat(advice.curve().getLast().workers()).isGreaterThanOrEqualTo(128);
        assertThat(advice.plan().workers()).isGreaterThanOrEqualTo(64);
        assertThat(advice.scaling().orElseThrow().law()).isEqualTo("Universal Scalability Law of a service");
    }

    @Test
    void runsOfAnUnknownNumberOfItemsGiveNoSeconds() {
        // When
        Advice advice = advise(Requests.observed(Observation.ofRate(1, 100), Observation.ofRate(4, 350)));

        // Then
        assertThat(advice.estimate().serialSeconds()).isEmpty();
        assertThat(advice.estimate().parallelSeconds()).isEmpty();
        assertThat(advice.curve())
                .allSatisfy(point -> assertThat(point.seconds()).isEmpty());
        assertThat(advice.plan().chunks()).isEmpty();
        assertThat(advice.workload().meanSeconds()).isEmpty();
    }

    @Test
    void runsOfAKnownNumberOfItemsGiveSeconds() {
        // When
        Advice advice = advise(Requests.observed(
                Observation.ofRun(1, OptionalLong.empty(), 1_000, 10),
                Observation.ofRun(4, OptionalLong.empty(), 1_000, 2.7)));

        // Then
        assertThat(advice.estimate().serialSeconds().orElseThrow()).isBetween(9.0, 11.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-3, 1e3, 1e12})
    void anItemTimeInTheWrongUnitDoesNotInventASpeedUp(double mistake) {
        // Given items of 10 ms, and one run of them on 4 workers that tells of another unit
        Requests requests = cpuBound(10_000, 0.01).observations(List.of(Observation.ofRate(4, 370 * mistake)));

        // When
        Advice advice = advise(requests);

        // Then
        assertThat(advice.curve())
                .allSatisfy(point -> assertThat(point.speedup()).isLessThan(1.5 * point.workers()));
        assertThat(advice.warnings().stream().map(Warning::code)).contains(Warning.Code.CONTRADICTORY_OBSERVATIONS);
    }

    @ParameterizedTest(name = "share={0}")
    @ValueSource(doubles = {0.35, 0.5, 0.6})
    void believesARunThatWasFasterThanTheItemTimesAllow(double share) {
        // Given items of 10 ms, and a run on 4 workers that took this share of what items of 10 ms would have taken
        double seconds = share * 2.6;
        Requests requests = cpuBound(1_000, 0.01)
                .on(machine(4, 4, 4))
                .observations(List.of(Observation.ofRun(4, OptionalLong.empty(), 1_000, seconds)));

        // When
        Advice advice = advise(requests);

        // Then
        assertThat(advice.curve())
                .filteredOn(point -> point.workers() == 4)
                .singleElement()
                .satisfies(four -> assertThat(four.seconds().orElseThrow()).isBetween(0.9 * seconds, 1.1 * seconds));
        assertThat(advice.warnings().stream().map(Warning::code)).contains(Warning.Code.CONTRADICTORY_OBSERVATIONS);
    }

    private static Readiness.Check check(Advice advice, String code) {
        return advice.readiness().checks().stream()
                .filter(check -> check.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
