package io.amorsize.validation.realwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.optimizer.Executor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkRunTest {

    private static final int ITEMS = 97;

    static Stream<Way> ways() {
        Stream<Way> planned = Stream.of(Executor.PLATFORM_THREADS, Executor.VIRTUAL_THREADS)
                .flatMap(executor -> Stream.of(1, 2, 3, 8, 97, 200)
                        .flatMap(workers -> Stream.of(1L, 2L, 7L, 48L, 96L, 97L, 98L, Long.MAX_VALUE)
                                .map(chunk -> new Way.Planned(executor, workers, chunk))));
        return Stream.concat(Stream.of(Way.SERIAL, Way.PARALLEL_STREAM), planned);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void doesEachItemOnce(Way way) throws InterruptedException {
        AtomicIntegerArray done = new AtomicIntegerArray(ITEMS);

        long sum = WorkRun.of(
                index -> {
                    done.incrementAndGet(index);
                    return Busy.mix(index);
                },
                ITEMS,
                way);

        assertThat(sum).isEqualTo(LongStream.range(0, ITEMS).map(Busy::mix).sum());
        for (int index = 0; index < ITEMS; index++) {
            assertThat(done.get(index)).as("item %d", index).isEqualTo(1);
        }
    }

    @Test
    void startsAsManyWorkersAsThePlanSaysAndNoCaller() throws InterruptedException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(5);

        WorkRun.of(index -> meet(seen, all), 5, new Way.Planned(Executor.PLATFORM_THREADS, 5, 1));

        assertThat(seen).hasSize(5).doesNotContain(Thread.currentThread()).noneMatch(Thread::isVirtual);
    }

    @Test
    void usesVirtualThreadsWhereThePlanSaysSo() throws InterruptedException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(5);

        WorkRun.of(index -> meet(seen, all), 5, new Way.Planned(Executor.VIRTUAL_THREADS, 5, 1));

        assertThat(seen).hasSize(5).allMatch(Thread::isVirtual);
    }

    /** Holds each worker until all have an item, so that none can take a second one. */
    private static long meet(Set<Thread> seen, CountDownLatch all) {
        seen.add(Thread.currentThread());
        all.countDown();
        awaitSurely(all);
        return 0;
    }

    @Test
    void runsSeriallyOnTheCallingThreadInOrder() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();

        WorkRun.of(
                index -> {
                    assertThat(index).isEqualTo(next.getAndIncrement());
                    assertThat(Thread.currentThread().threadId()).isEqualTo(CALLER.get());
                    return 0;
                },
                ITEMS,
                Way.SERIAL);

        assertThat(next).hasValue(ITEMS);
    }

    private static final ThreadLocal<Long> CALLER =
            ThreadLocal.withInitial(() -> Thread.currentThread().threadId());

    @Test
    void throwsWhatAnItemThrewAndBeginsNoChunkAfterIt() {
        AtomicInteger begun = new AtomicInteger();

        assertThatThrownBy(() -> WorkRun.of(
                        index -> {
                            begun.incrementAndGet();
                            throw new IllegalArgumentException("item " + index);
                        },
                        1_000,
                        new Way.Planned(Executor.PLATFORM_THREADS, 3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("item ");
        assertThat(begun.get()).isBetween(1, 3);
    }

    @Test
    void throwsErrorsToo() {
        assertThatThrownBy(() -> WorkRun.of(
                        index -> {
                            throw new AssertionError("broken");
                        },
                        4,
                        new Way.Planned(Executor.VIRTUAL_THREADS, 2, 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken");
    }

    @Test
    void hasEndedItsWorkersWhenInterrupted() throws InterruptedException {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch released = new CountDownLatch(1);
        AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
        AtomicReference<@Nullable Boolean> ended = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                WorkRun.of(
                        index -> {
                            workers.add(Thread.currentThread());
                            begun.countDown();
                            awaitSurely(released);
                            return index;
                        },
                        1_000,
                        new Way.Planned(Executor.PLATFORM_THREADS, 2, 1));
            } catch (InterruptedException e) {
                ended.set(workers.stream().noneMatch(Thread::isAlive));
                thrown.set(e);
            }
        });
        begun.await();

        caller.interrupt();
        // The workers still hold their items, so the flag falls only where the exception is thrown.
        while (caller.isInterrupted()) {
            Thread.onSpinWait();
        }
        released.countDown();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(ended.get()).isTrue();
        assertThat(workers).hasSize(2);
    }

    /** A run that begins too few items fails, and does not hang. */
    private static void awaitSurely(CountDownLatch latch) {
        try {
            if (!latch.await(45, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesWhatCannotBeRunHere() {
        assertThatThrownBy(() -> new Way.Planned(Executor.PROCESSES, 2, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Way.Planned(Executor.PLATFORM_THREADS, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Way.Planned(Executor.PLATFORM_THREADS, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsOneSerialRunHoweverItIsPlanned() {
        assertThat(List.of(Way.planned(Executor.CALLER, 1, 50), Way.planned(Executor.CALLER, 1, 1)))
                .containsOnly(Way.SERIAL);
        assertThat(Way.planned(Executor.PLATFORM_THREADS, 2, 50).words()).isEqualTo("2 platform × 50");
    }
}
