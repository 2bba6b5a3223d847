package io.amorsize.job.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.work.TargetGuards;
import io.amorsize.job.work.TargetListener;
import io.amorsize.job.work.TargetStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetGuardTest {

    private final ManualTime time = new ManualTime();
    private final TargetGuard guard =
            new TargetGuard("a", 0, GuardSettings.USUAL, time::nanos, time, TargetListener.NONE, () -> {});

    @Test
    void admitsNobodyOnceItIsRetired() {
        assertThat(guard.retire()).isTrue();

        assertThat(guard.enter()).isEmpty();
        assertThat(guard.status().inFlight()).isZero();
    }

    @Test
    void doesNotRetireWhileACallIsInFlight() {
        assertThat(guard.enter()).isPresent();

        assertThat(guard.retire()).isFalse();
        assertThat(guard.enter()).isPresent();
    }

    private List<TargetGuards.Call> enter(int wanted) {
        List<TargetGuards.Call> admitted = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            if (guard.enter().orElseThrow() instanceof TargetGuards.Entry.Admitted entry) {
                admitted.add(entry.call());
            }
        }
        return admitted;
    }

    @Test
    void leavesATargetThatRefusesTheExcessAsManyCallsAsItBears() {
        List<TargetGuards.Call> calls = enter(GuardSettings.USUAL.initialLimit());
        int bears = 30;
        time.pass(Duration.ofMillis(1));
        calls.subList(bears, calls.size()).forEach(TargetGuards.Call::failed);

        assertThat(guard.status().state()).isEqualTo(TargetStatus.State.CLOSED);
        assertThat(guard.status().limit()).isEqualTo(bears);
        assertThat(enter(10)).isEmpty();

        // It tries one more each time as many have succeeded as it allows.
        time.pass(Duration.ofMillis(44));
        calls.subList(0, bears).forEach(TargetGuards.Call::succeeded);
        assertThat(guard.status().limit()).isBetween(bears, bears + 1);
    }

    @Test
    void opensForATargetThatRefusesEverything() {
        for (int round = 0; round < 40 && guard.status().state() == TargetStatus.State.CLOSED; round++) {
            List<TargetGuards.Call> calls = enter(GuardSettings.USUAL.initialLimit());
            time.pass(Duration.ofMillis(1));
            calls.forEach(TargetGuards.Call::failed);
        }
        assertThat(guard.status().state()).isEqualTo(TargetStatus.State.OPEN);
    }

    @Test
    void blamesATargetForFailuresThatTakeLong() {
        List<TargetGuards.Call> calls = enter(GuardSettings.USUAL.initialLimit());
        time.pass(Duration.ofSeconds(5));
        calls.forEach(TargetGuards.Call::failed);
        assertThat(guard.status().state()).isEqualTo(TargetStatus.State.OPEN);
    }

    @Test
    void whoIsRefusedMayTakeThePlaceOfOneThatWasAnswered() {
        List<TargetGuards.Call> calls = enter(4);
        time.pass(Duration.ofMillis(45));
        calls.get(0).succeeded();

        assertThat(calls.get(1).refused()).isTrue();
        assertThat(calls.get(2).refused()).isFalse();
        assertThat(calls.get(3).refused()).isFalse();
        assertThat(guard.status().limit()).isEqualTo(1);
    }

    @Test
    void aRefusalThatComesLateIsOneStill() {
        List<TargetGuards.Call> calls = enter(GuardSettings.USUAL.initialLimit());
        int bears = 20;
        time.pass(Duration.ofMillis(45));
        calls.subList(0, bears).forEach(TargetGuards.Call::succeeded);
        time.pass(Duration.ofMillis(30));
        calls.subList(bears, calls.size() - 1).forEach(TargetGuards.Call::refused);

        assertThat(guard.status().state()).isEqualTo(TargetStatus.State.CLOSED);
        assertThat(guard.status().limit()).isEqualTo(1);
    }

    @Test
    void opensForATargetThatRefusesEverythingAfterALongTime() {
        List<TargetGuards.Call> calls = enter(GuardSettings.USUAL.initialLimit());
        time.pass(Duration.ofSeconds(5));
        calls.forEach(TargetGuards.Call::refused);
        assertThat(guard.status().state()).isEqualTo(TargetStatus.State.OPEN);
    }
}
