package io.amorsize.cost;

/**
 * What is believed about the scaling of an unknown program before it has been seen running, and about what a pool of workers
 * costs it, as equally likely draws.
 *
 * <p>Each draw is two programs, of which the answer takes one:
 *
 * <ul>
 *   <li>work on this machine's CPUs: contention and coherency of the Universal Scalability Law (N. J. Gunther, "Guerrilla
 *       Capacity Planning" (2007), equation 4.31) act on the workers that are on a CPU, and the CPUs themselves are limited
 *       by {@link CpuCapacity};
 *   <li>a service: a system of which only the throughput is known, such as a database under clients, with a {@link
 *       ServiceLaw} instead of a machine that bounds the number of workers.
 * </ul>
 *
 * Medians and spreads are those of a {@link ScalingPrior}. Waiting is believed to lengthen by about 0.02 % for each further
 * call in flight. Immutable and deterministic: the draws come from {@link QuasiRandom}.
 */
final class ScalingDraws {

    /** Independent items may also not hinder each other at all, which no lognormal law would say: one program in four. */
    private static final double UNSHARED = 0.25;

    /** Where the program may be a service, it is as likely to be one as not. */
    private static final double SERVICES = 0.5;

    /** Relative misfit of the law itself: root-mean-square residual of the fits to PARSEC. */
    private static final double MISFIT = 0.05;

    /** The middle of the beliefs. */
    static final double MEDIAN_CONTENTION =
            Math.exp(ScalingPrior.LEARNED.compute().law().first().middle());

    static final double MEDIAN_COHERENCY =
            Math.exp(ScalingPrior.LEARNED.compute().law().second().middle());
    static final double MEDIAN_SMT_GAIN =
            ScalingPrior.LEARNED.compute().smtGain().middle();
    static final double MEDIAN_WAIT_GROWTH = 2e-4;

    private final double[] contention;
    private final double[] coherency;
    private final double[] smtGain;
    private final double[] waitGrowth;
    private final double[] misfit;
    private final double[] pool;
    private final boolean[] isService;
    private final ServiceLaw[] service;

    /** So many equally likely draws from a prior. */
    ScalingDraws(ScalingPrior prior, int size) {
        // What kind of program a draw is has coordinates of its own: were it told by the number of the draw, picking
        // every fourth of them, as resampling of equal weights does, would pick one kind only.
        double[][] u = QuasiRandom.uniform(size, 7);
        double[][] z = new double[5][size];
        contention = new double[size];
        coherency = new double[size];
        smtGain = new double[size];
        waitGrowth = new double[size];
        misfit = new double[size];
        // A sequence of its own, since one more coordinate of the other would move all of its points; in another order,
        // so that programs with dear pools are not those with much contention.
        double[] evenly = QuasiRandom.normal(size, 1)[0];
        pool = new double[size];
        for (int i = 0; i < size; i++) {
            pool[(int) ((i * 27L + 3) % size)] = evenly[i];
        }
        isService = new boolean[size];
        service = new ServiceLaw[size];
        ScalingPrior.Compute compute = prior.compute();
        for (int i = 0; i < size; i++) {
            for (int dimension = 0; dimension < z.length; dimension++) {
                z[dimension][i] = Normal.quantile(u[dimension][i]);
            }
            double shared = u[5][i] < UNSHARED ? 0 : 1;
            contention[i] = shared * compute.law().first(z[0][i]);
            coherency[i] = shared * compute.law().second(z[0][i], z[1][i]);
            smtGain[i] = Math.clamp(compute.smtGain().at(z[2][i]), 0, 1);
            waitGrowth[i] = MEDIAN_WAIT_GROWTH * Math.exp(1.5 * z[3][i]);
            misfit[i] = Math.exp(MISFIT * z[4][i]);
            isService[i] = u[6][i] < SERVICES;
            service[i] = service(prior.service(), u[5][i], z[0][i], z[1][i], u[2][i]);
        }
    }

    private static ServiceLaw service(ScalingPrior.Service prior, double kind, double z, double other, double knee) {
        if (kind < prior.gradualShare()) {
            return ServiceLaw.smooth(prior.gradual().first(z), prior.gradual().second(z, other));
        }
        int doublings = 0;
        double below = prior.knees().getFirst();
        while (knee >= below && doublings < ScalingPrior.KNEES - 1) {
            doublings++;
            below += prior.knees().get(doublings);
        }
        return ServiceLaw.saturating(
                prior.saturating().first(z), prior.saturating().second(z, other), doublings);
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

    /** How dear starting and ending workers is to the program among all programs: a standard normal number. */
    double pool(int draw) {
        return pool[draw];
    }

    /** Whether the program is a service, where it may be one. */
    boolean isService(int draw) {
        return isService[draw];
    }

    /** The law of a service. */
    ServiceLaw service(int draw) {
        return service[draw];
    }
}
