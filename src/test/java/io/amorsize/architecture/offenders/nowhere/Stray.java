package io.amorsize.architecture.offenders.nowhere;

/** In a package that the map does not know and that is not null-marked. */
final class Stray {}
