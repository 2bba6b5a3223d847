package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.job.Job;
import io.amorsize.job.JobConflict;
import io.amorsize.job.JobFilter;
import io.amorsize.job.JobState;
import io.amorsize.job.JobView;
import io.amorsize.job.run.Engine.Answer;
import io.amorsize.job.run.Engine.Item;
import io.amorsize.job.run.Engine.Parts;
import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.testing.JobSpecs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps in the life of a job while items of it are in flight. */
@Timeout(60)
class JobStopsTest {

    private static final JobSpecs ONCE = JobSpecs.of("test").once();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private static Job awaitEnd(Engine engine, String id) {
        return engine.await(id, job -> {
            engine.jobs.tend();
            return job.state() instanceof JobState.Ended;
        });
    }

    /** Items that run until they are interrupted. */
    private static final class Endless implements ItemRunner<Item, Answer> {

        final CountDownLatch begun = new CountDownLatch(1);

        @Override
        public Answer run(Item item, ItemContext context) throws InterruptedException {
            begun.countDown();
            new CountDownLatch(1).await();
            return new Answer(item.value());
        }
    }

    @Test
    void leavesItToTheRedriveToCloseItsJob() throws Exception {
        try (Engine engine = new Engine(folder, Activity.WAITS, new Endless())) {
            String id = engine.ofRedrive(ONCE);

            assertThatThrownBy(() -> engine.jobs.close(id))
                    .isInstanceOf(JobConflict.class)
                    .hasMessageContaining(id)
                    .hasMessageContaining("redrive");
            assertThat(engine.store.find(id).orElseThrow().state()).isEqualTo(new JobState.Accepting());

            assertThat(engine.jobs.cancel(id).orElseThrow().state().label()).isEqualTo(JobState.Label.CANCELLED);
        }
    }

    @Test
    void cancelsAJobThatWasPausedWhileAnItemIsStillInFlight() throws Exception {
        Endless endless = new Endless();
        try (Engine engine = new Engine(folder, Activity.WAITS, endless)) {
            String id = engine.submit(ONCE, 10);
            endless.begun.await();
            engine.jobs.pause(id);
            engine.jobs.cancel(id);

            Job job = awaitEnd(engine, id);
            assertThat(job.state()).isInstanceOf(JobState.Cancelled.class);
            assertThat(job.counts().cancelled()).isEqualTo(10);
        }
    }

    @Test
    void tellsTheSameOfAJobInAListAsOfTheJobAlone() throws Exception {
        Endless endless = new Endless();
        try (Engine engine = new Engine(folder, Activity.WAITS, endless)) {
            String id = engine.submit(ONCE.fixed(1, 1), 10);
            endless.begun.await();

            assertThat(engine.jobs.find(id).orElseThrow().running()).isEqualTo(1);
            assertThat(engine.jobs.list(JobFilter.ALL, Optional.empty(), 10))
                    .extracting(JobView::running)
                    .containsExactly(1L);
            engine.jobs.cancel(id);
        }
    }

    @Test
    void givesUpAPausedJobWhoseTimeIsOverWhileAnItemIsStillInFlight() throws Exception {
        Endless endless = new Endless();
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        Parts parts = Parts.usual().withTime(() -> Instant.now().plus(ahead.get()));
        try (Engine engine = new Engine(folder, Activity.WAITS, endless, parts)) {
            String id = engine.submit(ONCE.deadline(3_600), 10);
            endless.begun.await();
            engine.jobs.pause(id);
            ahead.set(Duration.ofHours(2));

            assertThat(awaitEnd(engine, id).state()).isInstanceOf(JobState.Failed.class);
        }
    }

    @Test
    void pausesAndResumesAJobThatIsSampled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Engine engine = new Engine(folder, Activity.WAITS, (item, context) -> {
            begun.countDown();
            goOn.await();
            return new Answer(item.value());
        })) {
            String id = engine.submit(ONCE, 50);
            begun.await();
            engine.jobs.pause(id);
            assertThat(engine.jobs.resume(id).state()).isInstanceOf(JobState.Active.class);
            goOn.countDown();
            assertThat(awaitEnd(engine, id).counts().succeeded()).isEqualTo(50);
        }
    }

    @Test
    void letsAPartitionGoWhenItIsNotKnownWhatBecameOfItsChunk() throws Exception {
        // By this clock no other item takes long, however busy the machine is.
        AtomicLong ahead = new AtomicLong();
        LongSupplier clock = () -> System.nanoTime() + ahead.get();
        // What is asked by the thread that gives a worker up goes wrong once.
        AtomicBoolean once = new AtomicBoolean(true);
        Parts parts = Parts.usual().withPoolClock(clock).withClock(() -> {
            if (Thread.currentThread().getName().equals("worker-watchdog") && once.getAndSet(false)) {
                throw new IllegalStateException("no time");
            }
            return clock.getAsLong();
        });
        AtomicBoolean stop = new AtomicBoolean();
        try (Engine engine = new Engine(
                folder,
                Activity.COMPUTES,
                (item, context) -> {
                    if (item.value() == 3) {
                        ahead.addAndGet(Duration.ofHours(2).toNanos());
                    }
                    while (item.value() == 3 && !stop.get()) {
                        Thread.onSpinWait();
                    }
                    return new Answer(item.value());
                },
                parts)) {
            String id = engine.submit(ONCE.fixed(1, 10).itemTimeout(3_600), 10);
            Job job = awaitEnd(engine, id);
            stop.set(true);
            assertThat(once).isFalse();
            assertThat(job.counts().failed()).isEqualTo(1);
            assertThat(job.counts().succeeded()).isEqualTo(9);
        }
    }
}
