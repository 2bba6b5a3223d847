package io.amorsize.architecture.offenders.api;

/** A name that says nothing. */
final class RetryManager {}
