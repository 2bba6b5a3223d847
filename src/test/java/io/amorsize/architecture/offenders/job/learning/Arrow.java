package io.amorsize.architecture.offenders.job.learning;

/** Uses api. */
public record Arrow(io.amorsize.architecture.offenders.api.Arrow forbidden) {}
