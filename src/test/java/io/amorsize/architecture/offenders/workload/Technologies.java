package io.amorsize.architecture.offenders.workload;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.inject.Singleton;

/** Technology in the domain. */
@Singleton
final class Technologies {
    @JsonProperty
    int jackson() {
        return 0;
    }
}
