package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.Job;
import io.amorsize.job.JobListener;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobView;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.run.Engine.Answer;
import io.amorsize.job.run.Engine.Parts;
import io.amorsize.job.spi.Activity;
import io.amorsize.testing.JobSpecs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of jobs that others run, too: each thing once, and by whom it concerns. */
@Timeout(60)
class JobTellingTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private final Heard heard = new Heard();

    /** Remembers what it is told. */
    private static final class Heard implements JobListener {

        final List<JobState> ends = new CopyOnWriteArrayList<>();
        final Map<OutcomeStatus, Long> recorded = new ConcurrentHashMap<>();

        @Override
        public void ended(Job job) {
            ends.add(job.state());
        }

        @Override
        public void recorded(String type, Map<OutcomeStatus, Long> items, double busySeconds) {
            items.forEach((status, count) -> recorded.merge(status, count, Long::sum));
        }
    }

    private static JobSpecs spec(String type) {
        return JobSpecs.of(type).fixed(1, 1).once();
    }

    private Engine engine(Parts parts) {
        return new Engine(folder, Activity.WAITS, (item, context) -> new Answer(item.value()), parts);
    }

    /** Something comes before each call of the store. */
    private static UnaryOperator<JobStore> before(BiConsumer<String, JobStore> event) {
        return real -> (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, called, arguments) -> {
                    event.accept(called.getName(), real);
                    try {
                        return called.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void tellsOnceThatAJobIsCancelledHoweverManyAbandonIt() throws Exception {
        AtomicReference<Runnable> other = new AtomicReference<>(() -> {});
        Parts parts = Parts.usual().withListener(heard).withFaults(before((method, store) -> {
            if (method.equals("abandon")) {
                other.getAndSet(() -> {}).run();
            }
        }));
        try (Engine engine = engine(parts)) {
            engine.byHand();
            String id = engine.submit(spec("test"), 10);
            other.set(engine.jobs::tend);
            Optional<Job> ignored = engine.jobs.cancel(id);

            assertThat(engine.store.find(id).orElseThrow().state()).isInstanceOf(JobState.Cancelled.class);
            assertThat(heard.ends).hasSize(1);
        }
    }

    @Test
    void tellsNothingOfAJobThatAnotherHasEnded() throws Exception {
        AtomicReference<String> doomed = new AtomicReference<>("");
        Parts parts = Parts.usual().withListener(heard).withFaults(before((method, store) -> {
            if (method.equals("take")) {
                store.change(doomed.get(), state -> new JobState.Failed(Instant.EPOCH, "by another"));
            }
        }));
        try (Engine engine = engine(parts)) {
            engine.byHand();
            doomed.set(engine.submit(spec("test"), 10));
            engine.runByHand(doomed.get(), 0);

            assertThat(engine.store.find(doomed.get()).orElseThrow().state()).isInstanceOf(JobState.Failed.class);
            assertThat(heard.ends).isEmpty();
        }
    }

    @Test
    void endsAPartitionWhoseHolderDiedBeforeItCould() throws Exception {
        AtomicInteger dead = new AtomicInteger();
        Parts parts = Parts.usual().withListener(heard).withFaults(before((method, store) -> {
            if (method.equals("end") && dead.getAndIncrement() == 0) {
                throw new IllegalStateException("dead");
            }
        }));
        try (Engine engine = engine(parts)) {
            String id = engine.submit(spec("test"), 10);

            assertThat(engine.awaitEnd(id).counts().succeeded()).isEqualTo(10);
            // What is told comes after what is done.
            Job ignored = engine.await(id, job -> !heard.ends.isEmpty());
        }
        assertThat(heard.ends).hasSize(1);
        assertThat(heard.recorded).containsExactly(Map.entry(OutcomeStatus.OK, 10L));
    }

    @Test
    void tellsOfTheItemThatIsNotRunAgainBecauseItKills() throws Exception {
        try (Engine engine = engine(Parts.usual().withListener(heard))) {
            engine.byHand();
            String id = engine.submit(spec("test"), 1);
            for (int deaths = 0; deaths < 3; deaths++) {
                engine.die(id, 0);
            }
            engine.runByHand(id, 0);

            assertThat(engine.store.find(id).orElseThrow().counts().failed()).isEqualTo(1);
            assertThat(heard.recorded).containsExactly(Map.entry(OutcomeStatus.ERROR, 1L));
        }
    }

    @Test
    void tellsThoseWhoWatchAtOnceThatAJobHasEnded() throws Exception {
        CountDownLatch watched = new CountDownLatch(1);
        List<JobView> views = new CopyOnWriteArrayList<>();
        // Nobody calls tick() here.
        try (Engine engine = new Engine(folder, Activity.WAITS, (item, context) -> {
            watched.await();
            return new Answer(item.value());
        })) {
            String id = engine.submit(spec("test"), 10);
            AutoCloseable watch = engine.jobs.watch(id, views::add);
            watched.countDown();
            Job ignored = engine.await(
                    id, job -> !views.isEmpty() && views.getLast().job().state() instanceof JobState.Ended);
            watch.close();
        }
        assertThat(views)
                .last()
                .satisfies(end -> assertThat(end.job().counts().succeeded()).isEqualTo(10));
        assertThat(views)
                .filteredOn(view -> view.job().state() instanceof JobState.Ended)
                .hasSize(1);
    }

    @Test
    void leavesAJobToAReplicaThatHasItsType() throws Exception {
        Parts parts = Parts.usual();
        assertThat(parts.replicas().types().add("other")).isTrue();
        try (Engine engine = engine(parts)) {
            String id = engine.submit(spec("other"), 10);
            Job left = engine.await(
                    id, current -> engine.tries.get() > 3 || !(current.state() instanceof JobState.Queued));
            assertThat(left.state()).isInstanceOf(JobState.Queued.class);

            assertThat(parts.replicas().types().remove("other")).isTrue();
            Job job = engine.await(id, current -> current.state() instanceof JobState.Paused);
            assertThat(job.state().explanation().orElseThrow())
                    .isEqualTo("No replica that is alive has the job type other. Install it and resume the job.");
        }
    }
}
