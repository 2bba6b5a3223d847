package io.amorsize.validation.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    /** Items 3, 1, 2, 2 on two workers: one takes 3 and the last 2, the other 1 and 2. In pairs: 4 and 4. */
    @Test
    void whoeverIsFreeTakesTheNextChunk() {
        Schedule schedule = new Schedule(3, 1, 2, 2);

        assertThat(schedule.seconds(2, 1, 0)).isEqualTo(5);
        assertThat(schedule.seconds(2, 2, 0)).isEqualTo(4);
        assertThat(schedule.seconds(2, 3, 0)).isEqualTo(6);
        assertThat(schedule.seconds(9, 1, 0)).isEqualTo(3);
        assertThat(schedule.seconds(1, 4, 0)).isEqualTo(8);
    }

    /**
     * Three items of 1 on two workers, a hand-over of 0.5: the first from 0.5 to 1.5, the second from 1 to 2, the third
     * handed out from 1.5 to 2 and done at 3. With a hand-over of 2 the dispatcher is never idle: 2, 4, 6 and 1 more.
     */
    @Test
    void theDispatcherServesOneWorkerAtATime() {
        assertThat(new Schedule(1, 1, 1).seconds(2, 1, 0.5)).isEqualTo(3);
        assertThat(new Schedule(1, 1, 1).seconds(2, 1, 2)).isEqualTo(7);
    }

    @Test
    void theBestIsBestOfAll() {
        Schedule schedule = new Schedule(3, 1, 2, 2);

        assertThat(schedule.bestFor(2, 0)).isEqualTo(new Schedule.Plan(2, 2, 4));
        // Three workers take 3, 1 and 2, then 2 more after 1: done at 3, and no worker more can help.
        assertThat(schedule.best(4, 0)).isEqualTo(new Schedule.Plan(3, 1, 3));
        // A hand-over as long as all items: better none.
        assertThat(schedule.best(4, 8)).isEqualTo(new Schedule.Plan(1, 4, 8));
    }

    @Test
    void samplesAreDifferentItems() {
        ItemSet items = new ItemSet("i", new double[] {1, 2, 3, 4, 5});

        double[] all = items.sample(5, new SplittableRandom(1));
        Arrays.sort(all);

        assertThat(all).containsExactly(1, 2, 3, 4, 5);
        assertThat(items.sample(2, new SplittableRandom(1))).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aFewLongItemsMakeATailHeavy() {
        double[] even = {1, 2, 1, 2};
        double[] uneven = new double[100];
        Arrays.fill(uneven, 1);
        uneven[7] = 100;

        assertThat(new ItemSet("even", even).isHeavy()).isFalse();
        assertThat(new ItemSet("uneven", uneven).isHeavy()).isTrue();
    }

    @Test
    void drawnItemsAreTheSameEachTimeAndHaveAboutTheSameMean() {
        for (ItemSet items : ItemSets.drawn(2000)) {
            assertThat(items.mean()).as(items.name()).isBetween(0.8, 1.25);
        }
        assertThat(ItemSets.drawn(200).getLast().seconds())
                .containsExactly(ItemSets.drawn(200).getLast().seconds());
    }

    @Test
    void theLossOfAQuantileIsSmallestWhereItIsExceededAsOftenAsItSays() {
        assertThat(Makespan.pinball(2, 0.05)).isCloseTo(0.1, within(1e-12));
        assertThat(Makespan.pinball(-2, 0.05)).isCloseTo(1.9, within(1e-12));
    }
}
