package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.ItemError;
import io.amorsize.testing.LogListener;
import io.amorsize.testing.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.logging.Level;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class DeadLetterMetersTest {

    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FailureBursts bursts = new FailureBursts(clock);
    private final DeadLetterMeters meters = new DeadLetterMeters(registry, bursts);

    private static ItemError error(ItemError.Reason reason, String fingerprint) {
        return new ItemError(reason, "X", "said no", "", fingerprint, true);
    }

    private double count(Metric metric, String... tags) {
        return registry.get(metric.meterName()).tags(tags).counter().count();
    }

    private double burst(String type) {
        return registry.get(Metric.DEAD_LETTER_BURST.meterName())
                .tags("job_type", type)
                .gauge()
                .value();
    }

    @Test
    void countsEachBesideTheOthers() {
        meters.failed("http", error(ItemError.Reason.TIMEOUT, "a"), false);
        meters.failed("http", error(ItemError.Reason.TIMEOUT, "b"), false);
        meters.failed("http", error(ItemError.Reason.TIMEOUT, "a"), true);
        meters.failed("http", error(ItemError.Reason.EXCEPTION, "a"), false);
        meters.failed("command", error(ItemError.Reason.TIMEOUT, "a"), false);
        meters.replayed("http");
        meters.dropped("command", 500);
        meters.dropped("command", 7);

        Metric failures = Metric.DEAD_LETTER_FAILURES;
        assertThat(count(failures, "job_type", "http", "failure", "TIMEOUT", "replay", "false"))
                .isEqualTo(2);
        assertThat(count(failures, "job_type", "http", "failure", "TIMEOUT", "replay", "true"))
                .isEqualTo(1);
        assertThat(count(failures, "job_type", "http", "failure", "EXCEPTION", "replay", "false"))
                .isEqualTo(1);
        assertThat(count(failures, "job_type", "command", "failure", "TIMEOUT", "replay", "false"))
                .isEqualTo(1);
        assertThat(count(Metric.DEAD_LETTERS_REPLAYED, "job_type", "http")).isEqualTo(1);
        assertThat(count(Metric.DEAD_LETTERS_DROPPED, "job_type", "command")).isEqualTo(507);
    }

    /** The registry complains where it is given the same gauge again. */
    @Test
    void registersTheGaugeOfATypeOnce() {
        try (LogListener log = LogListener.of(MeterRegistry.class)) {
            meters.failed("http", error(ItemError.Reason.TIMEOUT, "a"), false);
            meters.failed("http", error(ItemError.Reason.EXCEPTION, "a"), false);

            assertThat(log.told(Level.ALL)).isEmpty();
        }
    }

    @Test
    void tellsHowManyFailedAlikeWithinAMinute() {
        for (int i = 0; i < 3; i++) {
            meters.failed("http", error(ItemError.Reason.TIMEOUT, "often"), false);
        }
        meters.failed("http", error(ItemError.Reason.TIMEOUT, "once"), false);
        meters.failed("command", error(ItemError.Reason.TIMEOUT, "once"), false);
        assertThat(burst("http")).isEqualTo(3);
        assertThat(burst("command")).isEqualTo(1);

        clock.tick(Duration.ofMinutes(1));
        meters.failed("http", error(ItemError.Reason.TIMEOUT, "often"), false);
        assertThat(burst("http")).isEqualTo(3);

        clock.tick(Duration.ofMinutes(1));
        assertThat(burst("http")).isEqualTo(1);
        meters.failed("http", error(ItemError.Reason.TIMEOUT, "often"), false);
        clock.tick(Duration.ofMinutes(2));
        assertThat(burst("http")).isZero();
    }

    @Test
    void tellsApartNoMoreSortsThanItMay() {
        for (int i = 0; i <= FailureBursts.SORTS; i++) {
            bursts.failed("http", "sort-" + i);
        }
        bursts.failed("http", "sort-" + FailureBursts.SORTS);
        assertThat(bursts.greatest("http")).isEqualTo(1);
        bursts.failed("http", "sort-0");
        assertThat(bursts.greatest("http")).isEqualTo(2);
    }

    @Test
    void isDegradedAndNeverDown() {
        DeadLetterHealth health = new DeadLetterHealth(bursts);
        assertThat(health.call().getData().orElseThrow())
                .containsEntry("degraded", false)
                .containsEntry("failedAlike", 0L);
        for (long i = 0; i < FailureBursts.BURST; i++) {
            bursts.failed("http", "the same");
        }

        HealthCheckResponse response = health.call();

        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(response.getData().orElseThrow())
                .containsEntry("degraded", true)
                .containsEntry("failedAlike", FailureBursts.BURST);
    }
}
