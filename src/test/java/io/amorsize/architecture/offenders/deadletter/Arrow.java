package io.amorsize.architecture.offenders.deadletter;

/** Uses host. */
public record Arrow(io.amorsize.architecture.offenders.host.Arrow forbidden) {}
