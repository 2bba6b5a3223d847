package io.amorsize.architecture.offenders.host.calibrate;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Technology in an adapter that needs none. */
final class Technologies {
    static Object jackson() {
        return new ObjectMapper();
    }
}
