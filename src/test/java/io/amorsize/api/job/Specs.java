package io.amorsize.api.job;

import io.amorsize.job.FailurePolicy;
import io.amorsize.job.JobSpec;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RetryPolicy;
import io.amorsize.testing.EchoType;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What tests ask for. */
final class Specs {

    static final JobSpec ECHO = new JobSpec(
            EchoType.NAME,
            "{}",
            new PlanWish.Auto(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            JobSpec.USUAL_PRIORITY,
            RetryPolicy.DEFAULT,
            Optional.empty(),
            FailurePolicy.NONE,
            Map.of());

    private Specs() {}
}
