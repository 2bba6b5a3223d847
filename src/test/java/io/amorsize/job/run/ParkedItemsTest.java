package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParkedItemsTest {

    private final ParkedItems parked = new ParkedItems();
    private final PartitionRun partition = Tasks.partition(0);

    @Test
    void releasesTwoOfATargetThatWaitLongest() {
        for (int i = 0; i < 3; i++) {
            parked.add("a", Tasks.task(partition, i));
        }
        parked.add("b", Tasks.task(partition, 10));

        assertThat(Tasks.indexes(parked.release("a"))).containsExactly(0L, 1L);
        assertThat(parked.size()).isEqualTo(2);
        assertThat(Tasks.indexes(parked.release("a"))).containsExactly(2L);
        assertThat(parked.release("a")).isEmpty();
        assertThat(Tasks.indexes(parked.release("b"))).containsExactly(10L);
        assertThat(parked.size()).isZero();
    }

    @Test
    void releasesAll() {
        for (int i = 0; i < 5; i++) {
            parked.add("a", Tasks.task(partition, i));
        }
        assertThat(parked.releaseAll()).hasSize(5);
        assertThat(parked.size()).isZero();
    }

    @Test
    void forgetsThoseOfAPartitionAndNoOthers() {
        parked.add("a", Tasks.task(partition, 1));
        parked.add("a", Tasks.task(Tasks.partition(1), 101));
        parked.add("b", Tasks.task(partition, 2));

        parked.drop(partition);

        assertThat(parked.size()).isEqualTo(1);
        assertThat(Tasks.indexes(parked.releaseAll())).containsExactly(101L);
    }
}
