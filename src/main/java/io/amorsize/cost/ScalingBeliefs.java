package io.amorsize.cost;

import org.jspecify.annotations.Nullable;

/** A prior with its draws, which take a while to make and are then shared. Safe for use by many threads. */
public final class ScalingBeliefs {

    private static final int DESCRIPTOR_DRAWS = 32;
    private static final int POSTERIOR_DRAWS = 512;
    private static final int SURPRISE_DRAWS = 4096;

    /** What the service believes. */
    public static final ScalingBeliefs LEARNED = new ScalingBeliefs(ScalingPrior.LEARNED);

    private final ScalingPrior prior;
    private final ScalingDraws few;
    private final ScalingDraws many;

    // Guarded by this.
    private @Nullable ScalingDraws most;

    /** The beliefs of this prior. */
    public ScalingBeliefs(ScalingPrior prior) {
        this.prior = prior;
        this.few = new ScalingDraws(prior, DESCRIPTOR_DRAWS);
        this.many = new ScalingDraws(prior, POSTERIOR_DRAWS);
    }

    ScalingPrior prior() {
        return prior;
    }

    /** Few draws, for answers without observations. */
    ScalingDraws few() {
        return few;
    }

    /** Many draws, to be weighted by observations. */
    ScalingDraws many() {
        return many;
    }

    /** So many that even programs hardly any of which are believed in are among them; made when they are first needed. */
    synchronized ScalingDraws most() {
        if (most == null) {
            most = new ScalingDraws(prior, SURPRISE_DRAWS);
        }
        return most;
    }
}
