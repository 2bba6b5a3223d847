package io.amorsize.cost;

/**
 * How the time of a call grows with the calls in flight, for a system of which only the throughput is known:
 *
 * <pre>s(n) = (1 + (n-1)(a + b n)) k(n) / k(1),   k(n) = (1 + (n/q)^p)^(1/p)</pre>
 *
 * The first factor is the Universal Scalability Law (N. J. Gunther, "Guerrilla Capacity Planning" (2007), equation 4.31).
 * The second lets throughput grow with n up to q calls and stay there, with a knee that is the sharper the larger p is. It
 * lies between the two asymptotic bounds of a closed queueing network, X ≤ min(n / R, 1 / D), as P. J. Denning and J. P.
 * Buzen give them in "The Operational Analysis of Queueing Network Models", Computing Surveys 10 (1978); the p-norm between
 * the bounds is ours. Immutable.
 *
 * @param contention a, at least 0
 * @param coherency b, at least 0
 * @param saturation q, calls in flight at which the system is busy, above 0; positive infinity for a system without such a
 *     limit
 * @param doublings p = 2^doublings, 0..3
 */
record ServiceLaw(double contention, double coherency, double saturation, int doublings) {

    /** A system that slows down gradually. */
    static ServiceLaw smooth(double contention, double coherency) {
        return new ServiceLaw(contention, coherency, Double.POSITIVE_INFINITY, 0);
    }

    /** A system that is busy from some number of calls on. */
    static ServiceLaw saturating(double contention, double saturation, int doublings) {
        return new ServiceLaw(contention, 0, saturation, doublings);
    }

    /** Whether the system slows down gradually instead of being busy from some number of calls on. */
    boolean isGradual() {
        return saturation == Double.POSITIVE_INFINITY;
    }

    /** Factor by which a call takes longer when {@code n} are in flight; 1 for one call. */
    double stretch(double n) {
        return (1 + (n - 1) * (contention + coherency * n)) * knee(n / saturation) / knee(1 / saturation);
    }

    /** The linear coefficient of the Universal Scalability Law that comes closest at few calls. */
    double equivalentContention() {
        return contention + 1 / saturation;
    }

    /** The quadratic coefficient of the Universal Scalability Law that comes closest at many calls. */
    double equivalentCoherency() {
        return coherency + contention / saturation;
    }

    /** (1 + x^p)^(1/p). */
    private double knee(double x) {
        double power = x;
        for (int i = 0; i < doublings; i++) {
            power *= power;
        }
        double root = 1 + power;
        for (int i = 0; i < doublings; i++) {
            root = Math.sqrt(root);
        }
        return root;
    }
}
