package io.amorsize.architecture.offenders.host.detect;

/** Uses cost. */
public record Arrow(io.amorsize.architecture.offenders.cost.Arrow forbidden) {}
