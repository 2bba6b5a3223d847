package io.amorsize.validation.synthetic;

/**
 * What a pool costs.
 *
 * @param launchSeconds time the caller spends on launching one worker, one after the other, at least 0
 * @param bootCpuSeconds what each worker must compute itself before its first chunk, at least 0
 * @param sameWorkerSeconds time of a hand-over to the worker that had the last one too, at least 0
 * @param otherWorkerSeconds time of a hand-over to another worker, at least 0
 * @param copySecondsPerItem time the dispatcher spends on copying one item, at least 0
 * @param endSeconds time the caller spends on ending one worker, one after the other, when all items are done, at least 0
 */
record Costs(
        double launchSeconds,
        double bootCpuSeconds,
        double sameWorkerSeconds,
        double otherWorkerSeconds,
        double copySecondsPerItem,
        double endSeconds) {

    /** A pool that costs nothing. */
    static final Costs NONE = new Costs(0, 0, 0, 0, 0, 0);
}
