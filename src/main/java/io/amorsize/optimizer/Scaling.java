package io.amorsize.optimizer;

/**
 * The scaling law that the observations support.
 *
 * @param law its name
 * @param contention share of the work that is serialised (sigma of the Universal Scalability Law), at least 0
 * @param coherency cost of keeping workers consistent, per pair (kappa), at least 0
 * @param fitError root-mean-square error of the fit in ln throughput, at least 0
 */
public record Scaling(String law, double contention, double coherency, double fitError) {}
