package io.amorsize.architecture.offenders.optimizer;

/** Uses recommendation. */
public record Arrow(io.amorsize.architecture.offenders.recommendation.Arrow forbidden) {}
