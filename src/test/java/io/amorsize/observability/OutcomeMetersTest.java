package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.recommendation.Outcome;
import io.amorsize.testing.Outcomes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class OutcomeMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OutcomeMeters meters = new OutcomeMeters(registry);

    @Test
    void countsWhetherTheIntervalHeldTheTime() {
        Outcome right = Outcomes.numbered(1).elapsedSeconds(11).build();
        Outcome wrong = Outcomes.numbered(2).elapsedSeconds(13).build();
        Outcome incomparable = Outcomes.numbered(3).notComparable().build();

        meters.recorded(right);
        meters.recorded(right);
        meters.recorded(wrong);
        meters.recorded(incomparable);

        assertThat(count("inside")).isEqualTo(2);
        assertThat(count("outside")).isEqualTo(1);
        assertThat(count("unknown")).isEqualTo(1);
    }

    private double count(String verdict) {
        return registry.get("amorsize_outcomes")
                .tag("kind", "CPU_BOUND")
                .tag("evidence", "descriptor")
                .tag("interval90", verdict)
                .counter()
                .count();
    }
}
