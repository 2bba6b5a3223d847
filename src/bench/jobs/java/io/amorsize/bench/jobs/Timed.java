package io.amorsize.bench.jobs;

/** Something whose time is taken. */
@FunctionalInterface
interface Timed {

    /** Does it once and tells how long it took, in seconds. */
    double run() throws Exception;
}
