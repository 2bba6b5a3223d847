package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.recommendation.History;
import io.amorsize.testing.MemoryOutcomeLog;
import io.amorsize.testing.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearningSamplesTest {

    private final MemoryOutcomeLog log = new MemoryOutcomeLog();
    private final History history = new History(log, () -> Instant.EPOCH, Duration.ofDays(1));

    private void report(Outcomes outcome) {
        assertThat(log.add(outcome.build(), Optional.empty())).isNotNull();
    }

    private List<Sample> samples(Metric metric) {
        return LearningSamples.of(history)
                .filter(sample -> sample.metric() == metric)
                .toList();
    }

    @Test
    void saysHowRightThePredictionsOfAWorkloadWere() {
        report(Outcomes.numbered(1).elapsedSeconds(11));
        report(Outcomes.numbered(2).elapsedSeconds(11));
        report(Outcomes.numbered(3).elapsedSeconds(13));

        assertThat(samples(Metric.WORKLOAD_COVERAGE))
                .containsExactly(Sample.of(Metric.WORKLOAD_COVERAGE, 2 / 3.0, "orders"));
        assertThat(samples(Metric.WORKLOAD_ERROR))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isBetween(0.0999, 0.1001));
        assertThat(samples(Metric.WORKLOAD_DRIFT)).containsExactly(Sample.of(Metric.WORKLOAD_DRIFT, 0, "orders"));
        assertThat(samples(Metric.CLASS_COVERAGE))
                .containsExactly(Sample.of(Metric.CLASS_COVERAGE, 2 / 3.0, "CPU_BOUND", "descriptor", "light"));
        assertThat(samples(Metric.CLASS_WIDTH)).hasSize(1);
    }

    @Test
    void saysWhichWayAWorkloadDrifts() {
        for (int i = 0; i < 50; i++) {
            report(Outcomes.numbered(i).recommendation("one").elapsedSeconds((i < 40 ? 10 : 6) + 0.1 * (i % 3)));
        }

        assertThat(samples(Metric.WORKLOAD_DRIFT)).containsExactly(Sample.of(Metric.WORKLOAD_DRIFT, -1, "orders"));
    }

    @Test
    void namesTheFiftyWorkloadsThatWereRunLast() {
        for (int i = 0; i < 60; i++) {
            report(Outcomes.numbered(i).workload("workload-" + i));
        }

        assertThat(samples(Metric.WORKLOAD_DRIFT))
                .hasSize(50)
                .contains(Sample.of(Metric.WORKLOAD_DRIFT, 0, "workload-59"))
                .doesNotContain(Sample.of(Metric.WORKLOAD_DRIFT, 0, "workload-9"));
        assertThat(samples(Metric.CLASS_COVERAGE)).as("the others count here").hasSize(1);
    }

    @Test
    void saysNothingWhileTheLogDoesNotAnswer() {
        report(Outcomes.numbered(1));

        log.leave();

        assertThat(LearningSamples.of(history)).isEmpty();
    }
}
