package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.cost.ObservationPosterior.ObservedPlan;
import io.amorsize.workload.Samples;
import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Runs whose time is mostly that of a pool of processes, of which only a rule of thumb is known. */
class PoolSpreadTest {

    private static final double SPREAD = 0.5;

    /** A tenth of a second of waiting, and as long for each start. */
    private static final Models KNOWN = Models.of(8, 0.1).cpuShare(0).start(0.1);

    private static final RunModel UNSURE = KNOWN.poolSpread(SPREAD).model();

    @Test
    void theFormulaCountsWithDearerAndCheaperPools() {
        RunModel known = KNOWN.model();

        Forecast forecast = Forecast.byFormula(UNSURE, candidates(UNSURE));

        assertThat(spread(forecast)).isCloseTo(2 * SPREAD, within(0.2));
        assertThat(spread(Forecast.byFormula(known, candidates(known)))).isLessThan(0.1);
        assertThat(Models.quantile(Models.sorted(forecast, 0), 0.5)).isCloseTo(0.8, Percentage.withPercentage(5));
    }

    /** Starting the 8 workers takes 0.8 seconds, their items take one. */
    @Test
    void theSimulationCountsWithDearerAndCheaperPools() {
        Models longer = Models.of(8, 1).cpuShare(0).start(0.1);
        Samples samples =
                Samples.ofWallSeconds(DoubleStream.generate(() -> 1).limit(64).toArray());
        RunModel unsure = longer.poolSpread(SPREAD).model();
        RunModel known = longer.model();

        Forecast forecast = Forecast.bySamples(unsure, candidates(unsure), samples, Double.POSITIVE_INFINITY);
        Forecast sure = Forecast.bySamples(known, candidates(known), samples, Double.POSITIVE_INFINITY);

        double expected = Math.log((0.8 * Math.exp(SPREAD) + 1) / (0.8 * Math.exp(-SPREAD) + 1));
        assertThat(spread(forecast)).isCloseTo(expected, within(0.1));
        assertThat(spread(sure)).isLessThan(0.1);
    }

    private static List<Candidate> candidates(RunModel model) {
        return List.of(model.serial(), model.withBestChunk(8));
    }

    /** Two standard deviations of ln time in the pool. */
    private static double spread(Forecast forecast) {
        double[] seconds = Models.sorted(forecast, 1);
        return Math.log(Models.quantile(seconds, 0.84) / Models.quantile(seconds, 0.16));
    }

    /**
     * 8 items of 0.1 s on 4 workers take 0.45 s as a rule. If they took 0.9 s, it is the pool that took 2.8 times as long: 8
     * workers take 2.34 s instead of 0.9.
     */
    @Test
    void aRunTellsHowDearThePoolIs() {
        List<Candidate> candidates = List.of(UNSURE.serial(), UNSURE.withBestChunk(4), UNSURE.withBestChunk(8));
        double[] before = Models.sorted(Forecast.byFormula(UNSURE, candidates), 2);
        double seen = 2 * candidates.get(1).expectedSeconds(0.1);

        Forecast forecast = new ObservationPosterior(
                        UNSURE, List.of(new ObservedPlan(4, 0, Math.log(seen), 0.02)), false, false)
                .update(candidates, null)
                .forecast();

        double[] after = Models.sorted(forecast, 2);
        assertThat(Models.quantile(after, 0.5) / Models.quantile(before, 0.5)).isBetween(2.0, 2.8);
        assertThat(Models.quantile(after, 0.84) / Models.quantile(after, 0.16))
                .isLessThan(Models.quantile(before, 0.84) / Models.quantile(before, 0.16));
    }
}
