package io.amorsize.job.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.job.work.TargetGuards.Call;
import io.amorsize.job.work.TargetGuards.Entry;
import io.amorsize.job.work.TargetStatus;
import io.amorsize.job.work.TargetStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedTargetsTest {

    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final GuardSettings SETTINGS = new GuardSettings(0.5, 4, DELAY, 2, 3, 100, 8);

    private final ManualTime time = new ManualTime();
    private final List<String> changes = new ArrayList<>();
    private final GuardedTargets guards =
            new GuardedTargets(SETTINGS, time::nanos, time, (target, state) -> changes.add(target + " " + state));
    private final AtomicInteger rooms = new AtomicInteger();
    private final List<String> named = new ArrayList<>();

    GuardedTargetsTest() {
        guards.onRoom(target -> {
            rooms.incrementAndGet();
            named.add(target);
        });
    }

    private Call admitted(String target) {
        Entry entry = guards.enter(target);
        assertThat(entry).isInstanceOf(Entry.Admitted.class);
        return ((Entry.Admitted) entry).call();
    }

    private void breakIt(String target) {
        for (int i = 0; i < 4; i++) {
            admitted(target).failed();
        }
    }

    @Test
    void isFullAtTheLimitAndSaysOnceWhenThereIsRoom() {
        Call first = admitted("a");
        Call second = admitted("a");
        admitted("a");
        second.succeeded();
        assertThat(rooms).hasValue(0);
        admitted("a");
        assertThat(guards.enter("a")).isEqualTo(new Entry.Full());
        assertThat(guards.enter("a")).isEqualTo(new Entry.Full());
        assertThat(guards.enter("b")).isInstanceOf(Entry.Admitted.class);

        first.ignored();

        assertThat(rooms).hasValue(1);
        assertThat(named).containsExactly("a");
        assertThat(guards.enter("a")).isInstanceOf(Entry.Admitted.class);
    }

    @Test
    void saysForEachCallThatEndsThatThereIsRoomWhereOthersFoundItBroken() {
        breakIt("a");
        for (int i = 0; i < 3; i++) {
            assertThat(guards.enter("a")).isInstanceOf(Entry.Broken.class);
        }
        time.pass(DELAY);
        assertThat(rooms).hasValue(1);

        admitted("a").succeeded();

        assertThat(rooms).hasValue(2);
    }

    @Test
    void saysForEachCallThatEndsThatThereIsRoomWhileOthersWait() {
        Call first = admitted("a");
        Call second = admitted("a");
        admitted("a");
        assertThat(guards.enter("a")).isEqualTo(new Entry.Full());
        assertThat(guards.enter("a")).isEqualTo(new Entry.Full());

        first.ignored();
        second.ignored();

        assertThat(rooms).hasValue(2);
    }

    @Test
    void aCallCountsOnce() {
        Call call = admitted("a");
        admitted("a");

        call.succeeded();
        call.failed();
        call.ignored();
        call.succeeded();

        assertThat(guards.first(1)).containsExactly(new TargetStatus("a", State.CLOSED, 1, 3));
    }

    @Test
    void anEndThatComesTwiceDoesNotBreakATarget() {
        Call call = admitted("a");
        for (int i = 0; i < 100; i++) {
            call.failed();
        }

        assertThat(guards.population()).containsEntry(State.CLOSED, 1).containsEntry(State.OPEN, 0);
    }

    @Test
    void saysHowLongABrokenTargetIsLeftAlone() {
        breakIt("a");
        assertThat(guards.enter("a")).isEqualTo(new Entry.Broken(DELAY));

        time.passSilently(Duration.ofSeconds(2));

        assertThat(guards.enter("a")).isEqualTo(new Entry.Broken(Duration.ofSeconds(3)));
        assertThat(guards.enter("b")).isInstanceOf(Entry.Admitted.class);
        assertThat(guards.population()).isEqualTo(Map.of(State.CLOSED, 1, State.OPEN, 1, State.HALF_OPEN, 0));
    }

    @Test
    void wakesThoseWhoWaitForABrokenTarget() {
        breakIt("a");
        time.pass(DELAY.minusNanos(1));
        assertThat(rooms).hasValue(0);

        time.pass(Duration.ofNanos(1));

        assertThat(rooms).hasValue(1);
        assertThat(changes).containsExactly("a OPEN", "a HALF_OPEN");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void triesAFewCallsAndRecovers() {
        breakIt("a");
        time.pass(DELAY);
        Call first = admitted("a");
        Call second = admitted("a");
        assertThat(guards.enter("a")).isEqualTo(new Entry.Full());

        first.succeeded();
        assertThat(guards.enter("a")).isEqualTo(new Entry.Full());
        assertThat(rooms).hasValue(1);
        second.succeeded();

        assertThat(rooms).hasValue(2);
        assertThat(guards.enter("a")).isInstanceOf(Entry.Admitted.class);
        assertThat(changes).containsExactly("a OPEN", "a HALF_OPEN", "a CLOSED");
    }

    @Test
    void aFailedTrialLeavesItAloneAgain() {
        breakIt("a");
        time.pass(DELAY);
        admitted("a").failed();

        assertThat(guards.enter("a")).isEqualTo(new Entry.Broken(DELAY));
        time.pass(DELAY);

        assertThat(rooms).hasValue(2);
        assertThat(guards.enter("a")).isInstanceOf(Entry.Admitted.class);
    }

    @Test
    void triesWhenItIsTimeEvenIfTheAlarmIsLate() {
        breakIt("a");
        time.passSilently(DELAY);

        assertThat(guards.enter("a")).isInstanceOf(Entry.Admitted.class);
        assertThat(changes).containsExactly("a OPEN", "a HALF_OPEN");
    }

    @Test
    void forgetsThoseNotCalledForTheLongestTimeButNoneInFlight() {
        Call old = admitted("old");
        breakIt("broken");
        for (int i = 0; i < 20; i++) {
            time.passSilently(Duration.ofNanos(1));
            admitted("target" + i).succeeded();
        }

        assertThat(guards.first(100))
                .hasSizeLessThanOrEqualTo(8)
                .extracting(TargetStatus::target)
                .contains("old", "target19")
                .doesNotContain("broken", "target0");
        old.failed();
        assertThat(guards.first(1)).containsExactly(new TargetStatus("old", State.CLOSED, 0, 3));
    }

    @Test
    void namesTheFirstTargets() {
        admitted("b");
        admitted("a");
        admitted("c");

        assertThat(guards.first(2)).extracting(TargetStatus::target).containsExactly("b", "a");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new GuardSettings(0, 20, DELAY, 1, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("failureRatio");
        assertThatThrownBy(() -> new GuardSettings(0.5, 20, Duration.ZERO, 1, 1, 1, 1))
                .hasMessageContaining("delay");
        assertThatThrownBy(() -> new GuardSettings(0.5, 20, DELAY, 1, 2, 1, 1)).hasMessageContaining("maxLimit");
    }
}
