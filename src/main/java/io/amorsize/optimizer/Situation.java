package io.amorsize.optimizer;

import io.amorsize.cost.Bandwidth;
import io.amorsize.cost.CpuCapacity;
import io.amorsize.cost.ItemTimeLaw;
import io.amorsize.cost.RunModel;
import io.amorsize.cost.RuntimePresets;
import io.amorsize.cost.SampleDiagnosis;
import io.amorsize.cost.ScalingBeliefs;
import io.amorsize.workload.Footprint;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import io.amorsize.workload.WorkloadProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A request as the optimizer reads it: every default filled in, every derived figure computed once.
 *
 * @param request the request
 * @param evidence what the answer rests on
 * @param items number of items; where it is unknown, a number so large that it does not matter
 * @param itemsKnown whether the number of items is known
 * @param cpuShare CPU time of an item divided by its wall time, at least 0; above 1 where items use several CPUs
 * @param cpuShareKnown whether it was given or measured
 * @param itemTime law of the item times
 * @param itemTimeKnown whether it was given or measured
 * @param diagnosis what the samples show, where there are any
 * @param capacity the machine after reserving CPUs
 * @param memory how many workers fit
 * @param workerKind what carries the workers
 * @param caps hard upper bounds on the number of workers, the tightest first
 */
record Situation(
        PlanRequest request,
        Evidence evidence,
        double items,
        boolean itemsKnown,
        double cpuShare,
        boolean cpuShareKnown,
        ItemTimeLaw itemTime,
        boolean itemTimeKnown,
        Optional<SampleDiagnosis> diagnosis,
        CpuCapacity capacity,
        MemoryBudget memory,
        WorkerKind workerKind,
        List<WorkerCap> caps) {

    /** Stands for "many" where the number of items is unknown. */
    private static final double MANY_ITEMS = 1e6;

    private static final int MOST_THREADS = 4_096;
    private static final int MOST_PROCESSES = 1_024;
    private static final int MOST_LIGHT_WORKERS = 10_000;

    static Situation of(PlanRequest request) {
        WorkloadProfile workload = request.workload();
        Optional<SampleDiagnosis> diagnosis = workload.samples().map(SampleDiagnosis::of);
        double items = items(workload);
        OptionalDouble share = cpuShare(workload);
        CpuCapacity capacity =
                CpuCapacity.of(request.host(), request.constraints().reservedCpus(), interpreterLock(request));
        MemoryBudget memory = MemoryBudget.of(request, bytesPerItem(request));
        boolean itemsKnown = workload.items().isPresent() || observedItems(workload) > 0;
        boolean itemTimeKnown = workload.itemTime().isPresent() || diagnosis.isPresent();
        ItemTimeLaw itemTime = itemTime(workload, diagnosis, items, capacity);
        double runSeconds = itemsKnown && itemTimeKnown ? items * itemTime.mean() : Double.POSITIVE_INFINITY;
        double cpuSeconds = runSeconds * share.orElse(1) * workload.repetitions();
        return new Situation(
                request,
                Evidence.of(request),
                items,
                itemsKnown,
                share.orElse(1),
                share.isPresent(),
                itemTime,
                itemTimeKnown,
                diagnosis,
                cpuSeconds > 0 && cpuSeconds < Double.POSITIVE_INFINITY
                        ? capacity.forRunOf(cpuSeconds, request.host())
                        : capacity,
                memory,
                new WorkerKind(request, runSeconds, itemTime.mean(), share.orElse(1), capacity.threads()),
                caps(request, items, memory));
    }

    /** What is stated wins over what was measured. */
    private static OptionalDouble cpuShare(WorkloadProfile workload) {
        return workload.cpuShare().isPresent()
                ? workload.cpuShare()
                : workload.samples().map(Samples::cpuShare).orElseGet(OptionalDouble::empty);
    }

    private static boolean interpreterLock(PlanRequest request) {
        return RuntimePresets.overheads(request.runtime(), 1, 1, request.calibration())
                .interpreterLock();
    }

    private static double items(WorkloadProfile workload) {
        if (workload.items().isPresent()) {
            return workload.items().getAsLong();
        }
        long observed = observedItems(workload);
        return observed > 0 ? (double) observed : MANY_ITEMS;
    }

    private static long observedItems(WorkloadProfile workload) {
        long most = 0;
        for (Observation observation : workload.observations()) {
            most = Math.max(most, observation.items().orElse(0));
        }
        return most;
    }

    private static ItemTimeLaw itemTime(
            WorkloadProfile workload, Optional<SampleDiagnosis> diagnosis, double items, CpuCapacity capacity) {
        double timeout = workload.timeoutSeconds().orElse(Double.POSITIVE_INFINITY);
        if (diagnosis.isPresent()) {
            SampleDiagnosis seen = diagnosis.get();
            return ItemTimeLaw.of(ItemTime.of(seen.mean(), seen.variation() * seen.mean()), items, timeout);
        }
        if (workload.itemTime().isPresent()) {
            return ItemTimeLaw.of(workload.itemTime().get(), items, timeout);
        }
        double mean = observedMean(workload, capacity);
        return ItemTimeLaw.guessed(mean);
    }

    /** A first idea of the item time from whole runs; the observations themselves then correct the scale. */
    private static double observedMean(WorkloadProfile workload, CpuCapacity capacity) {
        double logs = 0;
        for (Observation observation : workload.observations()) {
            double parallel = Math.min(observation.workers(), capacity.usableThreads());
            logs += Math.log(Math.max(1, parallel) / observation.itemsPerSecond());
        }
        return Math.exp(logs / workload.observations().size());
    }

    private static List<WorkerCap> caps(PlanRequest request, double items, MemoryBudget memory) {
        List<WorkerCap> caps = new ArrayList<>(4);
        if (items < Integer.MAX_VALUE) {
            caps.add(new WorkerCap(
                    Limit.Kind.ITEMS,
                    (int) items,
                    items == 1 ? "there is only 1 item" : "there are only " + Figures.count(items) + " items"));
        }
        request.constraints()
                .maxWorkers()
                .ifPresent(most -> caps.add(new WorkerCap(
                        Limit.Kind.CONSTRAINT,
                        most,
                        "the request allows at most " + Figures.count(most, "worker", "workers"))));
        request.workload()
                .downstreamConcurrency()
                .ifPresent(most -> caps.add(new WorkerCap(
                        Limit.Kind.DOWNSTREAM,
                        most,
                        "the systems behind the items accept " + Figures.count(most, "call", "calls") + " at once")));
        if (memory.known() && memory.mostWorkers() < Integer.MAX_VALUE) {
            caps.add(new WorkerCap(
                    Limit.Kind.MEMORY,
                    memory.mostWorkers(),
                    "memory has room for "
                            + (memory.mostWorkers() == 0
                                    ? "no worker"
                                    : Figures.count(memory.mostWorkers(), "worker", "workers"))
                            + ": " + Figures.bytes(memory.perWorker() + memory.perItem()) + " each"
                            + (memory.base() > 0 ? " and " + Figures.bytes(memory.base()) + " once" : "") + ", within "
                            + Figures.percent(MemoryBudget.SHARE) + " of "
                            + Figures.bytes((double) memory.available().orElse(0))));
        }
        caps.sort(Comparator.comparingInt(WorkerCap::workers));
        return caps;
    }

    /** Most workers that any plan may have, at least 1. */
    int mostWorkers() {
        int hard = caps.isEmpty() ? Integer.MAX_VALUE : caps.getFirst().workers();
        return Math.max(1, Math.min(hard, mostUsefulWorkers()));
    }

    /** Beyond this many workers nothing more can be gained, or the runtime cannot carry them. */
    private int mostUsefulWorkers() {
        int threads = capacity.usableThreads();
        double useful =
                cpuShare >= 0.99 ? threads : Math.ceil(4 * threads / Math.max(1e-4, workerKind.leastCpuShare()));
        int carried = switch (request.runtime()) {
            case AUTO, JVM_VIRTUAL_THREADS, GO_ROUTINES, CUSTOM -> MOST_LIGHT_WORKERS;
            case JVM_THREADS, PYTHON_THREADS -> MOST_THREADS;
            case PYTHON_PROCESSES_FORK, PYTHON_PROCESSES_SPAWN, NODE_WORKERS -> MOST_PROCESSES;
        };
        int observed = 0;
        for (Observation observation : request.observations()) {
            observed = Math.max(observed, Math.min(1_000_000, observation.workers()));
        }
        // Whoever ran more workers than the machine has threads may not be bound by them: look further.
        boolean unbound = observed > useful || (!cpuShareKnown && observed > threads);
        observed = unbound ? 2 * observed : observed;
        return (int) Math.min(Math.max(useful, observed), carried);
    }

    /** The cost model of this situation, with what the service believes. */
    RunModel model() {
        return model(ScalingBeliefs.LEARNED);
    }

    /** The cost model of this situation. */
    RunModel model(ScalingBeliefs beliefs) {
        WorkloadProfile workload = request.workload();
        RunModel.Inputs inputs = new RunModel.Inputs(
                items,
                itemTime,
                workerKind::cpuShare,
                capacity,
                request.host().smtGain(),
                workload.downstreamConcurrency().isEmpty(),
                bandwidth(),
                workerKind::overheads,
                bytesPerItem(request),
                workload.serialSeconds(),
                workload.repetitions(),
                this::largestChunk);
        return new RunModel(inputs, beliefs);
    }

    /**
     * Largest chunk that is considered, at least 1. Where the number of items is unknown no chunk is a share of them: one is
     * large enough when handing it out costs a hundredth of its time.
     */
    private double largestChunk(int workers) {
        double fits = memory.largestChunk(workers);
        return itemsKnown
                ? fits
                : Math.min(
                        fits,
                        Math.max(
                                1, Math.ceil(100 * workerKind.overheads(workers).dispatchSeconds() / itemTime.mean())));
    }

    private Bandwidth bandwidth() {
        double cpuSeconds = itemTime.mean() * Math.min(1, cpuShare);
        return itemTimeKnown && cpuSeconds > 0 && bytesPerItem(request) > 0
                ? new Bandwidth(
                        bytesPerItem(request) / cpuSeconds,
                        request.calibration().memoryBandwidth())
                : Bandwidth.UNLIMITED;
    }

    /** Payload and result of one item, in bytes. */
    private static double bytesPerItem(PlanRequest request) {
        Footprint stated = request.workload().footprint();
        return bytes(request, Samples::meanPayloadBytes, stated.payloadBytes())
                + bytes(request, Samples::meanResultBytes, stated.resultBytes());
    }

    /** What was measured wins over what is stated: it belongs to the same items as the times. */
    private static double bytes(PlanRequest request, Function<Samples, OptionalDouble> measured, OptionalLong stated) {
        return request.workload()
                .samples()
                .map(measured)
                .orElseGet(OptionalDouble::empty)
                .orElse((double) stated.orElse(0));
    }

    /** Whether other processes keep more than half of the hardware threads busy. */
    boolean crowded() {
        return capacity.otherCpus() > 0.5 * capacity.threads();
    }

    /** Whether so much of an item's time is waiting that calls to other systems must be thought of. */
    boolean waits() {
        return kind() != WorkloadSummary.Kind.CPU_BOUND;
    }

    /** Factor on the width of intervals, in ln, that the kind of workload and what is known of it demand, above 0. */
    double widthFactor() {
        boolean anyProgram = !itemTimeKnown && !cpuShareKnown;
        return evidence.widthFactor(anyProgram || waits());
    }

    /**
     * Standard deviation of the time of all items together, in ln, where no future draws it: the sum of described items
     * varies from run to run, which speed-ups do not show because serial and parallel time vary alike. That of measured
     * items is drawn. The longest item is drawn for all, and counted twice here: on the safe side.
     */
    double totalSpread() {
        double relative = itemTime.variation() * itemTime.variation() / items;
        return diagnosis.isPresent() ? 0 : Math.sqrt(Math.log1p(relative));
    }

    /** Whether a few items carry much of the work. */
    boolean heavyTailed() {
        return diagnosis.map(SampleDiagnosis::heavyTailed).orElseGet(itemTime::heavyTailed);
    }

    /** What the items mostly do. */
    WorkloadSummary.Kind kind() {
        return WorkloadSummary.Kind.of(cpuShare);
    }
}
