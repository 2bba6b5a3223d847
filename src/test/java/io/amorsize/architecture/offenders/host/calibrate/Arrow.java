package io.amorsize.architecture.offenders.host.calibrate;

/** Uses host.detect. */
public record Arrow(io.amorsize.architecture.offenders.host.detect.Arrow forbidden) {}
