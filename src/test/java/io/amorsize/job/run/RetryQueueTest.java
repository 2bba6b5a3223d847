package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryQueueTest {

    private final RetryQueue queue = new RetryQueue();
    private final PartitionRun partition = Tasks.partition(0);

    @Test
    void givesTheOneThatIsDueFirstAndOfThoseDueTogetherTheOneAddedFirst() {
        queue.add(Tasks.task(partition, 1), 300);
        queue.add(Tasks.task(partition, 2), 200);
        queue.add(Tasks.task(partition, 3), 200);

        assertThat(queue.nanosLeft(150)).isEqualTo(50);
        assertThat(queue.nanosLeft(200)).isZero();
        assertThat(queue.nanosLeft(1_000)).isZero();
        assertThat(queue.due(150)).isZero();
        assertThat(queue.due(200)).isEqualTo(2);
        assertThat(queue.due(1_000)).isEqualTo(3);
        assertThat(queue.nanosLeft(0)).isZero();
        assertThat(queue.take().index()).isEqualTo(2);
        assertThat(queue.take().index()).isEqualTo(3);
        assertThat(queue.take().index()).isEqualTo(1);
        assertThat(queue.nanosLeft(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void keepsItsOrderWhenTheClockPassesFromTheGreatestLongToTheLeast() {
        long before = Long.MAX_VALUE - 10;
        queue.add(Tasks.task(partition, 1), before + 30);
        queue.add(Tasks.task(partition, 2), before + 5);

        assertThat(queue.nanosLeft(before)).isEqualTo(5);
        assertThat(queue.due(before)).isZero();
        assertThat(queue.due(before + 12)).isEqualTo(1);
        assertThat(queue.take().index()).isEqualTo(2);
        assertThat(queue.nanosLeft(before)).isEqualTo(30);
    }

    @Test
    void forgetsThoseOfAPartitionAndNoOthers() {
        PartitionRun other = Tasks.partition(1);
        queue.add(Tasks.task(partition, 1), 1);
        queue.add(Tasks.task(other, 101), 2);
        queue.add(Tasks.task(partition, 2), 3);

        assertThat(queue.due(2)).isEqualTo(2);

        queue.drop(partition);

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.take().index()).isEqualTo(101);
    }
}
