package io.amorsize.workload;

/**
 * What a runtime adds to the work itself.
 *
 * @param workerStartSeconds time to start one worker, one after the other, at least 0
 * @param workerBootCpuSeconds CPU time that a worker needs for itself before its first item, beside the others, at least 0
 * @param workerStopSeconds time to end one worker after its last item, one after the other, at least 0
 * @param poolSpread standard deviation of the logarithm of what starting, booting and ending the workers really takes, from
 *     one program to another, at least 0; 0 where it was measured or stated
 * @param dispatchSeconds serialised cost of handing one chunk to a worker and taking its result back, at least 0
 * @param transferBytesPerSecond rate at which payloads and results are copied between workers, above 0;
 *     {@link Double#POSITIVE_INFINITY} where workers share memory
 * @param interpreterLock whether only one worker can use a CPU at a time
 */
public record RuntimeOverheads(
        double workerStartSeconds,
        double workerBootCpuSeconds,
        double workerStopSeconds,
        double poolSpread,
        double dispatchSeconds,
        double transferBytesPerSecond,
        boolean interpreterLock) {

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    public RuntimeOverheads {
        if (!(workerStartSeconds >= 0 && workerStartSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("workerStartSeconds must be finite and at least 0");
        }
        if (!(workerBootCpuSeconds >= 0 && workerBootCpuSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("workerBootCpuSeconds must be finite and at least 0");
        }
        if (!(workerStopSeconds >= 0 && workerStopSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("workerStopSeconds must be finite and at least 0");
        }
        if (!(poolSpread >= 0 && poolSpread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("poolSpread must be finite and at least 0");
        }
        if (!(dispatchSeconds >= 0 && dispatchSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("dispatchSeconds must be finite and at least 0");
        }
        if (!(transferBytesPerSecond > 0)) {
            throw new IllegalArgumentException("transferBytesPerSecond must be above 0");
        }
    }
}
