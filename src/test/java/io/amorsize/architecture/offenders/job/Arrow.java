package io.amorsize.architecture.offenders.job;

/** Uses deadletter. */
public record Arrow(io.amorsize.architecture.offenders.deadletter.Arrow forbidden) {}
