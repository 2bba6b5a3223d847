package io.amorsize.architecture.offenders.api;

/** Uses app. */
public record Arrow(io.amorsize.architecture.offenders.app.Arrow forbidden) {}
