package io.amorsize.job.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.job.work.WorkerSlot.End;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrySlotTest {

    private static final long GRACE = 1000;
    private static final TrySlot.GivingUp NEVER = (permit, thread, callback) -> {
        throw new AssertionError("given up");
    };

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 50);
    private final AtomicBoolean pressed = new AtomicBoolean();
    private final TrySlot slot = new TrySlot(clock::get, pressed::get);
    private final Flow flow = flow();
    private final List<String> news = new ArrayList<>();

    private static Flow flow() {
        return new Flow(QueuedSource.computing(1), 0, 0, new ReentrantLock().newCondition());
    }

    TrySlotTest() {
        slot.serve(new Permit(flow, flow.demand()));
    }

    @AfterEach
    void leaveNoInterruption() {
        assertThat(Thread.interrupted()).isFalse();
    }

    private void look(long nanosLater) {
        slot.check(clock.addAndGet(nanosLater), GRACE, (permit, thread, callback) -> {
            news.add("pool");
            callback.run();
        });
    }

    @Test
    void aTryIsInterruptedAtItsDeadlineAndNotBefore() {
        slot.begin(100, () -> {});
        look(10);
        look(89);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        look(1);

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(slot.end()).isEqualTo(End.TIMED_OUT);
    }

    @Test
    void aTryWithoutLimitIsLeftAlone() {
        slot.begin(Long.MAX_VALUE, () -> {});
        look(Long.MAX_VALUE / 2);

        assertThat(slot.end()).isEqualTo(End.IN_TIME);
    }

    @Test
    void theDeadlineOfATryThatEndedDoesNotBelongToTheNext() {
        slot.begin(100, () -> {});
        assertThat(slot.end()).isEqualTo(End.IN_TIME);
        look(200);
        slot.begin(100, () -> {});
        look(50);

        assertThat(slot.end()).isEqualTo(End.IN_TIME);
    }

    @Test
    void aThreadIsGivenUpAGraceAfterItsInterruptionForGood() {
        slot.begin(100, () -> news.add("callback"));
        look(100);
        look(GRACE - 1);
        assertThat(news).isEmpty();
        look(1);
        look(GRACE);

        assertThat(news).containsExactly("pool", "callback");
        assertThat(slot.end()).isEqualTo(End.GIVEN_UP);
        assertThat(slot.finish()).isTrue();
        assertThat(slot.shouldYield()).isTrue();
        assertThatThrownBy(() -> slot.begin(1, () -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aThreadThatComesBackWithinTheGraceIsKept() {
        slot.begin(100, () -> news.add("callback"));
        look(100);
        look(GRACE - 1);
        assertThat(slot.end()).isEqualTo(End.TIMED_OUT);
        look(GRACE);

        assertThat(news).isEmpty();
        assertThat(slot.finish()).isFalse();
    }

    @Test
    void withdrawingInterruptsTheTriesOfItsSourceOnly() {
        slot.begin(Long.MAX_VALUE, () -> {});
        slot.withdraw(flow());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        slot.withdraw(flow);

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(slot.end()).isEqualTo(End.WITHDRAWN);
    }

    @Test
    void aTryOfASourceThatWasWithdrawnBeginsInterrupted() {
        flow.withdrawn = true;

        slot.begin(Long.MAX_VALUE, () -> {});

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(slot.end()).isEqualTo(End.WITHDRAWN);
    }

    @Test
    void aThreadThatIgnoresItsWithdrawalIsGivenUp() {
        slot.begin(Long.MAX_VALUE, () -> news.add("callback"));
        slot.withdraw(flow);
        look(GRACE);

        assertThat(slot.end()).isEqualTo(End.GIVEN_UP);
        assertThat(news).containsExactly("pool", "callback");
    }

    @Test
    void aTryLeftOpenIsEndedWithThePiece() {
        slot.begin(100, () -> {});
        look(100);

        assertThat(slot.finish()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        slot.begin(100, () -> {});
        assertThat(slot.end()).isEqualTo(End.IN_TIME);
    }

    @Test
    void triesDoNotNest() {
        slot.begin(100, () -> {});
        assertThatThrownBy(() -> slot.begin(100, () -> {})).isInstanceOf(IllegalStateException.class);
        assertThat(slot.end()).isEqualTo(End.IN_TIME);
        assertThatThrownBy(slot::end).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPieceShouldYieldAfterItsQuantumIfOthersWait() {
        slot.renew(clock.get() + 10);
        pressed.set(true);
        assertThat(slot.shouldYield()).isFalse();
        clock.addAndGet(10);
        assertThat(slot.shouldYield()).isTrue();
        pressed.set(false);
        assertThat(slot.shouldYield()).isFalse();
    }

    /** Tries as short as the looks at them, so that ends and interruptions meet; a second or until both were seen. */
    @Test
    void noInterruptionIsEverSeenOutsideOfItsTry() throws InterruptedException {
        TrySlot raced = new TrySlot(System::nanoTime, () -> false);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger leaked = new AtomicInteger();
        AtomicInteger unfounded = new AtomicInteger();
        Map<End, Integer> ends = new EnumMap<>(End.class);
        Thread owner = Thread.ofPlatform().daemon().start(() -> {
            raced.serve(new Permit(flow, flow.demand()));
            SplittableRandom random = new SplittableRandom(1);
            long until = System.nanoTime() + 1_000_000_000;
            while (System.nanoTime() < until || !ends.keySet().containsAll(Set.of(End.TIMED_OUT, End.IN_TIME))) {
                boolean limited = random.nextBoolean();
                raced.begin(limited ? random.nextLong(2_000) : Long.MAX_VALUE, () -> {});
                long work = random.nextLong(2_000);
                for (long start = System.nanoTime(); System.nanoTime() - start < work; ) {
                    Thread.onSpinWait();
                }
                boolean interrupted = Thread.currentThread().isInterrupted();
                End end = raced.end();
                ends.merge(end, 1, Integer::sum);
                if (Thread.currentThread().isInterrupted()) {
                    leaked.incrementAndGet();
                }
                if ((interrupted && end == End.IN_TIME) || (!limited && end != End.IN_TIME)) {
                    unfounded.incrementAndGet();
                }
            }
            over.set(true);
        });
        while (!over.get()) {
            raced.check(System.nanoTime(), Long.MAX_VALUE, NEVER);
        }
        owner.join();

        assertThat(leaked).hasValue(0);
        assertThat(unfounded).hasValue(0);
        assertThat(ends.get(End.TIMED_OUT)).isPositive();
        assertThat(ends.get(End.IN_TIME)).isPositive();
    }
}
