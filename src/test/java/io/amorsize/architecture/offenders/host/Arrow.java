package io.amorsize.architecture.offenders.host;

/** Uses workload. */
public record Arrow(io.amorsize.architecture.offenders.workload.Arrow forbidden) {}
