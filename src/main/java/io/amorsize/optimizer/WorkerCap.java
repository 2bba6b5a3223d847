package io.amorsize.optimizer;

/**
 * A hard upper bound on the number of workers.
 *
 * @param kind what sets the bound
 * @param workers most workers, at least 0; 0 means that not even one fits
 * @param reason the bound in words, to follow "because"
 */
record WorkerCap(Limit.Kind kind, int workers, String reason) {}
