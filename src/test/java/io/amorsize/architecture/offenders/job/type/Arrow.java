package io.amorsize.architecture.offenders.job.type;

/** Uses optimizer. */
public record Arrow(io.amorsize.architecture.offenders.optimizer.Arrow forbidden) {}
