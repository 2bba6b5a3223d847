package io.amorsize.job.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {

    private final MemoryBudget budget = new MemoryBudget();
    private final Flow large = flow(0);
    private final Flow small = flow(1);

    private static Flow flow(long number) {
        return new Flow(new QueuedSource(), number, 0, new ReentrantLock().newCondition());
    }

    @BeforeEach
    void limit() {
        budget.limit(100);
    }

    @Test
    void asMuchIsTakenAsThereIs() {
        assertThat(budget.take(small, 60)).isTrue();
        assertThat(budget.take(small, 41)).isFalse();
        assertThat(budget.use()).isEqualTo(new MemoryUse(100, 60, 1, 1));
        assertThat(small.awaitsMemory).isTrue();

        budget.giveBack(60);

        assertThat(budget.call()).contains(small);
        assertThat(small.awaitsMemory).isFalse();
        assertThat(budget.take(small, 41)).isTrue();
        assertThat(budget.use()).isEqualTo(new MemoryUse(100, 41, 1, 0));
    }

    @Test
    void whatIsLargerThanAllRunsAloneAndIsNotOvertaken() {
        assertThat(budget.take(small, 10)).isTrue();
        assertThat(budget.take(large, 5_000)).isFalse();
        assertThat(budget.take(small, 10)).isFalse();
        assertThat(budget.call()).isEmpty();

        budget.giveBack(10);

        assertThat(budget.call()).contains(large);
        assertThat(budget.call()).isEmpty();
        assertThat(budget.take(small, 10)).isFalse();
        assertThat(budget.take(large, 5_000)).isTrue();
        assertThat(budget.call()).isEmpty();
        budget.giveBack(5_000);
        assertThat(budget.call()).contains(small);
    }

    @Test
    void whoWasCalledAndHasNoUseForItLetsTheNextOneIn() {
        assertThat(budget.take(small, 100)).isTrue();
        assertThat(budget.take(large, 90)).isFalse();
        assertThat(budget.take(small, 10)).isFalse();
        budget.giveBack(100);
        assertThat(budget.call()).contains(large);

        budget.forget(large);

        assertThat(budget.call()).contains(small);
    }

    @Test
    void whoAsksForMoreThanItWasCalledForKeepsItsPlace() {
        assertThat(budget.take(small, 60)).isTrue();
        assertThat(budget.take(small, 40)).isTrue();
        assertThat(budget.take(large, 50)).isFalse();
        assertThat(budget.take(small, 10)).isFalse();
        budget.giveBack(60);
        assertThat(budget.call()).contains(large);

        assertThat(budget.take(large, 70)).isFalse();

        assertThat(budget.call()).isEmpty();
        budget.giveBack(40);
        assertThat(budget.call()).contains(large);
    }

    @Test
    void whoDoesNotComeBackHoldsItsMemoryButLetsOneRun() {
        assertThat(budget.take(large, 90)).isTrue();
        assertThat(budget.take(small, 20)).isFalse();

        budget.abandon();

        assertThat(budget.use().heldBytes()).isEqualTo(90);
        assertThat(budget.call()).contains(small);
        assertThat(budget.take(small, 20)).isTrue();
        assertThat(budget.take(small, 1)).isFalse();
        budget.comeBack(90);
        budget.giveBack(20);
        assertThat(budget.use().heldBytes()).isZero();
    }

    @Test
    void aHugeStatementDoesNotOverflow() {
        assertThat(budget.take(large, Long.MAX_VALUE)).isTrue();
        assertThat(budget.take(small, Long.MAX_VALUE)).isFalse();
        budget.giveBack(Long.MAX_VALUE);
        assertThat(budget.use().heldBytes()).isZero();
    }

    /** Sources that hold, give back, ask and leave at random: the budget is kept to, and everybody gets a turn. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverTheOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Flow> flows = new ArrayList<>();
        Map<Flow, Long> next = new HashMap<>();
        Map<Flow, Integer> refusals = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            flows.add(flow(i));
        }
        Deque<Long> held = new ArrayDeque<>();
        int taken = 0;
        for (int step = 0; step < 20_000; step++) {
            Flow flow = flows.get(random.nextInt(flows.size()));
            if (random.nextInt(3) == 0 && !held.isEmpty()) {
                budget.giveBack(held.removeFirst());
            } else if (random.nextInt(100) == 0) {
                budget.forget(flow);
                next.remove(flow);
                refusals.remove(flow);
            } else if (!flow.awaitsMemory) {
                long wanted = next.computeIfAbsent(
                        flow, ignored -> random.nextInt(10) == 0 ? random.nextLong(90, 200) : random.nextLong(1, 20));
                if (budget.take(flow, wanted)) {
                    held.addLast(wanted);
                    taken++;
                    next.remove(flow);
                    refusals.remove(flow);
                } else {
                    // Refused once to get in line, and not again when it was called for as much.
                    assertThat(refusals.merge(flow, 1, Integer::sum)).isEqualTo(1);
                }
            }
            budget.call().ifPresent(called -> refusals.remove(called));
            long sum = held.stream().mapToLong(Long::longValue).sum();
            assertThat(budget.use().heldBytes()).isEqualTo(sum);
            assertThat(sum <= 100 || held.size() == 1).isTrue();
            if (held.isEmpty()) {
                assertThat(flows.stream()
                                .filter(waiting -> waiting.awaitsMemory)
                                .count())
                        .as("nothing runs, and the first in line is not called")
                        .isEqualTo(Math.max(
                                0,
                                budget.use().sourcesWaiting()
                                        - flows.stream()
                                                .filter(waiting -> waiting.called)
                                                .count()));
                assertThat(budget.use().sourcesWaiting() == 0 || flows.stream().anyMatch(waiting -> waiting.called))
                        .isTrue();
            }
        }
        assertThat(taken).isGreaterThan(1_000);
    }
}
