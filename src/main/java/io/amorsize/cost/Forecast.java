package io.amorsize.cost;

import io.amorsize.workload.Samples;
import java.util.List;

/**
 * Equally likely futures: the time of every candidate, and of the serial run, in each of them. A future is one state of
 * the world for all of them, so candidates may be compared within it. Immutable after construction; the arrays must not
 * be changed.
 */
public final class Forecast {

    private final List<Candidate> candidates;
    private final double[][] seconds;
    private final double[] serialSeconds;

    /**
     * A forecast.
     *
     * @param candidates the candidates, ascending by workers
     * @param seconds array {@code [candidate][future]}, above 0; not copied
     * @param serialSeconds array {@code [future]}, above 0; not copied
     */
    Forecast(List<Candidate> candidates, double[][] seconds, double[] serialSeconds) {
        this.candidates = List.copyOf(candidates);
        this.seconds = seconds;
        this.serialSeconds = serialSeconds;
    }

    /** The forecast by formula, from what is believed before anything was seen running. */
    public static Forecast byFormula(RunModel model, List<Candidate> candidates) {
        ScalingDraws draws = model.beliefs().few();
        int futures = draws.size();
        ItemDraws items =
                ItemDraws.few(model.inputs().itemTime(), model.inputs().items());
        double[] serial = new double[futures];
        for (int j = 0; j < futures; j++) {
            serial[j] = model.serialSeconds(draws, j, items, j);
        }
        double[][] seconds = new double[candidates.size()][futures];
        for (int c = 0; c < seconds.length; c++) {
            Candidate candidate = candidates.get(c);
            if (candidate.workers() == 1) {
                seconds[c] = serial;
            } else {
                model.seconds(candidate, draws, items, seconds[c]);
            }
        }
        return new Forecast(candidates, seconds, serial);
    }

    /**
     * The forecast from measured items.
     *
     * @param model the cost model; its item-time law describes the same samples
     * @param candidates the candidates, ascending by workers
     * @param samples the measured items
     * @param timeoutSeconds longest time an item is given; positive infinity without a limit
     */
    public static Forecast bySamples(
            RunModel model, List<Candidate> candidates, Samples samples, double timeoutSeconds) {
        return SampleSimulation.forecast(model, candidates, samples, timeoutSeconds);
    }

    /** The candidates, ascending by workers. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** Number of futures, at least 1. */
    public int futures() {
        return serialSeconds.length;
    }

    /** Time of a candidate in one future, in seconds. */
    public double seconds(int candidate, int future) {
        return seconds[candidate][future];
    }

    /** Time of the serial run in one future, in seconds. */
    public double serialSeconds(int future) {
        return serialSeconds[future];
    }
}
