package io.amorsize.validation.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TruthTest {

    private static final List<Scenario> SMALL = Scenarios.of(300, 1).stream()
            .filter(scenario -> scenario.count() <= 60)
            .toList();

    @Test
    void theSearchFindsWhatTryingEverySplitFinds() {
        double lost = 0;
        double worst = 0;
        for (Scenario scenario : SMALL) {
            Truth searched = new Truth(scenario, 2);
            searched.search();
            Truth exhausted = new Truth(scenario, 2);
            exhausted.consider(Split.serial(scenario.count()));
            for (int workers = 2; workers <= scenario.count(); workers++) {
                for (long chunk = 1; chunk * (workers - 1) < scenario.count(); chunk++) {
                    exhausted.consider(new Split(workers, chunk));
                }
            }
            double loss = 1 - exhausted.consider(exhausted.best()) / searched.consider(searched.best());
            lost += loss;
            worst = Math.max(worst, loss);
        }
        assertThat(lost / SMALL.size()).isLessThan(0.002); // healthy 0.001; 0.004 on the coarse grid alone
        assertThat(worst).isLessThan(0.03); // healthy 0.018; 0.096 on the coarse grid alone
    }

    @Test
    void noSplitBeyondTheMemoryIsTheBest() {
        Scenario scenario = Scenarios.of(300, 1).stream()
                .filter(any -> any.hardware().memoryBytes().isPresent()
                        && any.cpuShare() < 1
                        && any.count() * any.meanSeconds() > 10)
                .findFirst()
                .orElseThrow();
        Truth truth = new Truth(scenario, 1);
        truth.search();
        long room = scenario.hardware().memoryBytes().orElse(0);
        long each = scenario.footprint().memoryPerWorkerBytes().orElseThrow();
        assertThat(truth.best().workers() * each).isLessThanOrEqualTo((long) (0.85 * room));
        assertThat(truth.meanSeconds(new Split((int) (room / each) + 1, 1))).isInfinite();
        assertThat(truth.meanSeconds(new Split((int) (room / each), 1))).isFinite();
        Scenario roomy = scenario.with(new Hardware(
                scenario.hardware().cores(),
                scenario.hardware().threads(),
                scenario.hardware().smtGain(),
                scenario.hardware().quotaCpus(),
                scenario.hardware().quotaPeriodSeconds(),
                OptionalLong.empty()));
        Truth free = new Truth(roomy, 1);
        free.search();
        assertThat(free.best().workers()).isGreaterThan(truth.best().workers());
    }

    @Test
    void theBestIsChosenByOtherRunsThanThoseThatCount() {
        Scenario scenario = SMALL.stream()
                .filter(any -> any.law() == ItemLaw.PARETO)
                .findFirst()
                .orElseThrow();
        Truth truth = new Truth(scenario, 2);
        Split serial = Split.serial(scenario.count());
        assertThat(truth.consider(serial)).isNotEqualTo(truth.meanSeconds(serial));
        assertThat(truth.probe(serial, 0)).isNotEqualTo(truth.probe(serial, 1));
    }
}
