package io.amorsize.architecture.offenders.optimizer;

/** A value that anybody may extend. */
public class OpenClass {}
