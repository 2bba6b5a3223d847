package io.amorsize.architecture.offenders.job.learning;

/** Uses optimizer. */
public record Arrow(io.amorsize.architecture.offenders.optimizer.Arrow forbidden) {}
