package io.amorsize.optimizer;

import io.amorsize.cost.RuntimePresets;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.RuntimeOverheads;

/**
 * What carries the workers of a plan. Where a request leaves the kind of threads open, virtual ones do in two cases: many
 * workers wait at a time, or starting platform threads would take a noticeable part of the run, while the carriers of
 * virtual threads are there already.
 *
 * @param request the request
 * @param runSeconds time of all items one after the other, in seconds; positive infinity where it is unknown
 * @param itemSeconds mean time of an item, in seconds
 * @param cpuShare CPU time of an item divided by its wall time, on platform threads
 * @param hardwareThreads hardware threads of the machine, at least 1
 */
record WorkerKind(PlanRequest request, double runSeconds, double itemSeconds, double cpuShare, int hardwareThreads) {

    /** Starting platform threads is dear if it takes more than this share of the run. */
    private static final double DEAR_START = 0.02;

    /**
     * A platform thread that has just been started may get the CPU of the thread that started it, which then waits for a
     * time slice before it starts another: 1.5 ms in Linux on 2 or 3 CPUs (EEVDF), 0.6 to 3 ms seen.
     */
    static final double SLICE_SECONDS = 1.5e-3;

    /** A wait costs a program up to so many times what it costs the calibration, which does nothing but wait. */
    private static final double COLD_WAIT = 2;

    /** How the workers should be run if there are this many. */
    Executor executor(int workers) {
        if (workers == 1) {
            return Executor.CALLER;
        }
        return switch (request.runtime()) {
            case AUTO -> virtualThreadsPay(workers) ? Executor.VIRTUAL_THREADS : Executor.PLATFORM_THREADS;
            case JVM_VIRTUAL_THREADS, GO_ROUTINES -> Executor.VIRTUAL_THREADS;
            case PYTHON_PROCESSES_FORK, PYTHON_PROCESSES_SPAWN -> Executor.PROCESSES;
            case JVM_THREADS, PYTHON_THREADS, NODE_WORKERS, CUSTOM -> Executor.PLATFORM_THREADS;
        };
    }

    private boolean virtualThreadsPay(int workers) {
        boolean manyWait = cpuShare < 0.5 && (workers > 4 * hardwareThreads || workers > 200);
        return manyWait || startIsDear(workers);
    }

    private boolean startIsDear(int workers) {
        if (request.overheads().workerStartSeconds().isPresent()) {
            return false;
        }
        double start = (request.calibration().threadStartSeconds().value() * workers + SLICE_SECONDS)
                / request.workload().repetitions();
        double parallel = runSeconds * Math.max(1.0 / workers, cpuShare / hardwareThreads);
        return start > DEAR_START * parallel;
    }

    /**
     * CPU time of an item divided by its wall time if there are this many workers. Only platform threads tell their CPU
     * time, so that is what samples were taken on; virtual threads wait more cheaply.
     */
    double cpuShare(int workers) {
        return executor(workers) == Executor.VIRTUAL_THREADS ? leastCpuShare() : cpuShare;
    }

    /** The CPU share on the workers that wait most cheaply, where an item waits at least once. */
    double leastCpuShare() {
        boolean sampled = request.workload().cpuShare().isEmpty()
                && request.workload().samples().isPresent();
        boolean mayBeVirtual =
                request.runtime() == ExecutionRuntime.AUTO || request.runtime() == ExecutionRuntime.JVM_VIRTUAL_THREADS;
        double thread = request.calibration().threadWaitSeconds().value();
        double virtual = request.calibration().virtualThreadWaitSeconds().value();
        if (!sampled || !mayBeVirtual || virtual >= thread || (1 - cpuShare) * itemSeconds < thread) {
            return cpuShare;
        }
        double cpuSeconds = cpuShare * itemSeconds;
        double waiting = Math.min(cpuSeconds, COLD_WAIT * thread);
        double onVirtual = cpuSeconds - waiting * (1 - virtual / thread);
        return Math.min(cpuShare, Math.max(virtual, onVirtual) / itemSeconds);
    }

    /** Overheads with this many workers: the caller's figures where given, else the runtime's. */
    RuntimeOverheads overheads(int workers) {
        RuntimeOverheads preset = preset(workers);
        OverheadOverrides stated = request.overheads();
        if (stated.equals(OverheadOverrides.NONE)) {
            return preset;
        }
        return new RuntimeOverheads(
                stated.workerStartSeconds().orElse(preset.workerStartSeconds()),
                stated.workerStartSeconds().isPresent() ? 0 : preset.workerBootCpuSeconds(),
                stated.workerStartSeconds().isPresent() ? 0 : preset.workerStopSeconds(),
                stated.workerStartSeconds().isPresent() ? 0 : preset.poolSpread(),
                stated.dispatchSeconds().orElse(preset.dispatchSeconds()),
                stated.transferBytesPerSecond().orElse(preset.transferBytesPerSecond()),
                preset.interpreterLock());
    }

    private RuntimeOverheads preset(int workers) {
        ExecutionRuntime runtime = request.runtime() == ExecutionRuntime.AUTO && virtualThreadsPay(workers)
                ? ExecutionRuntime.JVM_VIRTUAL_THREADS
                : request.runtime();
        return RuntimePresets.overheads(runtime, workers, hardwareThreads, request.calibration());
    }
}
