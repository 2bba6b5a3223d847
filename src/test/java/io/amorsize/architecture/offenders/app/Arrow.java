package io.amorsize.architecture.offenders.app;

/** What nobody may use. */
public record Arrow() {}
