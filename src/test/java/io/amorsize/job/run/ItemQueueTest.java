package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.optimizer.Executor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ItemQueueTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Setting ONE_BY_ONE = new Setting(1, 1, Executor.PLATFORM_THREADS, 1);

    private final ItemQueue queue = new ItemQueue(Optional.empty(), 0);
    private final PartitionRun partition = Tasks.partition(0);

    private void add(long from, long to) {
        List<ItemTask> tasks = LongStream.range(from, to)
                .mapToObj(index -> Tasks.task(partition, index))
                .toList();
        queue.add(tasks, tasks.size() * ItemQueue.BYTES_OF_ITEM);
    }

    @Test
    void dealsSomeOfTheRetriesThatAreDueTogetherAndLeavesTheOthersToOtherWorkers() {
        for (long index = 0; index < 40; index++) {
            queue.retry(Tasks.task(partition, index), SECOND);
        }
        for (long index = 40; index < 100; index++) {
            queue.retry(Tasks.task(partition, index), 2 * SECOND);
        }
        Setting two = new Setting(2, 100, Executor.PLATFORM_THREADS, 1);

        assertThat(queue.take(two, 0).tasks()).isEmpty();
        assertThat(Tasks.indexes(queue.take(two, SECOND).tasks()))
                .isEqualTo(LongStream.range(0, 10).boxed().toList());
        assertThat(Tasks.indexes(queue.take(two, SECOND).tasks()))
                .isEqualTo(LongStream.range(10, 18).boxed().toList());
        int chunks = 2;
        while (!queue.take(two, SECOND).tasks().isEmpty()) {
            chunks++;
        }
        assertThat(chunks).isBetween(8, 16);
        assertThat(queue.take(two, 2 * SECOND).tasks()).hasSize(15);
    }

    @Test
    void dealsItemsThatWereNotTriedBehindTheRetriesThatAreDue() {
        add(0, 10);
        queue.retry(Tasks.task(partition, 50), SECOND);
        Setting five = new Setting(2, 5, Executor.PLATFORM_THREADS, 1);

        assertThat(Tasks.indexes(queue.take(five, SECOND).tasks())).containsExactly(50L, 0L, 1L, 2L, 3L);
        assertThat(Tasks.indexes(queue.take(ONE_BY_ONE, SECOND).tasks())).containsExactly(4L);
    }

    @Test
    void wantsMoreThanAFewChunksReadyWhereItemsEndFast() {
        assertThat(queue.ahead(ONE_BY_ONE)).isLessThan(100);
        queue.ended(1, SECOND);
        assertThat(queue.ahead(ONE_BY_ONE)).isLessThan(100);
        queue.ended(100_000, SECOND);

        // A tenth of a second.
        assertThat(queue.ahead(ONE_BY_ONE)).isBetween(10_000L, 12_000L);
    }

    @Test
    void saysOnceThatItIsLowUntilItIsGivenMore() {
        add(0, 40);
        int dealt = 0;
        while (!queue.take(ONE_BY_ONE, 0).low()) {
            dealt++;
        }
        assertThat(dealt).isLessThan(20);
        for (int more = 0; more < 10; more++) {
            assertThat(queue.take(ONE_BY_ONE, 0).low()).isFalse();
        }
        add(40, 41);
        assertThat(queue.take(ONE_BY_ONE, 0).low()).isTrue();
    }

    @Test
    void saysThatItIsLowEachTimeThatItHasNothing() {
        for (int asked = 0; asked < 3; asked++) {
            ItemQueue.Deal deal = queue.take(ONE_BY_ONE, 0);
            assertThat(deal.tasks()).isEmpty();
            assertThat(deal.low()).isTrue();
        }
    }
}
