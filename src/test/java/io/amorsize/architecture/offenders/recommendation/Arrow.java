package io.amorsize.architecture.offenders.recommendation;

/** Uses job. */
public record Arrow(io.amorsize.architecture.offenders.job.Arrow forbidden) {}
