package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.testing.MemoryOutcomeLog;
import io.amorsize.testing.Outcomes;
import io.amorsize.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final PlanRequest NAMED =
            Requests.cpuBound(1_000, 0.1).name("orders").build();
    private static final PlanRequest UNNAMED = Requests.cpuBound(1_000, 0.1).build();
    private static final WorkloadClass OBSERVED = Outcomes.CLASS.observed();

    private final MemoryOutcomeLog log = new MemoryOutcomeLog();
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");
    private final History history = new History(log, () -> now, Duration.ofSeconds(5));

    /** A run that took this many times as long as the 90 % interval of 1.2 allows, in ln. */
    private static Outcomes missedBy(int number, double score) {
        return Outcomes.numbered(number).elapsedSeconds(10 * Math.pow(1.2, score));
    }

    private void add(Outcome outcome) {
        assertThat(history.add(outcome, Optional.empty())).isEqualTo(outcome);
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(history.experience(NAMED)).isEqualTo(Experience.NONE);
        assertThat(history.of("orders").outcomes()).isEmpty();
    }

    @Test
    void turnsOutcomesOfTheSameNameIntoObservations() {
        add(Outcomes.numbered(1).build());
        add(Outcomes.numbered(2).workload("others").build());
        add(Outcomes.numbered(3).unnamed().build());

        assertThat(history.experience(NAMED).observations()).hasSize(1);
        assertThat(history.experience(UNNAMED).observations()).isEmpty();
    }

    @Test
    void learnsTheWidthForUnnamedWorkloadsFromTheirClass() {
        for (int i = 0; i < 40; i++) {
            add(missedBy(i, 3).workload("workload " + i).build());
        }

        assertThat(history.experience(UNNAMED).widthFactor()).isCloseTo(3, within(1e-9));
        PlanRequest otherClass = Requests.shippingCalls().build();
        assertThat(history.experience(otherClass).widthFactor()).isOne();
    }

    @Test
    void prefersTheScoresOfTheWorkloadOnceTheyAreEnough() {
        // Given a class that misses by 4 and one workload of it that misses by 2
        int number = 0;
        for (int i = 0; i < 100; i++) {
            add(missedBy(number++, 4).unnamed().workloadClass(OBSERVED).build());
        }
        for (int i = 0; i < 19; i++) {
            add(missedBy(number++, 2).workloadClass(OBSERVED).build());
        }
        double before = history.experience(NAMED).widthFactor();

        // When
        add(missedBy(number, 2).workloadClass(OBSERVED).build());

        // Then
        assertThat(before).isCloseTo(4, within(1e-9));
        assertThat(history.experience(NAMED).widthFactor()).isCloseTo(2, within(1e-9));
    }

    @Test
    void takesTheClassThatTheWorkloadHasWithItsExperience() {
        // Given great errors of descriptions, small ones of observed runs
        for (int i = 0; i < 40; i++) {
            add(missedBy(i, 5).workload("workload " + i).build());
        }
        add(Outcomes.numbered(100).build());

        // Then
        assertThat(history.experience(NAMED).observations()).hasSize(1);
        assertThat(history.experience(NAMED).widthFactor()).isOne();
        assertThat(WorkloadClass.of(NAMED.with(history.experience(NAMED))).evidence())
                .isEqualTo(Evidence.OBSERVATIONS);
    }

    @Test
    void forgetsExperienceThatTheRequestBringsAlong() {
        add(Outcomes.numbered(1).build());
        Experience once = history.experience(NAMED);

        assertThat(history.experience(NAMED.with(once))).isEqualTo(once);
    }

    @Test
    void readsTheLogOnceAndAgainAfterAnOutcome() {
        // Given
        assertThat(history.remembers(NAMED)).isFalse();
        Experience nothing = history.experience(NAMED);
        int reads = log.reads();

        // When it is asked again
        Experience again = history.experience(NAMED);

        // Then
        assertThat(again).isEqualTo(nothing);
        assertThat(log.reads()).isEqualTo(reads);

        // When something happens
        add(Outcomes.numbered(1).build());

        // Then
        assertThat(history.remembers(NAMED)).isFalse();
        assertThat(history.experience(NAMED).observations()).hasSize(1);
    }

    @Test
    void knowsAtOnceWhichWorkloadsWereRunLast() {
        assertThat(history.recentWorkloads(5)).isEmpty();

        add(Outcomes.numbered(1).build());

        assertThat(history.recentWorkloads(5)).containsExactly("orders");
    }

    @Test
    void widensTheClassAtOnceToo() {
        // Given
        assertThat(history.experience(UNNAMED).widthFactor()).isOne();

        // When
        add(missedBy(1, 6).unnamed().build());
        add(missedBy(2, 6).unnamed().build());

        // Then
        assertThat(history.experience(UNNAMED).widthFactor()).isCloseTo(6, within(1e-9));
    }

    @Test
    void answersForUnnamedWorkloadsWhileTheLogIsAway() {
        // Given a class that was read once, and one that was not
        add(missedBy(1, 6).unnamed().build());
        add(missedBy(2, 6).unnamed().build());
        Experience before = history.experience(UNNAMED);
        now = now.plusSeconds(6);

        // When
        log.leave();

        // Then
        assertThat(history.experience(UNNAMED)).isEqualTo(before);
        assertThat(history.experience(Requests.shippingCalls().build())).isEqualTo(Experience.NONE);
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> history.experience(NAMED));
    }

    @Test
    void remembersWhatItNeedNotRead() {
        assertThat(history.remembers(UNNAMED)).isFalse();
        history.experience(UNNAMED);
        assertThat(history.remembers(UNNAMED)).isTrue();

        add(Outcomes.numbered(1).build());
        history.experience(NAMED);
        history.experience(UNNAMED);
        assertThat(history.remembers(NAMED)).isTrue();
    }

    @Test
    void seesWhatAnotherServiceAddedAfterTheRefreshInterval() {
        // Given
        history.experience(NAMED);
        log.add(Outcomes.numbered(1).build(), Optional.empty());

        // When
        now = now.plusSeconds(5);
        Experience within = history.experience(NAMED);
        now = now.plusSeconds(1);
        Experience after = history.experience(NAMED);

        // Then
        assertThat(within.observations()).isEmpty();
        assertThat(after.observations()).hasSize(1);
    }
}
