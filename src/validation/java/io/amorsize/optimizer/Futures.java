package io.amorsize.optimizer;

import io.amorsize.cost.Candidate;
import io.amorsize.cost.Forecast;
import io.amorsize.cost.RunModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The times behind an answer to measured items. The answer itself tells an interval of the speed-up only; whether the times are
 * right as often as they say is judged here too.
 */
public final class Futures {

    private Futures() {}

    /**
     * The times of the run that the optimizer thinks equally likely, ascending.
     *
     * @param request with samples and without observations
     * @param workers one of the counts that it compares
     */
    public static double[] seconds(PlanRequest request, int workers) {
        Situation situation = Situation.of(request);
        RunModel model = situation.model();
        List<Candidate> candidates = new ArrayList<>();
        int wanted = -1;
        for (int count : WorkerGrid.of(situation)) {
            wanted = count == workers ? candidates.size() : wanted;
            candidates.add(model.withBestChunk(count));
        }
        if (wanted < 0) {
            throw new IllegalArgumentException(workers + " workers are not compared");
        }
        Forecast forecast = Forecast.bySamples(
                model,
                candidates,
                situation.diagnosis().orElseThrow().steady(),
                request.workload().timeoutSeconds().orElse(Double.POSITIVE_INFINITY));
        double[] seconds = new double[forecast.futures()];
        for (int future = 0; future < seconds.length; future++) {
            seconds[future] = forecast.seconds(wanted, future);
        }
        Arrays.sort(seconds);
        return seconds;
    }

    /** A quantile of sorted values as the optimizer takes it: value i stands for probability (i + 1/2) / n. */
    public static double quantile(double[] sorted, double p) {
        double position = Math.clamp(p * sorted.length - 0.5, 0, sorted.length - 1.0);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
