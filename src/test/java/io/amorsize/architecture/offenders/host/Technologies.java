package io.amorsize.architecture.offenders.host;

import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;

/** Technology in the domain. */
final class Technologies {
    @Nullable Object oshi() {
        return new SystemInfo();
    }
}
