package io.amorsize.bench;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import io.amorsize.workload.WorkloadProfile;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One recommendation in process, on one thread: from a description of the items, from 128 measured items, and from
 * three observed runs. The machine is a fixed one of 16 cores, so that the figures compare between hosts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RecommendationBenchmark {

    private static final long SEED = 20_250_101;

    private final Optimizer optimizer = new Optimizer();
    private final PlanRequest waiting = on16Cores(WorkloadProfile.described(1_000, ItemTime.of(0.045, 0.0135), 0.02));
    private final PlanRequest computing = on16Cores(WorkloadProfile.described(1_000, ItemTime.of(0.045, 0.0135), 1));
    private final PlanRequest sampled = on16Cores(WorkloadProfile.sampled(1_000, logNormalSamples(128)));
    private final PlanRequest observed = on16Cores(WorkloadProfile.observed(
            List.of(Observation.ofRate(1, 100), Observation.ofRate(4, 340), Observation.ofRate(8, 560))));

    private static PlanRequest on16Cores(WorkloadProfile workload) {
        return PlanRequest.fastest(workload, HostCapacity.ofCores(16), Calibration.priors());
    }

    /** Items of about 45 ms with a coefficient of variation of about 0.3, all of it CPU time. */
    private static Samples logNormalSamples(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            seconds[i] = 0.043 * Math.exp(0.3 * random.nextGaussian());
        }
        return new Samples(seconds, seconds, new double[0], new double[0]);
    }

    /** 1,000 described items of 45 ms that wait for 98 % of their time. */
    @Benchmark
    public Advice descriptorOfWaitingItems() {
        return optimizer.advise(waiting);
    }

    /** 1,000 described items of 45 ms that compute. */
    @Benchmark
    public Advice descriptorOfComputingItems() {
        return optimizer.advise(computing);
    }

    /** 128 measured items out of 1,000. */
    @Benchmark
    public Advice samples128() {
        return optimizer.advise(sampled);
    }

    /** Throughput seen with 1, 4 and 8 workers. */
    @Benchmark
    public Advice observations3() {
        return optimizer.advise(observed);
    }
}
