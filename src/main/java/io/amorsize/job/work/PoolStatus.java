package io.amorsize.job.work;

/**
 * The pool at one moment.
 *
 * @param running workers that run a piece, at least 0
 * @param allowed workers that may run one now, at least 0
 * @param cpus CPUs that the running pieces keep busy, at least 0
 * @param budget CPUs that they may keep busy, above 0
 * @param heap memory of the heap that items hold
 * @param processes memory that processes of items hold
 */
public record PoolStatus(int running, int allowed, double cpus, double budget, MemoryUse heap, MemoryUse processes) {}
