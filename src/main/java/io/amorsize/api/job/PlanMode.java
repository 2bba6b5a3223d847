package io.amorsize.api.job;

import io.amorsize.job.PlanWish;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Ways to come to a plan. */
@Schema(name = "JobPlanMode", description = "How the plan is made.")
enum PlanMode {
    /** By what is measured. */
    AUTO,
    /** As given. */
    FIXED,
    /** As recommended. */
    ADVISED;

    static PlanMode of(PlanWish wish) {
        return switch (wish) {
            case PlanWish.Auto ignored -> AUTO;
            case PlanWish.Fixed ignored -> FIXED;
            case PlanWish.Advised ignored -> ADVISED;
        };
    }
}
