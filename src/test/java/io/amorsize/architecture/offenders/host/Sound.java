package io.amorsize.architecture.offenders.host;

/** Keeps the rules: closed by its permits clause. */
public sealed class Sound permits Sound.Only {
    static final class Only extends Sound {}
}
