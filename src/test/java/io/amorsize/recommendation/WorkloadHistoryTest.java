package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.optimizer.Evidence;
import io.amorsize.testing.Outcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadHistoryTest {

    private static WorkloadHistory history(double... seconds) {
        List<Outcome> newestFirst = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            newestFirst.addFirst(Outcomes.numbered(i).elapsedSeconds(seconds[i]).build());
        }
        return new WorkloadHistory(newestFirst);
    }

    /** So many runs of 10 seconds by one recommendation, then so many of 15. */
    private static WorkloadHistory slowedDown(int before, int after) {
        List<Outcome> newestFirst = new ArrayList<>();
        for (int i = 0; i < before + after; i++) {
            newestFirst.addFirst(Outcomes.numbered(i)
                    .recommendation("the only one")
                    .elapsedSeconds((i < before ? 10 : 15) + 0.1 * (i % 3))
                    .build());
        }
        return new WorkloadHistory(newestFirst);
    }

    @Test
    void saysHowRightThePredictionsWere() {
        // Given predictions of 10 seconds, 90 % within 8.3..12 and 50 % within 9.28..10.78
        WorkloadAccuracy accuracy = history(10, 11, 11.5, 13, 30).accuracy();

        assertThat(accuracy.outcomes()).isEqualTo(5);
        assertThat(accuracy.compared()).isEqualTo(5);
        assertThat(accuracy.inside90()).hasValue(0.6);
        assertThat(accuracy.inside50()).hasValue(0.2);
        assertThat(accuracy.medianError().orElseThrow()).isCloseTo(0.15, within(1e-9));
        assertThat(accuracy.bias().orElseThrow()).isCloseTo(0.15, within(1e-9));
    }

    @Test
    void tellsBiasFromError() {
        WorkloadAccuracy accuracy = history(8, 8, 12.5, 12.5).accuracy();

        assertThat(accuracy.medianError().orElseThrow()).isCloseTo(0.25, within(1e-9));
        assertThat(accuracy.bias().orElseThrow()).isCloseTo(0, within(1e-9));
    }

    @Test
    void saysNothingWhereNothingCouldBeCompared() {
        WorkloadAccuracy accuracy =
                new WorkloadHistory(List.of(Outcomes.numbered(1).notComparable().build())).accuracy();

        assertThat(accuracy.outcomes()).isOne();
        assertThat(accuracy.compared()).isZero();
        assertThat(accuracy.inside90()).isEmpty();
        assertThat(accuracy.medianError()).isEmpty();
        assertThat(accuracy.bias()).isEmpty();
    }

    @Test
    void looksAtTheNewestTwoHundred() {
        double[] seconds = new double[300];
        Arrays.fill(seconds, 10);

        WorkloadHistory history = history(seconds);

        assertThat(history.outcomes()).hasSize(200);
        assertThat(history.outcomes().getFirst().id()).isEqualTo("outcome-000000299");
    }

    @Test
    void reportsADriftUntilTheNewLevelHasLasted() {
        assertThat(slowedDown(40, 0).drift()).isEqualTo(Drift.NONE);
        assertThat(slowedDown(40, 10).drift()).satisfies(drift -> {
            assertThat(drift.state()).isEqualTo(Drift.State.SLOWER);
            assertThat(drift.since()).hasValue(Outcomes.numbered(40).build().recordedAt());
            assertThat(drift.logShift()).isCloseTo(Math.log(1.5), within(0.05));
        });
        assertThat(slowedDown(40, 60).drift()).isEqualTo(Drift.NONE);
    }

    @Test
    void scoresEachRecommendationOnceByItsFirstOutcome() {
        // Given
        Outcome first =
                Outcomes.numbered(1).recommendation("one").elapsedSeconds(12).build();
        Outcome second =
                Outcomes.numbered(2).recommendation("one").elapsedSeconds(99).build();
        Outcome other = Outcomes.numbered(3)
                .elapsedSeconds(10)
                .workloadClass(new WorkloadClass(Outcomes.CLASS.kind(), Evidence.SAMPLES, false))
                .build();

        // When
        List<Double> scores = new WorkloadHistory(List.of(other, second, first)).scores(Outcomes.CLASS);

        // Then
        assertThat(scores).singleElement().satisfies(score -> assertThat(score).isCloseTo(1, within(1e-9)));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 1", "1, 0, 1, 1", "1, 1, 0, 1", "1, 1, 1, 0", "1, 1, 1, NaN", "1, 1, 1, Infinity"})
    void aRunIsCheckedWhereItIsMade(int workers, long chunkSize, long items, double seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Run(workers, OptionalLong.of(chunkSize), items, seconds));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "NaN, 1, 1", "1, 0, 1", "1, 2, 1"})
    void aMachineIsCheckedWhereItIsMade(double cpus, int cores, int threads) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MachineShape(cpus, cores, threads));
    }
}
