package io.amorsize.job.type.synthetic;

import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.spi.JobTypeDescription;

/**
 * Items that burn CPU time, then sleep, then fail or succeed, as their parameters say. What an item does depends on the
 * seed and its number only. Immutable.
 */
public final class SyntheticType implements JobType<SyntheticParameters, SyntheticItem, SyntheticResult> {

    @Override
    public JobTypeDescription<SyntheticParameters, SyntheticItem, SyntheticResult> description() {
        return JobTypeDescription.of(
                        "synthetic",
                        "Burns CPU time, sleeps and fails as told, for load tests and demonstrations.",
                        SyntheticParameters.class,
                        SyntheticItem.class,
                        SyntheticResult.class,
                        Activity.COMPUTES)
                .withRange(SyntheticItem::of);
    }

    @Override
    public ItemRunner<SyntheticItem, SyntheticResult> open(SyntheticParameters parameters) throws JobRefused {
        return SyntheticRunner.of(parameters);
    }
}
