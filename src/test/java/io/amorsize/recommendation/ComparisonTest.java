package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Interval;
import io.amorsize.recommendation.Comparison.Basis;
import io.amorsize.recommendation.Comparison.Difference;
import io.amorsize.testing.Kept;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    /** 1,000 items of 45 s in all. */
    private static ComparedRun run(String workload, int workers, double speedup, double low, double high) {
        return new ComparedRun(
                headline(workload, workers, speedup, low, high),
                OptionalLong.of(1_000),
                OptionalDouble.of(45),
                OptionalDouble.of(45 / speedup),
                "CPU",
                2);
    }

    private static Headline headline(String workload, int workers, double speedup, double low, double high) {
        return new Headline(
                Kept.id(workers),
                Kept.EPOCH,
                Optional.of(workload),
                "1",
                workers == 1 ? Decision.SERIAL : Decision.PARALLEL,
                workers,
                1,
                Executor.PLATFORM_THREADS,
                speedup,
                new Interval(low, high));
    }

    @Test
    void theOneWhoseIntervalIsApartIsSurelyFaster() {
        Comparison comparison = Comparison.of(List.of(run("orders", 2, 1.9, 1.8, 2), run("orders", 8, 7, 6.5, 7.5)));

        assertThat(comparison.basis()).isEqualTo(Basis.SECONDS);
        assertThat(comparison.fastest()).hasValue(1);
        assertThat(comparison.probability()).isGreaterThan(0.999);
        assertThat(comparison.differences()).containsExactly(new Difference("workers", List.of("2", "8")));
        assertThat(comparison.explanation())
                .containsExactly(
                        "All 2 are about the same workload: orders.",
                        "A: 2 workers with 1 item at a time, executor PLATFORM_THREADS, 23.7 s, with 90 % probability"
                                + " between 22.5 s and 25 s.",
                        "B: 8 workers with 1 item at a time, executor PLATFORM_THREADS, 6.43 s, with 90 % probability"
                                + " between 6 s and 6.92 s.",
                        "They differ in workers (A 2, B 8).",
                        "B is expected to be the fastest, by a factor of 3.68 before A, and surely so: their 90 %"
                                + " intervals do not overlap.");
    }

    @Test
    void overlappingIntervalsLeaveAChance() {
        Comparison comparison = Comparison.of(List.of(run("orders", 4, 3.3, 2.5, 4), run("orders", 5, 3, 2.3, 3.8)));

        assertThat(comparison.fastest()).hasValue(0);
        assertThat(comparison.probability()).isBetween(0.6, 0.8);
        assertThat(comparison.explanation().getLast())
                .contains("A is expected to be the fastest", "not certain", "overlap", "errors as independent");
    }

    /** Two standard deviations apart: 2 · sqrt(2) of the difference's own. */
    @Test
    void theChanceIsThatOfTwoLogNormalTimes() {
        double deviation = 0.1;
        double half = 1.6448536269514722 * deviation;
        ComparedRun fast = run("a", 4, Math.exp(1.2), Math.exp(1.2 - half), Math.exp(1.2 + half));
        ComparedRun slow = run("a", 5, Math.E, Math.exp(1 - half), Math.exp(1 + half));

        assertThat(Comparison.of(List.of(slow, fast)).probability()).isCloseTo(0.921350, within(1e-6));
    }

    @Test
    void equalPlansAreATie() {
        ComparedRun run = run("orders", 1, 1, 1, 1);

        Comparison comparison = Comparison.of(List.of(run, run));

        assertThat(comparison.fastest()).isEmpty();
        assertThat(comparison.probability()).isEqualTo(0.5);
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.explanation())
                .contains("They advise the same, for the same reasons.")
                .endsWith("A and B have the same time.");
    }

    @Test
    void aSurePlanBeatsAnotherSurePlan() {
        Comparison comparison = Comparison.of(List.of(run("orders", 1, 1, 1, 1), run("orders", 2, 2, 2, 2)));

        assertThat(comparison.fastest()).hasValue(1);
        assertThat(comparison.probability()).isEqualTo(1);
    }

    @Test
    void comparesSpeedupsWhereTheWorkDiffers() {
        ComparedRun unknown = new ComparedRun(
                headline("returns", 4, 3, 2.9, 3.1),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "CONTENTION",
                8);

        Comparison comparison = Comparison.of(List.of(unknown, run("orders", 8, 7, 6.5, 7.5)));

        assertThat(comparison.basis()).isEqualTo(Basis.SPEEDUP);
        assertThat(comparison.fastest()).hasValue(1);
        assertThat(comparison.differences())
                .contains(
                        new Difference("items", List.of("unknown", "1000")),
                        new Difference("effectiveCpus", List.of("8", "2")),
                        new Difference("limit", List.of("CONTENTION", "CPU")));
        assertThat(comparison.explanation())
                .contains("They are about different workloads: returns, orders.")
                .anyMatch(sentence -> sentence.contains("their speed-ups are compared"))
                .anyMatch(sentence -> sentence.startsWith("A: ") && sentence.contains("speed-up 3, with 90 %"));
        assertThat(comparison.explanation().getLast()).startsWith("B has the greatest expected speed-up, by a factor");
    }

    @Test
    void takesTwoToTwenty() {
        ComparedRun run = run("orders", 2, 2, 1.9, 2.1);

        assertThat(Comparison.of(Collections.nCopies(20, run)).explanation())
                .anyMatch(sentence -> sentence.startsWith("T: "));
        assertThatThrownBy(() -> Comparison.of(List.of(run))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Comparison.of(Collections.nCopies(21, run)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
