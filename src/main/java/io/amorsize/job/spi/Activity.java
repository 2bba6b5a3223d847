package io.amorsize.job.spi;

/** What items mostly do. */
public enum Activity {
    /** Compute on the thread that runs them. */
    COMPUTES,
    /** Wait, for example for a network: run by virtual threads when many run at a time. */
    WAITS,
    /** Wait for a process of this machine that computes for them. The runner tells the CPU time. */
    COMPUTES_IN_PROCESS
}
