package io.amorsize.architecture.offenders.store.sqlite;

/** Uses api. */
public record Arrow(io.amorsize.architecture.offenders.api.Arrow forbidden) {}
