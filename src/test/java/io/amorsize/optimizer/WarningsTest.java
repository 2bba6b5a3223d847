package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.busy;
import static io.amorsize.testing.Requests.cpuBound;
import static io.amorsize.testing.Requests.described;
import static io.amorsize.testing.Requests.sampled;
import static io.amorsize.testing.Requests.shippingCalls;
import static io.amorsize.testing.Requests.throttled;
import static io.amorsize.testing.Requests.underQuota;
import static io.amorsize.testing.Requests.withMemory;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.testing.PlanInvariants;
import io.amorsize.testing.Requests;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each warning appears when it should, and not in the nearest case in which it should not. */
class WarningsTest {

    record Case(Warning.Code code, String what, Requests with, Requests without) {
        @Override
        public String toString() {
            return code + ": " + what;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        Warning.Code.CPU_SHARE_ASSUMED,
                        "no CPU share",
                        cpuBound(1_000, 0.01).unknownCpuShare(),
                        cpuBound(1_000, 0.01)),
                new Case(
                        Warning.Code.CPU_SHARE_ASSUMED,
                        "samples without CPU times",
                        sampled(1_000, Samples.ofWallSeconds(noisy(32, i -> 1))),
                        sampled(1_000, withCpu(noisy(32, i -> 1), 1))),
                new Case(
                        Warning.Code.VARIATION_ASSUMED,
                        "a mean alone",
                        described(1_000, mean(0.01), 1),
                        cpuBound(1_000, 0.01)),
                new Case(
                        Warning.Code.FEW_SAMPLES,
                        "15 samples",
                        sampled(1_000, withCpu(noisy(15, i -> 1), 1)),
                        sampled(1_000, withCpu(noisy(16, i -> 1), 1))),
                new Case(
                        Warning.Code.WARM_UP,
                        "two slow items first",
                        sampled(1_000, withCpu(noisy(40, i -> i < 2 ? 20 : 1), 1)),
                        sampled(1_000, withCpu(noisy(40, i -> 1), 1))),
                new Case(
                        Warning.Code.TREND,
                        "items that get slower",
                        sampled(1_000, withCpu(noisy(40, i -> 1 + 0.05 * i), 1)),
                        sampled(1_000, withCpu(noisy(40, i -> 1), 1))),
                new Case(
                        Warning.Code.AUTOCORRELATION,
                        "waves",
                        sampled(1_000, withCpu(noisy(64, i -> 1 + 0.5 * Math.sin(i / 2.0)), 1)),
                        sampled(1_000, withCpu(noisy(64, i -> 1), 1))),
                new Case(
                        Warning.Code.HEAVY_TAIL,
                        "a wide spread",
                        described(1_000, ItemTime.of(0.01, 0.0121), 1),
                        described(1_000, ItemTime.of(0.01, 0.0119), 1)),
                new Case(
                        Warning.Code.HEAVY_TAIL,
                        "one of 20 samples a hundred times the rest",
                        sampled(1_000, withCpu(noisy(20, i -> i == 10 ? 100 : 1), 1)),
                        sampled(1_000, withCpu(noisy(20, i -> i == 10 ? 2 : 1), 1))),
                new Case(
                        Warning.Code.QUOTA_BURSTS,
                        "more workers than the quota",
                        described(1_000, ItemTime.of(0.01, 0.001), 0.6).on(underQuota(8, 2)),
                        described(1_000, ItemTime.of(0.01, 0.001), 1).on(underQuota(8, 2))),
                new Case(
                        Warning.Code.THROTTLING,
                        "held back in more than a tenth of the periods",
                        cpuBound(1_000, 0.01).on(throttled(8, 0.11)),
                        cpuBound(1_000, 0.01).on(throttled(8, 0.09))),
                new Case(
                        Warning.Code.OVERSUBSCRIPTION,
                        "more than half of the machine in use",
                        cpuBound(1_000, 0.01).on(busy(8, 4.1)),
                        cpuBound(1_000, 0.01).on(busy(8, 3.9))),
                new Case(
                        Warning.Code.NESTED_PARALLELISM,
                        "items on four CPUs each",
                        sampled(1_000, withCpu(noisy(32, i -> 1), 4)),
                        sampled(1_000, withCpu(noisy(32, i -> 1), 1))),
                new Case(
                        Warning.Code.MEMORY_UNKNOWN,
                        "processes of unknown size",
                        cpuBound(1_000, 0.1).runtime(ExecutionRuntime.NODE_WORKERS),
                        cpuBound(1_000, 0.1)
                                .runtime(ExecutionRuntime.NODE_WORKERS)
                                .memoryPerWorker(1_000)
                                .on(withMemory(Requests.GIB))),
                new Case(
                        Warning.Code.MEMORY_UNKNOWN,
                        "processes of unknown size, but no threads",
                        cpuBound(1_000, 0.1).runtime(ExecutionRuntime.PYTHON_PROCESSES_FORK),
                        cpuBound(1_000, 0.1).runtime(ExecutionRuntime.JVM_THREADS)),
                new Case(
                        Warning.Code.DOWNSTREAM_UNKNOWN,
                        "many calls at once",
                        shippingCalls(),
                        shippingCalls().downstreamConcurrency(500)),
                new Case(
                        Warning.Code.DOWNSTREAM_UNKNOWN,
                        "more than 16 calls at once",
                        shippingCalls().maxWorkers(17),
                        shippingCalls().maxWorkers(16)),
                new Case(
                        Warning.Code.CONTRADICTORY_OBSERVATIONS,
                        "runs that depart from every law",
                        Requests.observed(rate(1, 10), rate(2, 19), rate(4, 3), rate(8, 60)),
                        Requests.observed(rate(1, 10), rate(2, 19), rate(4, 36), rate(8, 60))),
                new Case(
                        Warning.Code.CONTRADICTORY_OBSERVATIONS,
                        "runs of one plan that are four times apart",
                        Requests.observed(rate(2, 10), rate(2, 40)),
                        Requests.observed(rate(2, 10), rate(2, 29))),
                new Case(
                        Warning.Code.CONTRADICTORY_OBSERVATIONS,
                        "a run faster than its items allow",
                        cpuBound(1_000, 0.01).observations(List.of(rate(4, 4_000))),
                        cpuBound(1_000, 0.01).observations(List.of(rate(4, 400)))),
                new Case(
                        Warning.Code.OVERHEADS_ASSUMED,
                        "a host that was not measured",
                        cpuBound(1_000, 0.01).calibration(Calibration.priors()),
                        cpuBound(1_000, 0.01)),
                new Case(
                        Warning.Code.OVERHEADS_ASSUMED,
                        "a host that was not measured, for Python",
                        cpuBound(1_000, 0.01).calibration(Calibration.priors()),
                        cpuBound(1_000, 0.01)
                                .calibration(Calibration.priors())
                                .runtime(ExecutionRuntime.PYTHON_PROCESSES_FORK)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void appearsWhenItShouldAndOnlyThen(Case example) {
        assertThat(codes(example.with())).as("with %s", example.what()).contains(example.code());
        assertThat(codes(example.without())).as("without").doesNotContain(example.code());
    }

    @Test
    void everyCodeHasItsCase() {
        Set<Warning.Code> covered = EnumSet.noneOf(Warning.Code.class);
        cases().forEach(example -> covered.add(example.code()));
        assertThat(covered).containsExactlyInAnyOrder(Warning.Code.values());
    }

    @Test
    void aFullAndSoundRequestHasNone() {
        assertThat(codes(cpuBound(1_000, 0.01))).isEmpty();
    }

    @Test
    void messagesGiveTheFigures() {
        assertThat(message(sampled(1_000, withCpu(noisy(32, i -> 1), 4)), Warning.Code.NESTED_PARALLELISM))
                .isEqualTo("Each item keeps 4 CPUs busy. Fewer workers, or a single thread inside the items, use the"
                        + " machine better.");
        assertThat(message(cpuBound(1_000, 0.01).on(busy(8, 4.1)), Warning.Code.OVERSUBSCRIPTION))
                .isEqualTo("Other processes keep 4.1 of 8 CPUs busy. The gain holds as long as that stays so.");
        assertThat(message(sampled(1_000, withCpu(noisy(1, i -> 1), 1)), Warning.Code.FEW_SAMPLES))
                .isEqualTo("1 measured item says little about rare long items. Send 32 or more for a tight interval.");
    }

    private static String message(Requests requests, Warning.Code code) {
        return new Optimizer()
                .advise(requests.build()).warnings().stream()
                        .filter(warning -> warning.code() == code)
                        .findFirst()
                        .orElseThrow()
                        .message();
    }

    private static List<Warning.Code> codes(Requests requests) {
        PlanRequest request = requests.build();
        Advice advice = new Optimizer().advise(request);
        PlanInvariants.hold(request, advice);
        return advice.warnings().stream().map(Warning::code).toList();
    }

    private static ItemTime mean(double seconds) {
        return new ItemTime(
                OptionalDouble.of(seconds),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private static Observation rate(int workers, double itemsPerSecond) {
        return Observation.ofRate(workers, itemsPerSecond);
    }

    /** Items of this shape around 10 ms, with a tenth of it as noise. */
    private static double[] noisy(int size, IntToDoubleFunction shape) {
        SplittableRandom random = new SplittableRandom(42);
        return IntStream.range(0, size)
                .mapToDouble(i -> 0.01 * shape.applyAsDouble(i) * (1 + 0.1 * random.nextGaussian()))
                .toArray();
    }

    private static Samples withCpu(double[] wallSeconds, double share) {
        double[] cpuSeconds = IntStream.range(0, wallSeconds.length)
                .mapToDouble(i -> share * wallSeconds[i])
                .toArray();
        return new Samples(wallSeconds, cpuSeconds, new double[0], new double[0]);
    }
}
