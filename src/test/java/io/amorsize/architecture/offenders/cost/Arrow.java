package io.amorsize.architecture.offenders.cost;

/** Uses optimizer. */
public record Arrow(io.amorsize.architecture.offenders.optimizer.Arrow forbidden) {}
