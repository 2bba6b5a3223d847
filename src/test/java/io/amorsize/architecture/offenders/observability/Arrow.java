package io.amorsize.architecture.offenders.observability;

/** Uses api. */
public record Arrow(io.amorsize.architecture.offenders.api.Arrow forbidden) {}
