package io.amorsize.cost;

/**
 * What is believed about the scaling of an unknown program before it has been seen running, as equally likely draws.
 *
 * <p>Two families:
 *
 * <ul>
 *   <li>{@link Family#COMPUTE}: work on this machine's CPUs; contention and coherency of the Universal Scalability Law (N. J.
 *       Gunther, "Guerrilla Capacity Planning" (2007), equation 4.31) act on the workers that are on a CPU, and the CPUs
 *       themselves are limited by {@link CpuCapacity};
 *   <li>{@link Family#SERVICE}: a system of which only the throughput is known, such as a database under clients,
 *       with a {@link ServiceLaw} instead of a machine that bounds the number of workers.
 * </ul>
 *
 * The medians and spreads were learned from published thread sweeps: 81 of PARSEC and 147 of sysbench (docs/model.md has
 * the table). Waiting is believed to lengthen by about 0.02 % for each further call in flight. Immutable and deterministic:
 * the draws come from {@link QuasiRandom}.
 */
final class ScalingDraws {

    /** The kinds of program. */
    enum Family {
        COMPUTE,
        SERVICE
    }

    private static final int DESCRIPTOR_DRAWS = 32;
    private static final int POSTERIOR_DRAWS = 512;

    /** One in so many services slows down gradually; the others have a limit that they reach. */
    private static final int SMOOTH_SERVICES = 8;

    /** Relative misfit of the law itself: root-mean-square residual of the fits to PARSEC. */
    private static final double MISFIT = 0.05;

    /** The middle of the beliefs. */
    static final double MEDIAN_CONTENTION = Math.exp(-4.4);

    static final double MEDIAN_COHERENCY = 0.003;
    static final double MEDIAN_SMT_GAIN = 0.60;
    static final double MEDIAN_WAIT_GROWTH = 2e-4;

    /** Few draws, for answers without observations. */
    static final ScalingDraws FEW = new ScalingDraws(DESCRIPTOR_DRAWS);

    /** Many draws, to be weighted by observations. */
    static final ScalingDraws MANY = new ScalingDraws(POSTERIOR_DRAWS);

    private final double[] contention;
    private final double[] coherency;
    private final double[] smtGain;
    private final double[] waitGrowth;
    private final double[] misfit;
    private final ServiceLaw[] service;

    private ScalingDraws(int size) {
        double[][] z = QuasiRandom.normal(size, 5);
        contention = new double[size];
        coherency = new double[size];
        smtGain = new double[size];
        waitGrowth = new double[size];
        misfit = new double[size];
        service = new ServiceLaw[size];
        for (int i = 0; i < size; i++) {
            // Independent items may also not hinder each other at all, which no lognormal law would say.
            double shared = i % 4 == 0 ? 0 : 1;
            contention[i] = shared * MEDIAN_CONTENTION * Math.exp(1.4 * z[0][i]);
            coherency[i] = shared * MEDIAN_COHERENCY * Math.exp(2.3 * correlated(0.4, z[0][i], z[1][i]));
            smtGain[i] = Math.clamp(MEDIAN_SMT_GAIN + 0.3 * z[2][i], 0, 1);
            waitGrowth[i] = MEDIAN_WAIT_GROWTH * Math.exp(1.5 * z[3][i]);
            misfit[i] = Math.exp(MISFIT * z[4][i]);
            service[i] = i / 2 % SMOOTH_SERVICES == 0
                    ? ServiceLaw.smooth(
                            Math.exp(-3.0 + 1.2 * z[0][i]), Math.exp(-8.7 + 1.4 * correlated(0.85, z[0][i], z[1][i])))
                    : ServiceLaw.saturating(
                            Math.exp(-7.7 + 1.3 * z[0][i]),
                            Math.exp(2.9 + 1.1 * z[1][i]),
                            Math.clamp(Math.round(1.7 + 0.9 * z[2][i]), 0, 3));
        }
    }

    private static double correlated(double correlation, double first, double second) {
        return correlation * first + Math.sqrt(1 - correlation * correlation) * second;
    }

    int size() {
        return contention.length;
    }

    /** Share of the work that is serialised, per further worker, at least 0. */
    double contention(int draw) {
        return contention[draw];
    }

    /** Cost of keeping workers consistent, per pair, at least 0. */
    double coherency(int draw) {
        return coherency[draw];
    }

    /** Value of a second hardware thread relative to a core, 0..1. */
    double smtGain(int draw) {
        return smtGain[draw];
    }

    /** Relative growth of an item's waiting time per further item in flight, above 0. */
    double waitGrowth(int draw) {
        return waitGrowth[draw];
    }

    /** Factor by which the truth departs from the law, around 1. */
    double misfit(int draw) {
        return misfit[draw];
    }

    /** The law of {@link Family#SERVICE}. */
    ServiceLaw service(int draw) {
        return service[draw];
    }
}
