package io.amorsize.architecture.offenders.job.resilience;

/** Uses optimizer. */
public record Arrow(io.amorsize.architecture.offenders.optimizer.Arrow forbidden) {}
