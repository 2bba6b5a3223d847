package io.amorsize.cost;

import java.util.List;

/**
 * What is believed about the scaling of an unknown program before it has been seen running: the figures that {@link
 * ScalingDraws} draws from. {@code mvn -Pvalidate} fits them to published thread sweeps (docs/model.md). Immutable.
 *
 * @param compute work on this machine's CPUs
 * @param service systems of which only the throughput is known
 */
public record ScalingPrior(Compute compute, Service service) {

    /**
     * Standard deviations of ln time by which a program may depart smoothly from its law: some programs follow it, others do
     * not. How likely each is, is learned.
     */
    public static final List<Double> DEPARTURES = List.of(0.05, 0.15, 0.4);

    /** Exponents of the knees of services: powers of two from 1 on. How likely each is, is learned. */
    public static final int KNEES = 4;

    /** What was learned from the published sweeps: 80 of PARSEC and 121 of sysbench. */
    public static final ScalingPrior LEARNED = new ScalingPrior(
            new Compute(
                    new Law(new Belief(-4.07, 1.48), new Belief(-5.55, 2.49), 0.09),
                    new Belief(0.60, 0.18),
                    List.of(0.70, 0.21, 0.08)),
            new Service(
                    0.16,
                    new Law(new Belief(-8.57, 1.94), new Belief(2.27, 0.90), 0.25),
                    List.of(0.11, 0.17, 0.40, 0.33),
                    new Law(new Belief(-4.55, 2.40), new Belief(-10.76, 3.56), 0.69),
                    List.of(0.73, 0.20, 0.06)));

    /**
     * A normal law.
     *
     * @param middle its mean
     * @param spread its standard deviation, above 0
     */
    public record Belief(double middle, double spread) {

        double at(double normal) {
            return middle + spread * normal;
        }
    }

    /**
     * A normal law of two logarithms.
     *
     * @param first the first, ln contention
     * @param second the second
     * @param correlation between them, above -1 and below 1
     */
    public record Law(Belief first, Belief second, double correlation) {

        double first(double z) {
            return Math.exp(first.at(z));
        }

        double second(double z, double other) {
            return Math.exp(second.at(correlation * z + Math.sqrt(1 - correlation * correlation) * other));
        }
    }

    /**
     * Work on this machine's CPUs.
     *
     * @param law contention, and coherency on all hardware threads
     * @param smtGain value of a second hardware thread relative to a core, cut to 0..1
     * @param departures chance of each of {@link #DEPARTURES}; they add up to 1
     */
    public record Compute(Law law, Belief smtGain, List<Double> departures) {
        public Compute {
            departures = List.copyOf(departures);
        }
    }

    /**
     * Systems of which only the throughput is known.
     *
     * @param gradualShare share of those that slow down gradually, 0..1; the others have a limit that they reach
     * @param saturating contention and the calls at which the limit is reached
     * @param knees chance of each exponent 2^0, 2^1, … of the knee, {@value #KNEES} of them; they add up to 1
     * @param gradual contention, and coherency per pair of calls
     * @param departures chance of each of {@link #DEPARTURES}; they add up to 1
     */
    public record Service(
            double gradualShare, Law saturating, List<Double> knees, Law gradual, List<Double> departures) {
        public Service {
            knees = List.copyOf(knees);
            departures = List.copyOf(departures);
        }
    }
}
