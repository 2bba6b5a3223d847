package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.busy;
import static io.amorsize.testing.Requests.cpuBound;
import static io.amorsize.testing.Requests.described;
import static io.amorsize.testing.Requests.machine;
import static io.amorsize.testing.Requests.shippingCalls;
import static io.amorsize.testing.Requests.underQuota;
import static io.amorsize.testing.Requests.withMemory;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.PlanInvariants;
import io.amorsize.testing.Requests;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Footprint;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {

    /** The cost model knows nothing of the bytes an item reads, so it cannot name the memory bandwidth. */
    private static final Set<Limit.Kind> NOT_REACHED = EnumSet.of(Limit.Kind.BANDWIDTH);

    record Case(Limit.Kind kind, String what, Requests requests, String start) {
        @Override
        public String toString() {
            return kind + ": " + what;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(Limit.Kind.CPU, "pure CPU work", cpuBound(10_000, 0.01), "All 8 usable CPUs are busy."),
                new Case(
                        Limit.Kind.CPU,
                        "a machine that others use",
                        cpuBound(10_000, 0.01).on(busy(8, 3)),
                        "All 8 usable CPUs are busy; other processes use 3 CPUs of the machine."),
                new Case(
                        Limit.Kind.CPU,
                        "half a CPU",
                        cpuBound(10_000, 0.01).on(machine(8, 8, 0.5)),
                        "The work can use no more than 0.5 CPUs."),
                new Case(
                        Limit.Kind.CPU_QUOTA,
                        "a quota",
                        cpuBound(10_000, 0.01).on(underQuota(8, 2)),
                        "The CPU quota of 2 CPUs is used up."),
                new Case(
                        Limit.Kind.MEMORY,
                        "workers of 2 GiB",
                        cpuBound(10_000, 0.01).memoryPerWorker(2 * Requests.GIB).on(withMemory(8 * Requests.GIB)),
                        "3 workers are the most there can be, because memory has room for 3 workers: 2.00 GiB each,"
                                + " within 85 % of 8.00 GiB."),
                new Case(
                        Limit.Kind.LONGEST_ITEM,
                        "a few very long items",
                        described(200, ItemTime.of(1, 4), 1).on(machine(64, 64, 64)),
                        "The longest item is expected to take"),
                new Case(
                        Limit.Kind.DISPATCH,
                        "hand-overs as dear as the items",
                        cpuBound(100_000, 1e-3).dispatchSeconds(5).workerStartSeconds(0),
                        "Handing out"),
                new Case(
                        Limit.Kind.TRANSFER,
                        "large payloads between processes",
                        cpuBound(1_000, 0.02).payload(10_000_000).runtime(ExecutionRuntime.PYTHON_PROCESSES_FORK),
                        "Copying payloads and results takes"),
                new Case(
                        Limit.Kind.CONTENTION,
                        "observed retrograde scaling",
                        Requests.observed(
                                Observation.ofRate(1, 100), Observation.ofRate(2, 150), Observation.ofRate(4, 120)),
                        "Workers are expected to"),
                new Case(
                        Limit.Kind.DOWNSTREAM,
                        "a system that accepts 50 calls",
                        shippingCalls().downstreamConcurrency(50),
                        "50 workers are the most there can be"),
                new Case(
                        Limit.Kind.STARTUP,
                        "interpreters to be spawned",
                        cpuBound(100, 0.01).runtime(ExecutionRuntime.PYTHON_PROCESSES_SPAWN),
                        "Starting and ending"),
                new Case(
                        Limit.Kind.STARTUP,
                        "interpreters of which the start is stated, which stands for their end too",
                        cpuBound(100, 0.01)
                                .runtime(ExecutionRuntime.PYTHON_PROCESSES_SPAWN)
                                .workerStartSeconds(0.02),
                        "Starting 8 workers"),
                new Case(
                        Limit.Kind.ITEMS,
                        "as many items as workers",
                        cpuBound(4, 10),
                        "4 workers are the most there can be, because there are only 4 items."),
                new Case(
                        Limit.Kind.ITEMS,
                        "items that do not divide evenly",
                        described(9, ItemTime.of(10, 0), 1),
                        "Towards the end workers run out of items"),
                new Case(
                        Limit.Kind.CONSTRAINT,
                        "at most four workers",
                        cpuBound(10_000, 0.01).maxWorkers(4),
                        "4 workers are the most there can be, because the request allows at most 4 workers."),
                new Case(
                        Limit.Kind.CONSTRAINT,
                        "at most one worker",
                        cpuBound(10_000, 0.01).maxWorkers(1),
                        "More than one worker is not possible, because the request allows at most 1 worker."),
                new Case(
                        Limit.Kind.CONSTRAINT,
                        "a list that ends early",
                        cpuBound(10_000, 0.01).workerCandidates(2, 3),
                        "3 is the largest of the worker counts that the request lists."),
                new Case(
                        Limit.Kind.CONSTRAINT,
                        "nothing listed but one",
                        cpuBound(10_000, 0.01).workerCandidates(1),
                        "The request lists no worker count above 1 that can be used."),
                new Case(
                        Limit.Kind.CONSTRAINT,
                        "a serial part",
                        cpuBound(10_000, 0.01).serialSeconds(50),
                        "The part of the run that cannot be spread takes 50.0 s of"),
                new Case(
                        Limit.Kind.CONTENTION,
                        "a service that more calls reach than there are CPUs",
                        Requests.observed(Observation.ofRate(8, 800), Observation.ofRate(32, 2_900)),
                        "Workers are expected to hinder each other: 64 of them are"),
                new Case(
                        Limit.Kind.CONSTRAINT,
                        "the least cost within a deadline",
                        cpuBound(10_000, 0.01).minCost(60),
                        "2 workers keep the deadline with the fewest worker-seconds; another plan would be faster."),
                new Case(
                        Limit.Kind.CONSTRAINT,
                        "the least cost",
                        cpuBound(10_000, 0.01).minCost(),
                        "One worker costs the fewest worker-seconds, and no deadline asks for more."));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isNamedWithItsFigures(Case example) {
        // When
        PlanRequest request = example.requests().build();
        Advice advice = new Optimizer().advise(request);

        // Then
        PlanInvariants.hold(request, advice);
        assertThat(advice.limit().explanation()).startsWith(example.start());
        assertThat(advice.limit().kind()).isEqualTo(example.kind());
    }

    @Test
    void everyKindHasItsCase() {
        Set<Limit.Kind> covered = EnumSet.copyOf(NOT_REACHED);
        cases().forEach(example -> covered.add(example.kind()));
        assertThat(covered).containsExactlyInAnyOrder(Limit.Kind.values());
    }

    @Test
    void whatWorkersLoseTogetherIsToldOnce() {
        // Given runs that became slower with each worker
        PlanRequest request = Requests.observed(
                        Observation.ofRate(1, 100), Observation.ofRate(2, 80), Observation.ofRate(4, 60))
                .items(10_000)
                .on(machine(8, 8, 8))
                .build();

        // When
        Limit limit = new Optimizer().advise(request).limit();

        // Then
        assertThat(limit.explanation())
                .matches("Workers are expected to hinder each other: 2 of them take [0-9.]+ times as long as one\\.");
    }

    @Test
    void baseMemoryIsToldWhereItLeavesNoRoom() {
        // Given
        PlanRequest request = cpuBound(100, 1)
                .footprint(new Footprint(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(Requests.GIB),
                        OptionalLong.empty(),
                        OptionalLong.of(7 * Requests.GIB)))
                .on(withMemory(8 * Requests.GIB))
                .build();

        // When
        Limit limit = new Optimizer().advise(request).limit();

        // Then
        assertThat(limit.explanation()).contains("memory has room for no worker: 1.00 GiB each and 7.00 GiB once");
    }
}
