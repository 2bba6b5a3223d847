package io.amorsize.architecture.offenders.api;

/** A name that says nothing, one level down. */
final class Nested {
    interface PlanHelper {}
}
