package io.amorsize.architecture.offenders.workload;

/** Uses host. */
public record Arrow(io.amorsize.architecture.offenders.host.Arrow forbidden) {}
