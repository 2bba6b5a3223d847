package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.testing.MemoryOutcomeLog;
import io.amorsize.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OutcomeRecorderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:30:00.123456Z");
    private static final Promise PROMISE = promise();
    private static final Run RUN = new Run(8, OptionalLong.empty(), 1_000, 20);

    private final MemoryOutcomeLog log = new MemoryOutcomeLog();
    private final List<Outcome> heard = new ArrayList<>();
    private int ids;
    private final OutcomeRecorder recorder = new OutcomeRecorder(
            new History(log, () -> NOW, Duration.ZERO), () -> NOW, () -> "outcome-" + ++ids, heard::add);

    private static Promise promise() {
        PlanRequest request = Requests.cpuBound(1_000, 0.1).name("orders").build();
        return Promise.of(new Recommendation("id", NOW, request, new Optimizer().advise(request)));
    }

    @Test
    void comparesKeepsAndReports() {
        Outcome outcome = recorder.record(PROMISE, RUN, Optional.empty());

        assertThat(outcome.id()).isEqualTo("outcome-1");
        assertThat(outcome.recommendationId()).isEqualTo("id");
        assertThat(outcome.recordedAt()).isEqualTo("2026-11-21T08:30:00.123Z");
        assertThat(outcome.run()).isEqualTo(RUN);
        assertThat(outcome.prediction()).isEqualTo(Prediction.of(PROMISE, RUN)).isPresent();
        assertThat(outcome.circumstances()).isEqualTo(PROMISE.circumstances());
        assertThat(log.newestOf("orders", 10)).containsExactly(outcome);
        assertThat(heard).containsExactly(outcome);
    }

    @Test
    void countsARepeatedReportOnce() {
        Outcome first = recorder.record(PROMISE, RUN, Optional.of("key"));

        Outcome again = recorder.record(PROMISE, RUN, Optional.of("key"));

        assertThat(again).isEqualTo(first);
        assertThat(heard).containsExactly(first);
    }
}
