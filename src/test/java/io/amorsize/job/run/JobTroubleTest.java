package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.run.Engine.Answer;
import io.amorsize.job.run.Engine.Item;
import io.amorsize.job.run.Engine.Parts;
import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.work.TargetGuards;
import io.amorsize.testing.JobSpecs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs many of whose items fail, or cannot be run for long. */
@Timeout(90)
class JobTroubleTest {

    private static final JobSpecs ONCE = JobSpecs.of("test").once();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void plansAJobAllOfWhoseItemsFail() throws Exception {
        try (Engine engine = new Engine(folder, Activity.WAITS, (item, context) -> {
            Thread.sleep(5);
            throw new ItemFailure("SOUR", ItemFailure.Kind.PERMANENT, "The item is sour.");
        })) {
            String id = engine.submit(ONCE, 100_000);

            Job job = engine.await(
                    id,
                    current -> current.state() instanceof JobState.Running
                            && !current.plans().isEmpty());
            assertThat(job.counts().succeeded()).isZero();
            assertThat(job.plans().getLast().workers()).isGreaterThan(1);
        }
    }

    /** Is broken as far as even items go. */
    private record Half(AtomicBoolean broken) implements TargetGuards, ItemRunner<Item, Answer> {

        @Override
        public Answer run(Item item, ItemContext context) {
            return new Answer(item.value());
        }

        @Override
        public Optional<String> target(Item item) {
            return Optional.of(item.value() % 2 == 0 ? "even" : "odd");
        }

        @Override
        public Entry enter(String target) {
            return target.equals("even") && broken.get()
                    ? new Entry.Broken(Duration.ofSeconds(1))
                    : new Engine.OpenGuards().enter(target);
        }

        @Override
        public void onRoom(Consumer<String> listener) {}
    }

    @Test
    void goesOnWithOtherTargetsWhileOneIsBroken() throws Exception {
        Half half = new Half(new AtomicBoolean(true));
        // By this clock a broken target is not given up on while the test has patience.
        long began = System.nanoTime();
        Parts parts = Parts.usual().withGuards(half).withClock(() -> began + (System.nanoTime() - began) / 2);
        try (Engine engine = new Engine(folder, Activity.WAITS, half, parts)) {
            String id = engine.submit(ONCE.fixed(2, 10), 6_000);

            Job between = engine.await(id, job -> job.counts().succeeded() == 3_000);
            assertThat(between.counts().ended()).isEqualTo(3_000);

            half.broken().set(false);
            assertThat(engine.awaitEnd(id).counts().succeeded()).isEqualTo(6_000);
            assertThat(engine.defects).isEmpty();
        }
    }
}
