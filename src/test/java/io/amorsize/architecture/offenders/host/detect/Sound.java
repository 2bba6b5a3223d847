package io.amorsize.architecture.offenders.host.detect;

import java.time.InstantSource;
import oshi.SystemInfo;

/** Keeps the rules: its own technology and its own domain package. */
final class Sound {
    static String read(SystemInfo info, InstantSource time, io.amorsize.architecture.offenders.host.Sound host) {
        return info.getHardware() + " at " + time.instant() + " of " + host;
    }
}
