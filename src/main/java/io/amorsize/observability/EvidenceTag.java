package io.amorsize.observability;

import io.amorsize.optimizer.PlanRequest;
import io.amorsize.workload.WorkloadProfile;
import java.util.Locale;

/** What an advice rests on, as metrics and log lines count it. */
enum EvidenceTag {
    /** A description of the item times. */
    DESCRIPTOR,
    /** Measured items, with or without a description. */
    SAMPLES,
    /** Whole runs, stated or known from earlier outcomes. */
    OBSERVATIONS,
    /** Whole runs beside measured items or a description. */
    MIXED;

    static EvidenceTag of(PlanRequest request) {
        WorkloadProfile workload = request.workload();
        if (request.observations().isEmpty()) {
            return workload.samples().isPresent() ? SAMPLES : DESCRIPTOR;
        }
        return workload.samples().isPresent() || workload.itemTime().isPresent() ? MIXED : OBSERVATIONS;
    }

    /** The value of the tag. */
    String tagValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
