package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.Job;
import io.amorsize.job.JobConflict;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.Partition;
import io.amorsize.job.RetryPolicy;
import io.amorsize.job.run.Engine.Answer;
import io.amorsize.job.run.Engine.Item;
import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.work.TargetGuards;
import io.amorsize.optimizer.Executor;
import io.amorsize.testing.JobSpecs;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobRunnerTest {

    private static final JobSpecs QUICK = JobSpecs.of("test").retry(new RetryPolicy(3, 0.001, 0.01, 2, 1, Set.of()));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void runsEveryItemOnceAndKeepsTheResultsInOrder() throws Exception {
        Map<Long, AtomicInteger> runs = new ConcurrentHashMap<>();
        try (Engine engine = new Engine(folder, Activity.COMPUTES, (item, context) -> {
            runs.computeIfAbsent(item.value(), unseen -> new AtomicInteger()).incrementAndGet();
            return new Answer(item.value() * 2);
        })) {
            String id = engine.submit(QUICK, 20_000);
            Job job = engine.awaitEnd(id);

            assertThat(job.state()).isInstanceOf(JobState.Succeeded.class);
            assertThat(job.counts().succeeded()).isEqualTo(20_000);
            assertThat(engine.outcomes(id))
                    .extracting(outcome -> outcome.result().orElseThrow())
                    .containsExactlyElementsOf(LongStream.range(0, 20_000)
                            .mapToObj(i -> Long.toString(2 * i))
                            .toList());
            assertThat(runs)
                    .hasSize(20_000)
                    .allSatisfy((item, times) -> assertThat(times).hasValue(1));
            assertThat(engine.defects).isEmpty();
        }
    }

    @Test
    void hasEachPartitionFetchedAtOnce() throws Exception {
        // By this clock the time to try again does not come.
        AtomicLong nanos = new AtomicLong();
        Engine.Parts parts = Engine.Parts.usual().withClock(() -> nanos.addAndGet(1));
        try (Engine engine =
                new Engine(folder, Activity.COMPUTES, (item, context) -> new Answer(item.value()), parts)) {
            String id = engine.submit(QUICK.fixed(1, 1), 2_000);

            assertThat(engine.awaitEnd(id).counts().succeeded()).isEqualTo(2_000);
            // All but the first, which is the business of who submits.
            assertThat(engine.nudges).hasValueGreaterThanOrEqualTo(engine.partitions.get() - 1);
            assertThat(engine.defects).isEmpty();
        }
    }

    @Test
    void carvesByHowFastItemsEndBeforeAnyOutcomeIsKept() throws Exception {
        // By this clock next to no time passes.
        AtomicLong nanos = new AtomicLong();
        CountDownLatch carved = new CountDownLatch(1);
        Engine.Parts parts = Engine.Parts.usual()
                .withClock(() -> nanos.addAndGet(1))
                .withFaults(real -> (JobStore) Proxy.newProxyInstance(
                        JobStore.class.getClassLoader(),
                        new Class<?>[] {JobStore.class},
                        (proxy, called, arguments) -> {
                            if (called.getName().equals("record")) {
                                carved.await();
                            }
                            Object result = called.invoke(real, arguments);
                            if (result instanceof Optional<?> found
                                    && found.filter(Partition.class::isInstance).isPresent()) {
                                carved.countDown();
                            }
                            return result;
                        }));
        try (Engine engine =
                new Engine(folder, Activity.COMPUTES, (item, context) -> new Answer(item.value()), parts)) {
            String id = engine.submit(QUICK.fixed(1, 1), 5_000);

            assertThat(engine.awaitEnd(id).counts().succeeded()).isEqualTo(5_000);
            assertThat(engine.partitions).hasValue(2);
            assertThat(engine.defects).isEmpty();
        }
    }

    @Test
    void offersPartitionsToOthersWhileItHasEnoughToDoItself() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Engine.Parts parts = Engine.Parts.usual().withReplicas(new Engine.Others(2, Set.of()));
        try (Engine engine = new Engine(
                folder,
                Activity.WAITS,
                (item, context) -> {
                    goOn.await();
                    return new Answer(item.value());
                },
                parts)) {
            String id = engine.submit(QUICK.fixed(1, 1), 5_000);
            // Two for each, none of which can come to its end.
            engine.await(id, job -> engine.partitions.get() == 4);
            goOn.countDown();

            assertThat(engine.awaitEnd(id).counts().succeeded()).isEqualTo(5_000);
            assertThat(engine.defects).isEmpty();
        }
    }

    @Test
    void takesItemsThatStreamInUntilItIsClosed() throws Exception {
        try (Engine engine = new Engine(folder, Activity.COMPUTES, (item, context) -> new Answer(item.value()))) {
            String id = engine.submit(QUICK.fixed(2, 10), List.of("1", "2"), true);
            engine.await(id, job -> job.counts().ended() == 2);
            assertThat(engine.jobs
                            .append(id, OptionalLong.empty(), List.of("3", "4", "5"))
                            .items())
                    .isEqualTo(5);
            Job between = engine.await(id, job -> job.counts().ended() == 5);
            assertThat(between.state()).isInstanceOf(JobState.Accepting.class);

            engine.jobs.close(id);
            engine.awaitEnd(id);
            assertThat(engine.outcomes(id))
                    .extracting(outcome -> outcome.result().orElseThrow())
                    .containsExactly("1", "2", "3", "4", "5");
            assertThatThrownBy(() -> engine.jobs.append(id, OptionalLong.empty(), List.of("6")))
                    .isInstanceOf(JobConflict.class);
        }
    }

    @Test
    void triesAnItemAgainUntilItSucceedsOrHasFailedOftenEnough() throws Exception {
        try (Engine engine = new Engine(folder, Activity.COMPUTES, (item, context) -> {
            if (item.value() == 7 || (item.value() == 5 && context.attempt() < 3)) {
                throw new ItemFailure("SOUR", ItemFailure.Kind.TRANSIENT, "The item is sour.");
            }
            if (item.value() == 9) {
                throw new ItemFailure("ROTTEN", ItemFailure.Kind.PERMANENT, "The item is rotten.");
            }
            return new Answer(item.value());
        })) {
            String id = engine.submit(QUICK.fixed(2, 4), 10);
            Job job = engine.awaitEnd(id);

            assertThat(job.state()).isInstanceOf(JobState.CompletedWithFailures.class);
            assertThat(job.counts().failed()).isEqualTo(2);
            assertThat(job.counts().retries()).isEqualTo(4);
            List<ItemOutcome> outcomes = engine.outcomes(id);
            assertThat(outcomes.get(5).status()).isEqualTo(OutcomeStatus.OK);
            assertThat(outcomes.get(5).attempts()).isEqualTo(3);
            assertThat(outcomes.get(7).attempts()).isEqualTo(3);
            assertThat(outcomes.get(7).failure().orElseThrow().error().errorClass())
                    .isEqualTo("SOUR");
            assertThat(outcomes.get(9).attempts()).isEqualTo(1);
        }
    }

    @Test
    void endsATryWhoseTimeIsOverEvenIfItDoesNotListen() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        // By this clock no other item takes long, however busy the machine is.
        AtomicLong ahead = new AtomicLong();
        LongSupplier clock = () -> System.nanoTime() + ahead.get();
        Engine.Parts parts = Engine.Parts.usual().withClock(clock).withPoolClock(clock);
        ItemRunner<Item, Answer> items = (item, context) -> {
            if (item.value() == 3 || item.value() == 4) {
                ahead.addAndGet(Duration.ofHours(2).toNanos());
            }
            while (item.value() == 3 && !stop.get()) {
                Thread.onSpinWait();
            }
            if (item.value() == 4) {
                new CountDownLatch(1).await();
            }
            return new Answer(item.value());
        };
        try (Engine engine = new Engine(folder, Activity.COMPUTES, items, parts)) {
            String id = engine.submit(QUICK.fixed(1, 100).once().itemTimeout(3_600), 10);
            Job job = engine.awaitEnd(id);
            stop.set(true);

            assertThat(job.counts().succeeded()).isEqualTo(8);
            assertThat(engine.outcomes(id))
                    .filteredOn(outcome -> outcome.status() == OutcomeStatus.TIMEOUT)
                    .extracting(ItemOutcome::index)
                    .containsExactly(3L, 4L);
            assertThat(engine.defects).isEmpty();
        }
    }

    @Test
    void pausesResumesAndCancels() throws Exception {
        AtomicLong run = new AtomicLong();
        // However late the test comes, there are items left to be paused and to be cancelled.
        Semaphore allowed = new Semaphore(300);
        try (Engine engine = new Engine(folder, Activity.WAITS, (item, context) -> {
            allowed.acquire();
            run.incrementAndGet();
            Thread.sleep(1);
            return new Answer(item.value());
        })) {
            String id = engine.submit(QUICK.fixed(4, 1), 5_000);
            engine.await(id, job -> job.counts().ended() > 100);
            assertThat(engine.jobs.pause(id).state()).isInstanceOf(JobState.Paused.class);
            Job resumed = engine.jobs.resume(id);
            assertThat(resumed.state()).isInstanceOf(JobState.Active.class);
            long before = resumed.counts().ended();
            allowed.release(300);
            engine.await(id, job -> job.counts().ended() > before + 100);

            engine.jobs.cancel(id);
            Job ended = engine.await(id, job -> {
                engine.jobs.tend();
                return job.state() instanceof JobState.Ended;
            });
            assertThat(ended.state()).isInstanceOf(JobState.Cancelled.class);
            assertThat(ended.counts().ended()).isEqualTo(5_000);
            assertThat(engine.outcomes(id)).hasSize(5_000);
            assertThat(ended.counts().succeeded()).isLessThanOrEqualTo(run.get());
        }
    }

    @Test
    void pausesAJobThatFailsTooOften() throws Exception {
        try (Engine engine = new Engine(folder, Activity.COMPUTES, (item, context) -> {
            Thread.sleep(1);
            throw new ItemFailure("SOUR", ItemFailure.Kind.PERMANENT, "The item is sour.");
        })) {
            String id = engine.submit(QUICK.fixed(1, 1).maxFailures(30), 100_000);
            Job job = engine.await(id, current -> current.state() instanceof JobState.Paused);
            assertThat(job.state().explanation().orElseThrow()).contains("failure policy");
        }
    }

    @Test
    void givesAJobUpWhoseTimeIsOver() throws Exception {
        try (Engine engine = new Engine(folder, Activity.WAITS, (item, context) -> {
            Thread.sleep(5);
            return new Answer(item.value());
        })) {
            String id = engine.submit(QUICK.fixed(2, 1).deadline(0.3), 100_000);
            Job job = engine.await(id, current -> {
                engine.jobs.tend();
                return current.state() instanceof JobState.Ended;
            });
            assertThat(job.state()).isInstanceOf(JobState.Failed.class);
            assertThat(job.state().explanation().orElseThrow()).contains("deadline");
            assertThat(job.counts().ended()).isEqualTo(100_000);
        }
    }

    @Test
    void plansFromWhatItMeasures() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Engine engine = new Engine(folder, Activity.WAITS, (item, context) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.sleep(20);
            running.decrementAndGet();
            return new Answer(item.value());
        })) {
            String id = engine.submit(QUICK, 600);
            Job job = engine.awaitEnd(id);

            assertThat(job.counts().succeeded()).isEqualTo(600);
            assertThat(job.plans()).isNotEmpty();
            assertThat(job.plans().getLast().executor()).isEqualTo(Executor.VIRTUAL_THREADS);
            assertThat(job.plans().getLast().workers()).isGreaterThan(10);
            assertThat(most.get()).isGreaterThan(10);
        }
    }

    @Test
    void keepsToARate() throws Exception {
        try (Engine engine = new Engine(folder, Activity.COMPUTES, (item, context) -> new Answer(item.value()))) {
            long started = System.nanoTime();
            String id = engine.submit(QUICK.fixed(4, 1).rate(100, 10), 60);
            engine.awaitEnd(id);
            assertThat((System.nanoTime() - started) / 1e9).isGreaterThan(0.45);
        }
    }

    @Test
    void findsTheItemThatKillsByHalving() throws Exception {
        int poison = 11;
        try (Engine engine = new Engine(folder, Activity.WAITS, (item, context) -> {
            assertThat(item.value()).isNotEqualTo(poison);
            return new Answer(item.value());
        })) {
            engine.byHand();
            String id = engine.submit(QUICK.fixed(1, 1), 32);
            int deaths = 0;
            while (!engine.offers().isEmpty()) {
                for (long number : engine.offers()) {
                    boolean kills = engine.holds(id, number, poison);
                    int most = engine.size(id, number) == 1 ? 3 : 2;
                    while (kills && engine.deaths(id, number) < most) {
                        engine.die(id, number);
                        deaths++;
                    }
                    engine.runByHand(id, number);
                }
            }
            Job job = engine.awaitEnd(id);
            assertThat(job.counts().succeeded()).isEqualTo(31);
            ItemOutcome outcome = engine.outcomes(id).get(poison);
            assertThat(outcome.failure().orElseThrow().error().errorClass()).isEqualTo("WORKER_DIED");
            assertThat(deaths).isBetween(2, 12);
        }
    }

    @Test
    void doesNotBlameTheLastItemOfServicesThatWereKilledTwice() throws Exception {
        try (Engine engine = new Engine(folder, Activity.WAITS, (item, context) -> new Answer(item.value()))) {
            engine.byHand();
            String id = engine.submit(QUICK.fixed(1, 1), 1);
            engine.die(id, 0);
            engine.die(id, 0);

            engine.runByHand(id, 0);

            assertThat(engine.awaitEnd(id).counts().succeeded()).isEqualTo(1);
        }
    }

    @Test
    void leavesAFullTargetAloneAndGoesOnWhenThereIsRoom() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        // The first calls last until there are three.
        CountDownLatch three = new CountDownLatch(3);
        Limited guards = new Limited(3);
        ItemRunner<Item, Answer> calls = new ItemRunner<>() {
            @Override
            public Answer run(Item item, ItemContext context) throws InterruptedException {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                three.countDown();
                three.await();
                Thread.sleep(2);
                inFlight.decrementAndGet();
                return new Answer(item.value());
            }

            @Override
            public Optional<String> target(Item item) {
                return Optional.of("one");
            }
        };
        try (Engine engine = new Engine(folder, Activity.WAITS, calls, guards)) {
            String id = engine.submit(QUICK.fixed(20, 1), 300);
            Job job = engine.awaitEnd(id);
            assertThat(job.counts().succeeded()).isEqualTo(300);
            assertThat(most.get()).isEqualTo(3);
        }
    }

    /** Bears so many calls at a time. */
    private static final class Limited implements TargetGuards {

        private final int bears;
        private final AtomicInteger inFlight = new AtomicInteger();
        private volatile Consumer<String> listener = target -> {};

        Limited(int bears) {
            this.bears = bears;
        }

        @Override
        public Entry enter(String target) {
            if (inFlight.incrementAndGet() > bears) {
                inFlight.decrementAndGet();
                return new Entry.Full();
            }
            return new Entry.Admitted(new Call() {
                @Override
                public void succeeded() {
                    inFlight.decrementAndGet();
                    listener.accept(target);
                }

                @Override
                public void failed() {
                    succeeded();
                }

                @Override
                public boolean refused() {
                    succeeded();
                    return false;
                }

                @Override
                public void ignored() {
                    succeeded();
                }
            });
        }

        @Override
        public void onRoom(Consumer<String> onRoom) {
            this.listener = onRoom;
        }
    }

    @Test
    void namesTheReasonOfAFailureThatNoOtherTryMends() throws Exception {
        try (Engine engine = new Engine(folder, Activity.COMPUTES, (item, context) -> {
            throw new IllegalStateException("broken " + item.value());
        })) {
            String id = engine.submit(QUICK.fixed(1, 2), 2);
            engine.awaitEnd(id);
            List<ItemOutcome> outcomes = engine.outcomes(id);
            ItemError error = outcomes.getFirst().failure().orElseThrow().error();
            assertThat(error.errorClass()).isEqualTo("java.lang.IllegalStateException");
            assertThat(error.message()).isEqualTo("broken 0");
        }
    }
}
