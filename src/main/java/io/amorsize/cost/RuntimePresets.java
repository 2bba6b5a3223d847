package io.amorsize.cost;

import io.amorsize.host.Calibration;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.RuntimeOverheads;

/**
 * What each runtime adds to the work, until the caller says better. JVM runtimes take this host's calibration; the
 * others are rounded medians of measurements and published figures, listed with their sources in docs/runtimes.md.
 * Stateless and safe for use by many threads.
 */
public final class RuntimePresets {

    /**
     * By what factor, as a standard deviation of its logarithm, starting and ending processes differs between programs: with
     * the memory they hold, which each fork copies the map of, and with the modules that each new interpreter imports.
     */
    private static final double POOL_SPREAD = 0.5;

    private static final RuntimeOverheads PYTHON_THREADS =
            new RuntimeOverheads(6e-5, 0, 0, 0, 1e-5, Double.POSITIVE_INFINITY, true);
    private static final RuntimeOverheads PYTHON_PROCESSES_FORK =
            new RuntimeOverheads(2.5e-3, 5e-3, 1.5e-3, POOL_SPREAD, 4e-5, 2e8, false);
    private static final RuntimeOverheads PYTHON_PROCESSES_SPAWN =
            new RuntimeOverheads(2e-3, 5e-2, 1e-3, POOL_SPREAD, 4e-5, 2e8, false);
    private static final RuntimeOverheads NODE_WORKERS =
            new RuntimeOverheads(1e-3, 1.8e-2, 0, POOL_SPREAD, 1e-5, 5e8, false);
    private static final RuntimeOverheads GO_ROUTINES =
            new RuntimeOverheads(2e-7, 0, 0, 0, 2e-7, Double.POSITIVE_INFINITY, false);
    private static final RuntimeOverheads NONE = new RuntimeOverheads(0, 0, 0, 0, 0, Double.POSITIVE_INFINITY, false);

    private RuntimePresets() {}

    /**
     * The overheads of a runtime. {@link ExecutionRuntime#AUTO} is read as JVM platform threads; who settles on virtual
     * threads asks for {@link ExecutionRuntime#JVM_VIRTUAL_THREADS}. {@link ExecutionRuntime#CUSTOM} costs nothing: the
     * base on which the caller's own figures are put. Only the costs of the JVM depend on {@code workers}; elsewhere it is one
     * process or one thread that hands over, whoever receives.
     *
     * @param runtime what executes the items
     * @param workers workers that compete for chunks, at least 1
     * @param carriers threads of the JVM that carry virtual ones, at least 1: by default one per hardware thread
     * @param calibration this host's figures, measured or prior
     */
    public static RuntimeOverheads overheads(
            ExecutionRuntime runtime, int workers, int carriers, Calibration calibration) {
        return switch (runtime) {
            case AUTO, JVM_THREADS -> jvm(calibration.threadStartSeconds().value(), workers, calibration);
            case JVM_VIRTUAL_THREADS -> virtualThreads(workers, carriers, calibration);
            case PYTHON_THREADS -> PYTHON_THREADS;
            case PYTHON_PROCESSES_FORK -> PYTHON_PROCESSES_FORK;
            case PYTHON_PROCESSES_SPAWN -> PYTHON_PROCESSES_SPAWN;
            case NODE_WORKERS -> NODE_WORKERS;
            case GO_ROUTINES -> GO_ROUTINES;
            case CUSTOM -> NONE;
        };
    }

    /** The first of them wake their carriers, which costs as much as one wait of a platform thread does. */
    private static RuntimeOverheads virtualThreads(int workers, int carriers, Calibration calibration) {
        double woken = Math.min(1.0, (double) carriers / workers);
        double start = calibration.virtualThreadStartSeconds().value()
                + woken * calibration.threadWaitSeconds().value();
        return jvm(start, workers, calibration);
    }

    private static RuntimeOverheads jvm(double workerStartSeconds, int workers, Calibration calibration) {
        return new RuntimeOverheads(
                workerStartSeconds,
                0,
                0,
                0,
                DispatchCurve.secondsAt(calibration.dispatchSeconds(), workers),
                Double.POSITIVE_INFINITY,
                false);
    }
}
