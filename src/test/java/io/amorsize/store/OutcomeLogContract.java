package io.amorsize.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.OutcomeLog;
import io.amorsize.recommendation.OutcomeLog.NamedWorkload;
import io.amorsize.recommendation.WorkloadClass;
import io.amorsize.testing.Outcomes;
import io.amorsize.workload.ExecutionRuntime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for a log of outcomes whatever keeps it: inherited by a test for each. */
abstract class OutcomeLogContract {

    /** An empty log; the same one each time within a test. */
    abstract OutcomeLog log();

    private void add(Outcomes... outcomes) {
        for (Outcomes each : outcomes) {
            log().add(each.build(), Optional.empty());
        }
    }

    @Test
    void givesBackWhatItWasGiven() {
        // Given one with everything and one with as little as can be
        Outcome full = Outcomes.numbered(2)
                .workload("a.b:c-d_e")
                .workloadClass(new WorkloadClass(WorkloadSummary.Kind.MIXED, Evidence.SAMPLES, true))
                .prediction(Outcomes.predicted(1.0 / 3, 1.7, 2.5))
                .elapsedSeconds(0.1 + 0.2)
                .runtime(ExecutionRuntime.PYTHON_PROCESSES_SPAWN)
                .machine(2.5, 4, 8)
                .items(1_000_000_000_000_000L)
                .build();
        Outcome bare = Outcomes.numbered(1)
                .workload("bare")
                .notComparable()
                .noChunkSize()
                .build();

        // When
        log().add(bare, Optional.empty());
        log().add(full, Optional.of("key"));

        // Then
        assertThat(log().newestOf("a.b:c-d_e", 10)).containsExactly(full);
        assertThat(log().newestOf("bare", 10)).containsExactly(bare);
        assertThat(log().newestOf("other", 10)).isEmpty();
    }

    @Test
    void givesTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            add(Outcomes.numbered(i), Outcomes.numbered(100 + i).workload("other"));
        }

        assertThat(log().newestOf("orders", 3))
                .extracting(Outcome::id)
                .containsExactly("outcome-000000004", "outcome-000000003", "outcome-000000002");
        assertThat(log().olderOf("orders", "outcome-000000002", 10))
                .extracting(Outcome::id)
                .containsExactly("outcome-000000001", "outcome-000000000");
    }

    @Test
    void givesTheFirstOutcomeOfEachRecommendationOfAClass() {
        WorkloadClass other = new WorkloadClass(WorkloadSummary.Kind.CPU_BOUND, Evidence.DESCRIPTOR, true);
        add(
                Outcomes.numbered(1).recommendation("one"),
                Outcomes.numbered(2).recommendation("one"),
                Outcomes.numbered(3).recommendation("two").unnamed(),
                Outcomes.numbered(4).workloadClass(other),
                Outcomes.numbered(5).workloadClass(Outcomes.CLASS),
                Outcomes.numbered(6).recommendation("two"));

        assertThat(log().newestFirstOf(Outcomes.CLASS, 10))
                .extracting(Outcome::id)
                .containsExactly("outcome-000000005", "outcome-000000003", "outcome-000000001");
        assertThat(log().newestFirstOf(Outcomes.CLASS, 2)).hasSize(2);
        assertThat(log().newestFirstOf(other, 10)).hasSize(1);
    }

    @Test
    void keepsAReportOfTheSameKeyOnce() {
        // Given
        Outcome first = Outcomes.numbered(1).recommendation("one").build();
        Outcome again = Outcomes.numbered(2).recommendation("one").build();
        Outcome elsewhere = Outcomes.numbered(3).recommendation("two").build();

        // Then
        assertThat(log().add(first, Optional.of("k"))).isEqualTo(first);
        assertThat(log().add(again, Optional.of("k"))).isEqualTo(first);
        assertThat(log().add(elsewhere, Optional.of("k"))).isEqualTo(elsewhere);
        assertThat(log().newestOf("orders", 10)).containsExactly(elsewhere, first);
    }

    @Test
    void listsWorkloadsByName() {
        add(
                Outcomes.numbered(1).workload("b"),
                Outcomes.numbered(2).workload("a"),
                Outcomes.numbered(3).workload("B"),
                Outcomes.numbered(4).workload("b"),
                Outcomes.numbered(5).unnamed());

        List<NamedWorkload> all = log().workloads(Optional.empty(), 10);

        assertThat(all).extracting(NamedWorkload::name).containsExactly("B", "a", "b");
        assertThat(all.getLast().outcomes()).isEqualTo(2);
        assertThat(all.getLast().lastOutcomeAt())
                .isEqualTo(Outcomes.numbered(4).build().recordedAt());
        assertThat(log().workloads(Optional.of("B"), 1))
                .extracting(NamedWorkload::name)
                .containsExactly("a");
        assertThat(log().workloads(Optional.of("b"), 1)).isEmpty();
    }

    @Test
    void knowsWhichWorkloadsWereRunLast() {
        add(
                Outcomes.numbered(1).workload("a"),
                Outcomes.numbered(2).workload("b"),
                Outcomes.numbered(3).workload("c"),
                Outcomes.numbered(4).workload("a"),
                Outcomes.numbered(5).unnamed());

        assertThat(log().recentWorkloads(10)).containsExactly("a", "c", "b");
        assertThat(log().recentWorkloads(2)).containsExactly("a", "c");
    }

    @Test
    void keepsTheNewestThousandOfAWorkload() {
        IntStream.range(0, 1_003).forEach(i -> add(Outcomes.numbered(i)));
        add(Outcomes.numbered(5_000).workload("other"));

        List<NamedWorkload> all = log().workloads(Optional.empty(), 10);

        assertThat(all).extracting(NamedWorkload::outcomes).containsExactly(1_000L, 1L);
        assertThat(log().olderOf("orders", "outcome-000000004", 10))
                .extracting(Outcome::id)
                .containsExactly("outcome-000000003");
    }
}
