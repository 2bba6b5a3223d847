package io.amorsize.job.type.synthetic;

/** How items differ in size. */
public enum Distribution {
    /** Not at all. */
    CONSTANT,
    /** Evenly between two bounds. */
    UNIFORM,
    /** As the time between independent events. */
    EXPONENTIAL,
    /** Mostly below the mean, some far above: the usual shape of response times. */
    LOGNORMAL,
    /** Very few items far above all others, with a power law for a tail. */
    PARETO,
    /** Of two sizes: one item in ten, or fewer, is large. */
    BIMODAL
}
