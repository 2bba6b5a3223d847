package io.amorsize.testing;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Footprint;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import io.amorsize.workload.WorkloadProfile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes a request by what is special about it; the rest is a CPU-bound workload on 8 idle cores, measured. */
public final class Requests {

    /** 1024³ bytes. */
    public static final long GIB = 1L << 30;

    private Optional<String> name = Optional.empty();
    private OptionalLong items = OptionalLong.empty();
    private Optional<ItemTime> itemTime = Optional.empty();
    private Optional<Samples> samples = Optional.empty();
    private List<Observation> observations = List.of();
    private OptionalDouble cpuShare = OptionalDouble.empty();
    private Footprint footprint = Footprint.UNKNOWN;
    private double serialSeconds;
    private OptionalDouble timeoutSeconds = OptionalDouble.empty();
    private OptionalInt downstreamConcurrency = OptionalInt.empty();
    private int repetitions = 1;
    private ExecutionRuntime runtime = ExecutionRuntime.AUTO;
    private OverheadOverrides overheads = OverheadOverrides.NONE;
    private Objective objective = Objective.FASTEST;
    private OptionalInt maxWorkers = OptionalInt.empty();
    private List<Integer> workerCandidates = List.of();
    private OptionalLong memoryBytes = OptionalLong.empty();
    private double reservedCpus;
    private HostCapacity host = HostCapacity.ofCores(8);
    private Calibration calibration = measuredPriors();

    private Requests() {}

    /** The published overheads under the status of a measurement. */
    public static Calibration measuredPriors() {
        Calibration priors = Calibration.priors();
        return new Calibration(
                Calibration.Status.MEASURED,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                priors.dispatchSeconds(),
                priors.threadStartSeconds(),
                priors.virtualThreadStartSeconds(),
                priors.processStartSeconds(),
                priors.threadWaitSeconds(),
                priors.virtualThreadWaitSeconds(),
                priors.memoryBandwidth(),
                priors.smtGain());
    }

    /** Pure CPU work: items of this mean with a tenth of it as spread. */
    public static Requests cpuBound(long items, double meanSeconds) {
        return described(items, ItemTime.of(meanSeconds, 0.1 * meanSeconds), 1);
    }

    /** Items of this law, with this share of CPU time. */
    public static Requests described(long items, ItemTime itemTime, double cpuShare) {
        Requests requests = new Requests();
        requests.items = OptionalLong.of(items);
        requests.itemTime = Optional.of(itemTime);
        requests.cpuShare = OptionalDouble.of(cpuShare);
        return requests;
    }

    /** The Django case: 1,000 calls of 45 ms, 2 % of it CPU time. */
    public static Requests shippingCalls() {
        return described(1_000, ItemTime.of(0.045, 0.01), 0.02);
    }

    /** Measured items of which the CPU share is unknown. */
    public static Requests sampled(long items, Samples samples) {
        Requests requests = new Requests();
        requests.items = OptionalLong.of(items);
        requests.samples = Optional.of(samples);
        return requests;
    }

    /** Whole runs alone. */
    public static Requests observed(Observation... observations) {
        Requests requests = new Requests();
        requests.observations = List.of(observations);
        return requests;
    }

    /** A machine: cores, hardware threads, and the CPUs that may be used of them. */
    public static HostCapacity machine(int cores, int threads, double effectiveCpus) {
        return new HostCapacity(
                effectiveCpus,
                cores,
                threads,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0,
                OptionalLong.empty(),
                0);
    }

    /** The same machine under a CFS quota. */
    public static HostCapacity underQuota(int cores, double quotaCpus) {
        return new HostCapacity(
                Math.min(cores, quotaCpus),
                cores,
                cores,
                OptionalDouble.empty(),
                OptionalDouble.of(quotaCpus),
                0,
                OptionalLong.empty(),
                0);
    }

    /** Eight cores with this much memory. */
    public static HostCapacity withMemory(long bytes) {
        return new HostCapacity(8, 8, 8, OptionalDouble.empty(), OptionalDouble.empty(), 0, OptionalLong.of(bytes), 0);
    }

    /** Cores of which others keep some busy. */
    public static HostCapacity busy(int cores, double otherCpus) {
        return new HostCapacity(
                cores,
                cores,
                cores,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                otherCpus,
                OptionalLong.empty(),
                0);
    }

    /** Idle cores whose quota held this process back in a share of the recent periods. */
    public static HostCapacity throttled(int cores, double ratio) {
        return new HostCapacity(
                cores, cores, cores, OptionalDouble.empty(), OptionalDouble.empty(), 0, OptionalLong.empty(), ratio);
    }

    public Requests name(String value) {
        name = Optional.of(value);
        return this;
    }

    public Requests items(long value) {
        items = OptionalLong.of(value);
        return this;
    }

    public Requests items(OptionalLong value) {
        items = value;
        return this;
    }

    public Requests itemTime(ItemTime value) {
        itemTime = Optional.of(value);
        return this;
    }

    public Requests samples(Samples value) {
        samples = Optional.of(value);
        return this;
    }

    public Requests observations(List<Observation> value) {
        observations = value;
        return this;
    }

    public Requests cpuShare(double value) {
        cpuShare = OptionalDouble.of(value);
        return this;
    }

    public Requests unknownCpuShare() {
        cpuShare = OptionalDouble.empty();
        return this;
    }

    public Requests footprint(Footprint value) {
        footprint = value;
        return this;
    }

    /** Memory that each worker takes, and nothing else. */
    public Requests memoryPerWorker(long bytes) {
        return footprint(new Footprint(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(bytes),
                OptionalLong.empty(),
                OptionalLong.empty()));
    }

    /** Bytes sent with each item, and nothing else. */
    public Requests payload(long bytes) {
        return footprint(new Footprint(
                OptionalLong.of(bytes),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty()));
    }

    public Requests serialSeconds(double value) {
        serialSeconds = value;
        return this;
    }

    public Requests timeoutSeconds(double value) {
        timeoutSeconds = OptionalDouble.of(value);
        return this;
    }

    public Requests downstreamConcurrency(int value) {
        downstreamConcurrency = OptionalInt.of(value);
        return this;
    }

    public Requests repetitions(int value) {
        repetitions = value;
        return this;
    }

    public Requests runtime(ExecutionRuntime value) {
        runtime = value;
        return this;
    }

    public Requests overheads(OverheadOverrides value) {
        overheads = value;
        return this;
    }

    public Requests workerStartSeconds(double value) {
        return overheads(new OverheadOverrides(
                OptionalDouble.of(value), overheads.dispatchSeconds(), overheads.transferBytesPerSecond()));
    }

    public Requests dispatchSeconds(double value) {
        return overheads(new OverheadOverrides(
                overheads.workerStartSeconds(), OptionalDouble.of(value), overheads.transferBytesPerSecond()));
    }

    public Requests objective(Objective value) {
        objective = value;
        return this;
    }

    public Requests minCost() {
        return objective(new Objective(Objective.Goal.MIN_COST, OptionalDouble.empty(), 0.005));
    }

    public Requests minCost(double deadlineSeconds) {
        return objective(new Objective(Objective.Goal.MIN_COST, OptionalDouble.of(deadlineSeconds), 0.005));
    }

    public Requests deadline(double deadlineSeconds) {
        return objective(new Objective(Objective.Goal.MIN_TIME, OptionalDouble.of(deadlineSeconds), 0.005));
    }

    public Requests maxWorkers(int value) {
        maxWorkers = OptionalInt.of(value);
        return this;
    }

    public Requests workerCandidates(Integer... values) {
        return workerCandidates(List.of(values));
    }

    public Requests workerCandidates(List<Integer> values) {
        workerCandidates = values;
        return this;
    }

    public Requests memoryBytes(long value) {
        memoryBytes = OptionalLong.of(value);
        return this;
    }

    public Requests reservedCpus(double value) {
        reservedCpus = value;
        return this;
    }

    public Requests on(HostCapacity value) {
        host = value;
        return this;
    }

    public Requests calibration(Calibration value) {
        calibration = value;
        return this;
    }

    /** The request as it stands. */
    public PlanRequest build() {
        return new PlanRequest(
                new WorkloadProfile(
                        name,
                        items,
                        itemTime,
                        samples,
                        observations,
                        cpuShare,
                        footprint,
                        serialSeconds,
                        timeoutSeconds,
                        false,
                        downstreamConcurrency,
                        repetitions),
                runtime,
                overheads,
                objective,
                new Constraints(maxWorkers, workerCandidates, memoryBytes, reservedCpus),
                host,
                calibration,
                Experience.NONE);
    }
}
