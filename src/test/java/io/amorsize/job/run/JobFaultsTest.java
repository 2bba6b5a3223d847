package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.DamagedJob;
import io.amorsize.job.IndexRange;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.Job;
import io.amorsize.job.JobFilter;
import io.amorsize.job.JobListener;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobView;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.Partition;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PartitionResults;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.RetryPolicy;
import io.amorsize.job.run.Engine.Answer;
import io.amorsize.job.run.Engine.Item;
import io.amorsize.job.run.Engine.Parts;
import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.work.TargetGuards;
import io.amorsize.testing.JobSpecs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong around items: types that throw, a store that is away, steps that come at a bad moment. */
@Timeout(60)
class JobFaultsTest {

    private static final JobSpecs ONCE = JobSpecs.of("test").once();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    /** A store some of whose calls fail. */
    private static UnaryOperator<JobStore> failing(Predicate<String> method) {
        return failing(
                (called, arguments) -> method.test(called),
                called -> new IllegalStateException("The store does not answer: " + called));
    }

    /** A store some of whose calls fail, by their name and their arguments. */
    private static UnaryOperator<JobStore> failing(
            BiPredicate<String, Object[]> calls, Function<String, RuntimeException> failure) {
        return real -> (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, called, arguments) -> {
                    if (calls.test(called.getName(), arguments)) {
                        throw failure.apply(called.getName());
                    }
                    try {
                        return called.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Calls a target, and counts how often each item was run and that it was closed. */
    private static class Calling implements ItemRunner<Item, Answer> {

        final Map<Long, AtomicInteger> runs = new ConcurrentHashMap<>();
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicBoolean closedWhileRunning = new AtomicBoolean();

        @Override
        public Answer run(Item item, ItemContext context) throws Exception {
            running.incrementAndGet();
            try {
                runs.computeIfAbsent(item.value(), unseen -> new AtomicInteger())
                        .incrementAndGet();
                return answer(item);
            } finally {
                running.decrementAndGet();
            }
        }

        Answer answer(Item item) throws Exception {
            return new Answer(item.value());
        }

        int tries(Item item) {
            return runs.getOrDefault(item.value(), new AtomicInteger()).get();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            if (running.get() > 0) {
                closedWhileRunning.set(true);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void runsNoItemAgainThatEndedInAChunkWhenTheJobIsPaused() throws Exception {
        CountDownLatch between = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Calling calling = new Calling() {
            @Override
            public Optional<String> target(Item item) {
                if (item.value() == 1 && between.getCount() > 0) {
                    between.countDown();
                    await(goOn);
                }
                return Optional.empty();
            }
        };
        try (Engine engine = new Engine(folder, Activity.COMPUTES, calling)) {
            String id = engine.submit(ONCE.fixed(1, 10), 10);
            between.await();
            engine.jobs.pause(id);
            // Longer than the thread of the partition needs to find nothing in flight.
            Thread.sleep(300);
            goOn.countDown();
            engine.await(id, job -> job.counts().ended() > 0);
            engine.jobs.resume(id);
            Job job = engine.awaitEnd(id);

            assertThat(job.counts().succeeded()).isEqualTo(10);
            assertThat(calling.runs)
                    .hasSize(10)
                    .allSatisfy((item, times) -> assertThat(times).hasValue(1));
        }
    }

    @Test
    void outlivesATypeThatThrowsWhereItMustNot() throws Exception {
        Calling calling = new Calling() {
            @Override
            @SuppressWarnings("NullAway") // as code without these checks may do
            public Optional<String> target(Item item) {
                return switch ((int) item.value()) {
                    case 3 -> throw new StackOverflowError();
                    case 4 -> null;
                    default -> Optional.empty();
                };
            }

            @Override
            @SuppressWarnings("NullAway") // as code without these checks may do
            Answer answer(Item item) throws Exception {
                switch ((int) item.value()) {
                    case 5 -> throw new NoClassDefFoundError("gone");
                    case 6 -> {
                        return null;
                    }
                    case 7 ->
                        throw new ItemFailure(
                                "LATER",
                                ItemFailure.Kind.TRANSIENT,
                                "Much later.",
                                Duration.ofSeconds(Long.MAX_VALUE),
                                null);
                    case 8 ->
                        throw new IllegalStateException() {
                            private static final long serialVersionUID = 1;

                            @Override
                            public String getMessage() {
                                throw new IllegalStateException("no message either");
                            }
                        };
                    case 9 -> Thread.currentThread().interrupt();
                    default -> {}
                }
                return new Answer(item.value());
            }
        };
        RetryPolicy twice = new RetryPolicy(2, 0, 0, 1, 1, Set.of("LATER"));
        try (Engine engine = new Engine(folder, Activity.COMPUTES, calling)) {
            String id = engine.submit(ONCE.fixed(1, 100).retry(twice), 20);
            engine.await(id, job -> job.counts().ended() == 19);

            assertThat(engine.outcomes(id))
                    .filteredOn(outcome -> outcome.status() == OutcomeStatus.ERROR)
                    .extracting(ItemOutcome::index)
                    .containsExactly(3L, 4L, 5L, 6L, 8L);
            assertThat(calling.runs)
                    .allSatisfy((item, times) -> assertThat(times).hasValue(1));
            assertThat(engine.defects).isEmpty();
        }
    }

    @Test
    void goesOnWithoutAPlanWhenNoneCanBeMade() throws Exception {
        Calling calling = new Calling();
        Parts parts = Parts.usual().withAdvisor((job, workload, runtime, constraints) -> {
            throw new IllegalStateException("no idea");
        });
        try (Engine engine = new Engine(folder, Activity.COMPUTES, calling, parts)) {
            String id = engine.submit(ONCE, 200);
            Job job = engine.awaitEnd(id);

            assertThat(job.counts().succeeded()).isEqualTo(200);
            assertThat(calling.runs)
                    .allSatisfy((item, times) -> assertThat(times).hasValue(1));
        }
    }

    @Test
    void runsNoItemAgainBecauseTheStoreDidNotAnswerForAMoment() throws Exception {
        Set<String> needed = Set.of("find", "carve", "input", "addPlan", "change");
        AtomicBoolean leased = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        Thread tester = Thread.currentThread();
        // Away from the first lease on, when nearly all items are still to be cut off and read.
        Parts parts = Parts.usual().withFaults(failing(method -> {
            boolean refuses = leased.get()
                    && needed.contains(method)
                    && !Thread.currentThread().equals(tester)
                    && refused.incrementAndGet() <= 20;
            leased.compareAndSet(false, method.equals("take"));
            return refuses;
        }));
        Calling calling = new Calling();
        try (Engine engine = new Engine(folder, Activity.WAITS, calling, parts)) {
            Job job = engine.awaitEnd(engine.submit(ONCE, 5_000));

            assertThat(refused).hasValueGreaterThan(20);
            assertThat(job.counts().succeeded()).isEqualTo(5_000);
            assertThat(calling.runs)
                    .allSatisfy((item, times) -> assertThat(times).hasValue(1));
        }
    }

    @Test
    void notesThePlanThatCouldNotBeNotedAtFirst() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Parts parts =
                Parts.usual().withFaults(failing(method -> method.equals("addPlan") && refused.incrementAndGet() <= 2));
        try (Engine engine = new Engine(folder, Activity.COMPUTES, new Calling(), parts)) {
            Job job = engine.awaitEnd(engine.submit(ONCE.fixed(2, 10), 100));
            assertThat(job.plans()).hasSize(1);
        }
    }

    @Test
    void notesThePlanOfAShortJobWithItsEnd() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Parts parts = Parts.usual()
                .withFaults(failing(method ->
                        method.equals("addPlan") || (method.equals("end") && refused.incrementAndGet() <= 1)));
        try (Engine engine = new Engine(folder, Activity.COMPUTES, new Calling(), parts)) {
            assertThat(engine.awaitEnd(engine.submit(ONCE, 10)).plans()).hasSize(1);
            assertThat(refused).hasValue(2);
        }
    }

    @Test
    void runsItemsWhileTheStepOfTheJobIsStillBeingNoted() throws Exception {
        Calling calling = new Calling();
        CountDownLatch ran = new CountDownLatch(1);
        Parts parts = Parts.usual().withFaults(real -> (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals("change")) {
                        ran.await();
                    }
                    return called.invoke(real, arguments);
                }));
        ItemRunner<Item, Answer> telling = (item, context) -> {
            ran.countDown();
            return calling.run(item, context);
        };
        try (Engine engine = new Engine(folder, Activity.COMPUTES, telling, parts)) {
            assertThat(engine.awaitEnd(engine.submit(ONCE.fixed(1, 1), 10))
                            .counts()
                            .succeeded())
                    .isEqualTo(10);
        }
    }

    @Test
    void cancelsAJobWhoseLeaseCouldNotBeGivenBack() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        Parts parts = Parts.usual().withFaults(failing(method -> away.get() && method.equals("end")));
        Calling slow = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                Thread.sleep(5);
                return super.answer(item);
            }
        };
        try (Engine engine = new Engine(folder, Activity.WAITS, slow, parts)) {
            String id = engine.submit(ONCE.fixed(2, 1), 10_000);
            engine.await(id, job -> job.counts().ended() > 10);
            away.set(true);
            engine.jobs.cancel(id);
            engine.await(id, current -> !engine.defects.isEmpty());
            away.set(false);
            Job job = engine.await(id, current -> {
                engine.jobs.tend();
                return current.state() instanceof JobState.Ended;
            });
            assertThat(job.state()).isInstanceOf(JobState.Cancelled.class);
        }
    }

    @Test
    void closesTheRunnersOfAJobThatIsPausedByItsPolicyAndResumed() throws Exception {
        Calling sour = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                Thread.sleep(1);
                throw new ItemFailure("SOUR", ItemFailure.Kind.PERMANENT, "The item is sour.");
            }
        };
        AtomicInteger paused = new AtomicInteger();
        Parts parts = Parts.usual().withListener(new Ends(job -> paused.incrementAndGet(), job -> {}));
        try (Engine engine = new Engine(folder, Activity.COMPUTES, sour, parts)) {
            String id = engine.submit(ONCE.fixed(1, 1).maxFailures(30), 100_000);
            for (int pauses = 1; pauses <= 3; pauses++) {
                engine.await(id, current -> current.state() instanceof JobState.Paused);
                engine.await(
                        id,
                        current -> engine.activity(id)
                                        .map(JobRunner.Activity::running)
                                        .orElse(0)
                                == 0);
                engine.jobs.resume(id);
            }
            engine.await(id, current -> current.state() instanceof JobState.Paused);
            engine.jobs.cancel(id);
            engine.await(id, current -> {
                engine.jobs.tend();
                return current.state() instanceof JobState.Ended;
            });
            engine.await(id, current -> paused.get() > 3 && sour.closed.get() == engine.opened.get());

            assertThat(paused).hasValue(4);
            assertThat(sour.closed).hasValueGreaterThan(4);
        }
    }

    /** Hears of pauses and ends. */
    private static final class Ends implements JobListener {

        private final Consumer<Job> pauses;
        private final Consumer<Job> ends;

        Ends(Consumer<Job> pauses, Consumer<Job> ends) {
            this.pauses = pauses;
            this.ends = ends;
        }

        @Override
        public void paused(Job job) {
            pauses.accept(job);
        }

        @Override
        public void ended(Job job) {
            ends.accept(job);
        }

        @Override
        public void accepted(Job job) {}

        @Override
        public void planned(Job job, PlanRevision plan) {}

        @Override
        public void recorded(String type, Map<OutcomeStatus, Long> items, double busySeconds) {}

        @Override
        public void retried(String type, long tries) {}

        @Override
        public void leaseLost(Partition partition) {}

        @Override
        public void died(String jobId, long number, int deaths) {}
    }

    /** Not by the chore that closes what has been idle for half a minute: nobody calls it here. */
    @Test
    void closesTheRunnerOnlyWhenNoItemRuns() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Calling stubborn = new Calling() {
            @Override
            Answer answer(Item item) {
                started.countDown();
                long until = System.nanoTime() + Duration.ofMillis(50).toNanos();
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                return new Answer(item.value());
            }
        };
        try (Engine engine = new Engine(folder, Activity.COMPUTES, stubborn)) {
            String id = engine.submit(ONCE.fixed(2, 1), 1_000);
            started.await();
            engine.store.change(id, state -> new JobState.Failed(Instant.EPOCH, "by a test"));
            engine.await(id, job -> stubborn.closed.get() > 1);
            assertThat(stubborn.closedWhileRunning).isFalse();
        }
    }

    private static final Set<Thread.State> WAITING =
            Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    @Test
    void letsItemsInFlightEndWhenTheReplicaStops() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Calling slow = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                started.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                    throw e;
                }
                return super.answer(item);
            }
        };
        try (Engine engine = new Engine(folder, Activity.WAITS, slow)) {
            engine.byHand();
            String id = engine.submit(ONCE.fixed(1, 10), 10);
            Thread handler = Thread.ofVirtual().start(() -> {
                try {
                    engine.runByHand(id, 0);
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            });
            started.await();
            engine.drain();
            handler.interrupt();
            // Until it has heard that, and waits again or is over.
            engine.await(id, job -> !handler.isInterrupted() && WAITING.contains(handler.getState()));
            goOn.countDown();
            handler.join();

            assertThat(interrupted).isFalse();
            assertThat(engine.outcomes(id)).hasSize(1);
            assertThat(engine.offers()).containsExactly(0L);
        }
    }

    @Test
    void keepsOtherPartitionsRunningWhenOneIsLost() throws Exception {
        Calling slow = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                Thread.sleep(2);
                return super.answer(item);
            }
        };
        try (Engine engine = new Engine(folder, Activity.WAITS, slow)) {
            engine.byHand();
            String id = engine.submit(ONCE.fixed(1, 1), 600);
            assertThat(engine.store.carve(id, 300, 5)).isPresent();
            Thread first = Thread.ofVirtual().start(() -> run(engine, id, 0));
            Thread second = Thread.ofVirtual().start(() -> run(engine, id, 1));
            engine.await(id, job -> job.counts().ended() > 5);
            first.interrupt();
            first.join();
            second.join(Duration.ofSeconds(45));

            assertThat(second.isAlive()).isFalse();
            assertThat(engine.outcomes(id).stream()
                            .filter(outcome -> outcome.index() >= 256 && outcome.index() < 556)
                            .count())
                    .isEqualTo(300);
        }
    }

    private static void run(Engine engine, String id, long number) {
        try {
            engine.runByHand(id, number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void callsAJobRunningThatIsClosedWhileItRuns() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Calling slow = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                if (item.value() >= 10) {
                    goOn.await();
                }
                return super.answer(item);
            }
        };
        try (Engine engine = new Engine(folder, Activity.WAITS, slow)) {
            String id = engine.submit(
                    ONCE.fixed(1, 1),
                    LongStream.range(0, 200).mapToObj(Long::toString).toList(),
                    true);
            engine.await(id, job -> job.counts().ended() > 5);
            engine.jobs.close(id);
            engine.await(id, current -> current.state() instanceof JobState.Running);
            goOn.countDown();
            assertThat(engine.awaitEnd(id).counts().succeeded()).isEqualTo(200);
        }
    }

    @Test
    void dealsTheRetriesThatAreDueWhenThereAreTooMany() throws Exception {
        Calling once = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                if (tries(item) == 1) {
                    throw new ItemFailure("SOUR", ItemFailure.Kind.TRANSIENT, "The item is sour.");
                }
                return super.answer(item);
            }
        };
        RetryPolicy twice = new RetryPolicy(2, 0.3, 0.3, 1, 0, Set.of());
        try (Engine engine = new Engine(folder, Activity.COMPUTES, once)) {
            // As many documents as large as these may wait for another try at a time as are in 16 MB.
            String padding = " ".repeat(100_000);
            List<String> items =
                    LongStream.range(0, 400).mapToObj(i -> padding + i).toList();
            String id = engine.submit(ONCE.fixed(2, 1_000).retry(twice), items, false);
            Job job = engine.awaitEnd(id);
            assertThat(job.counts().succeeded()).isEqualTo(400);
        }
    }

    @Test
    void cancelsTheTryOfACancelledJobThatDoesNotListen() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        Calling deaf = new Calling() {
            @Override
            Answer answer(Item item) {
                started.countDown();
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
                return new Answer(item.value());
            }
        };
        try (Engine engine = new Engine(folder, Activity.COMPUTES, deaf)) {
            String id = engine.submit(ONCE.fixed(1, 1), 3);
            started.await();
            engine.jobs.cancel(id);
            Job job = engine.await(id, current -> {
                engine.jobs.tend();
                return current.state() instanceof JobState.Ended;
            });
            stop.set(true);
            assertThat(job.counts().cancelled()).isEqualTo(3);
        }
    }

    @Test
    void rejectsItemsOfATargetThatIsTriedInVainNowAndThen() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Limits broken = new Limits(() -> asked.incrementAndGet() % 50 == 0);
        Calling failing = new Calling() {
            @Override
            public Optional<String> target(Item item) {
                return Optional.of("one");
            }

            @Override
            Answer answer(Item item) throws Exception {
                throw new ItemFailure("DOWN", ItemFailure.Kind.TARGET, "It is down.");
            }
        };
        AtomicLong ahead = new AtomicLong();
        Parts parts = Parts.usual().withGuards(broken).withClock(() -> System.nanoTime() + ahead.get());
        try (Engine engine = new Engine(folder, Activity.WAITS, failing, parts)) {
            String id = engine.submit(ONCE.fixed(2, 1), 100);
            engine.await(id, job -> asked.get() > 60);
            ahead.addAndGet(Duration.ofSeconds(61).toNanos());
            engine.awaitEnd(id);
            assertThat(engine.outcomes(id))
                    .filteredOn(outcome -> outcome.status() == OutcomeStatus.REJECTED)
                    .hasSizeGreaterThan(50);
        }
    }

    /** Is broken but for the calls it admits. */
    private record Limits(BooleanSupplier admits) implements TargetGuards {

        @Override
        public Entry enter(String target) {
            return admits.getAsBoolean()
                    ? new Engine.OpenGuards().enter(target)
                    : new Entry.Broken(Duration.ofSeconds(1));
        }

        @Override
        public void onRoom(Consumer<String> listener) {}
    }

    /** Calls a target that is busy at some tries. */
    private static final class BusyAt extends Calling {

        private final IntPredicate busy;

        BusyAt(IntPredicate busy) {
            this.busy = busy;
        }

        @Override
        public Optional<String> target(Item item) {
            return Optional.of("one");
        }

        @Override
        Answer answer(Item item) throws Exception {
            if (item.value() % 10 == 0 && busy.test(tries(item))) {
                throw new ItemFailure("HTTP_503", ItemFailure.Kind.BUSY, "Not now.");
            }
            return super.answer(item);
        }
    }

    /** Nobody waits so long in a test. */
    private static final RetryPolicy MUCH_LATER = new RetryPolicy(3, 1e8, 1e8, 1, 1, Set.of());

    @Test
    void doesNotLetAnItemWaitWhoseTargetWasBusyAndAnswersOthers() throws Exception {
        try (Engine engine = new Engine(folder, Activity.WAITS, new BusyAt(tries -> tries == 1))) {
            String id = engine.submit(ONCE.fixed(4, 5).retry(MUCH_LATER), 100);
            assertThat(engine.awaitEnd(id).counts().succeeded()).isEqualTo(100);
        }
    }

    @Test
    void letsAnItemWaitWhoseTargetWasBusyTwice() throws Exception {
        BusyAt busy = new BusyAt(tries -> tries <= 2);
        try (Engine engine = new Engine(folder, Activity.WAITS, busy)) {
            String id = engine.submit(ONCE.fixed(4, 5).retry(MUCH_LATER), 100);
            Job job = engine.await(id, current -> current.counts().ended() == 90);
            assertThat(job.state()).isInstanceOf(JobState.Running.class);
            engine.await(id, current -> busy.tries(new Item(0)) == 2);
        }
    }

    @Test
    void goesOnWhileTheLastItemsOfPartitionsWaitForAnotherTry() throws Exception {
        Calling calling = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                if (item.value() % 250 == 0 && tries(item) == 1) {
                    throw new ItemFailure("BUSY", ItemFailure.Kind.TRANSIENT, "Not now.", Duration.ofMinutes(30), null);
                }
                return super.answer(item);
            }
        };
        RetryPolicy twice = new RetryPolicy(2, 0, 0, 1, 1, Set.of());
        try (Engine engine = new Engine(folder, Activity.COMPUTES, calling)) {
            String id = engine.submit(ONCE.fixed(2, 10).retry(twice), 5_000);
            Job job = engine.await(id, current -> current.counts().ended() == 5_000 - 5_000 / 250);
            assertThat(job.state()).isInstanceOf(JobState.Running.class);
        }
    }

    @Test
    void goesOnWhenTheResultsOfAnotherJobWereInTheWay() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        Parts parts = Parts.usual().withFaults(failing(method -> away.get() && method.equals("record")));
        Calling calling = new Calling();
        try (Engine engine = new Engine(folder, Activity.WAITS, calling, parts)) {
            away.set(true);
            ResultWriter.Batch heavy = new ResultWriter.Batch(
                    new Deaf(),
                    new PartitionRun(
                            new PartitionLease(new Partition("nobody", 0, 0, 1), 1, 0, List.of(new IndexRange(0, 1)))),
                    List.of(ItemOutcome.ok(0, 1, 0, "x".repeat(40 << 20))),
                    0,
                    true);
            engine.writer.add(heavy);
            String id = engine.submit(ONCE.fixed(1, 1), 5);
            engine.await(id, job -> engine.activity(id).isPresent());
            // The pool has asked the job for work by then, in vain.
            Thread.sleep(100);
            assertThat(calling.runs).isEmpty();
            away.set(false);
            Job job = engine.awaitEnd(id);
            assertThat(job.counts().succeeded()).isEqualTo(5);
        }
    }

    private static final class Deaf implements ResultWriter.Source {

        @Override
        public void recorded(PartitionRun partition, PartitionResults results, JobStore.Receipt receipt) {}

        @Override
        public void refused(PartitionRun partition, Throwable reason) {}

        @Override
        public void settled(long outcomes) {}
    }

    @Test
    void holdsNoMoreLargeDocumentsThanFit() throws Exception {
        Calling slow = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                Thread.sleep(5);
                return super.answer(item);
            }
        };
        AtomicLong read = new AtomicLong();
        Parts parts = Parts.usual().withFaults(real -> (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, called, arguments) -> {
                    try {
                        Object answer = called.invoke(real, arguments);
                        if (called.getName().equals("input")) {
                            read.addAndGet(((List<?>) answer).size());
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
        try (Engine engine = new Engine(folder, Activity.WAITS, slow, parts)) {
            String padding = " ".repeat(500_000);
            List<String> items =
                    LongStream.range(0, 120).mapToObj(i -> padding + i).toList();
            String id = engine.submit(ONCE.fixed(1, 100), items, false);
            engine.await(id, job -> slow.runs.size() > 4);
            assertThat(read.get() - slow.runs.size()).isLessThan(45);
            engine.awaitEnd(id);
        }
    }

    @Test
    void losesNothingWhenTheClockJumps() throws Exception {
        AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
        Calling jumping = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                switch ((int) item.value()) {
                    case 1_000 -> jump.set(Duration.ofDays(400));
                    case 2_000 -> jump.set(Duration.ofDays(-400));
                    default -> {}
                }
                if (item.value() % 100 == 0 && tries(item) == 1) {
                    throw new ItemFailure("BUSY", ItemFailure.Kind.TRANSIENT, "Not now.");
                }
                return super.answer(item);
            }
        };
        RetryPolicy twice = new RetryPolicy(2, 0.01, 0.01, 1, 1, Set.of());
        Parts parts = Parts.usual().withTime(() -> Instant.now().plus(jump.get()));
        try (Engine engine = new Engine(folder, Activity.COMPUTES, jumping, parts)) {
            String id = engine.submit(ONCE.fixed(2, 10).retry(twice), 3_000);
            Job job = engine.awaitEnd(id);

            assertThat(job.counts().succeeded()).isEqualTo(3_000);
            assertThat(job.counts().retries()).isEqualTo(30);
            assertThat(engine.outcomes(id))
                    .hasSize(3_000)
                    .allSatisfy(outcome -> assertThat(outcome.seconds()).isBetween(0.0, 60.0));
            assertThat(engine.defects).isEmpty();
        }
    }

    private static String submitTen(Engine engine) throws Exception {
        List<String> items = LongStream.range(0, 10).mapToObj(Long::toString).toList();
        return engine.submit(ONCE.fixed(1, 1), items, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "record"})
    void pausesAJobThatIsDamagedUntilItIsRepaired(String method) throws Exception {
        AtomicBoolean damage = new AtomicBoolean(true);
        AtomicInteger paused = new AtomicInteger();
        Parts parts = Parts.usual()
                .withFaults(failing(
                        (called, arguments) -> damage.get() && called.equals(method),
                        called -> new DamagedJob("Row 0 is damaged. Restore a backup.")))
                .withListener(new Ends(job -> paused.incrementAndGet(), job -> {}));
        try (Engine engine = new Engine(folder, Activity.WAITS, new Calling(), parts)) {
            String id = submitTen(engine);
            Job job = engine.await(id, current -> current.state() instanceof JobState.Paused);

            assertThat(job.state().explanation().orElseThrow())
                    .isEqualTo("Row 0 is damaged. Restore a backup. Then resume the job, or cancel it.");
            assertThat(job.counts().ended()).isZero();
            damage.set(false);
            engine.jobs.resume(id);
            assertThat(engine.awaitEnd(id).counts().succeeded()).isEqualTo(10);
            assertThat(paused).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noItemIsRunWhileTheJobIsSaidToBeQueued(boolean planned) throws Exception {
        // Given a store that takes no step of the job as long as its first item is run
        CountDownLatch looked = new CountDownLatch(1);
        AtomicReference<String> job = new AtomicReference<>();
        AtomicReference<JobStore> kept = new AtomicReference<>();
        List<JobState> seen = new CopyOnWriteArrayList<>();
        Parts parts = Parts.usual()
                .withFaults(failing(
                        (called, arguments) -> {
                            if (called.equals("take")) {
                                job.set((String) arguments[0]);
                            } else if (called.equals("change")) {
                                await(looked);
                            }
                            return false;
                        },
                        IllegalStateException::new));
        Calling looking = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                if (looked.getCount() > 0) {
                    seen.add(kept.get().state(job.get()).orElseThrow());
                    looked.countDown();
                }
                return super.answer(item);
            }
        };
        try (Engine engine = new Engine(folder, Activity.WAITS, looking, parts)) {
            kept.set(engine.store);
            Job ignored = engine.awaitEnd(engine.submit(planned ? ONCE.fixed(1, 1) : ONCE, 10));

            assertThat(seen.getFirst()).isEqualTo(planned ? new JobState.Running() : new JobState.Sampling());
        }
    }

    @Test
    void cancelsADamagedJobAndWhatIsRunOfIt() throws Exception {
        AtomicBoolean damage = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Parts parts = Parts.usual()
                .withFaults(failing(
                        (called, arguments) ->
                                damage.get() && List.of("find", "change", "end").contains(called),
                        called -> new DamagedJob("Row 0 is damaged.")));
        Calling waiting = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                return super.answer(item);
            }
        };
        try (Engine engine = new Engine(folder, Activity.WAITS, waiting, parts)) {
            String id = engine.submit(ONCE.fixed(1, 1), 10);
            begun.await();
            damage.set(true);

            assertThat(engine.jobs.cancel(id)).isEmpty();

            interrupted.await();
            assertThat(engine.store.state(id).orElseThrow()).isInstanceOf(JobState.Cancelled.class);
            // Whoever has one of its partitions waits for nothing.
            engine.runByHand(id, 0);
        }
    }

    @Test
    void tellsOfOtherJobsWhenOneIsDamaged() throws Exception {
        AtomicReference<String> damage = new AtomicReference<>("");
        CountDownLatch goOn = new CountDownLatch(1);
        Parts parts = Parts.usual()
                .withFaults(failing(
                        (called, arguments) -> called.equals("find") && arguments[0].equals(damage.get()),
                        called -> new DamagedJob("Row 0 is damaged.")));
        Calling waiting = new Calling() {
            @Override
            Answer answer(Item item) throws Exception {
                goOn.await();
                return super.answer(item);
            }
        };
        try (Engine engine = new Engine(folder, Activity.WAITS, waiting, parts)) {
            String damaged = engine.submit(ONCE.fixed(1, 1), 1);
            String other = engine.submit(ONCE.fixed(1, 1), 1);
            List<JobView> told = new CopyOnWriteArrayList<>();
            engine.jobs.watch(damaged, view -> {});
            engine.jobs.watch(other, told::add);
            damage.set(damaged);
            goOn.countDown();
            engine.awaitEnd(other);
            engine.jobs.tick();

            assertThat(told.getLast().job().state()).isInstanceOf(JobState.Succeeded.class);
        }
    }

    @Test
    void goesOnTellingOthersWhenOneWhoWatchesThrows() throws Exception {
        try (Engine engine = new Engine(folder, Activity.COMPUTES, new Calling())) {
            String id = engine.submit(ONCE.fixed(1, 10), 100);
            AtomicInteger heard = new AtomicInteger();
            List<JobView> told = new CopyOnWriteArrayList<>();
            engine.jobs.watch(id, view -> {
                if (heard.incrementAndGet() > 1) {
                    throw new IllegalStateException("gone");
                }
            });
            engine.jobs.watch(id, told::add);
            engine.awaitEnd(id);
            engine.jobs.tick();
            engine.jobs.tick();
            assertThat(told.getLast().job().state()).isInstanceOf(JobState.Succeeded.class);
            assertThat(told)
                    .filteredOn(view -> view.job().state() instanceof JobState.Ended)
                    .hasSize(1);
            assertThat(heard.get()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void takesJobsAgainWhenEarlierOnesHaveEnded() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        Parts parts = Parts.usual().withListener(new Ends(job -> {}, job -> ended.incrementAndGet()));
        try (Engine engine = new Engine(folder, Activity.COMPUTES, new Calling(), parts)) {
            for (int i = 0; i < 120; i++) {
                String ignored = engine.submit(ONCE.fixed(1, 10), 0);
            }
            assertThat(engine.jobs.list(JobFilter.ALL, Optional.empty(), 200)).hasSize(120);
            assertThat(ended).hasValue(120);
        }
    }
}
