package io.amorsize.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.api.problem.ProblemException;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.ItemSource;
import io.amorsize.job.JobState;
import io.amorsize.job.Proposal;
import io.amorsize.testing.EchoType;
import io.amorsize.testing.JobSpecs;
import io.amorsize.testing.MemoryJobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobAudienceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:31:00Z");

    private final MemoryJobs jobs = new MemoryJobs();
    private final String id = jobs.submit(new Proposal(
                    JobSpecs.of(EchoType.NAME).build(),
                    new ItemSource.Stored(),
                    List.of("{}", "{}", "{}"),
                    false,
                    Optional.empty()))
            .job()
            .id();
    private long nanos;
    private int wanted;
    private final JobAudience audience = new JobAudience(jobs, () -> NOW, () -> nanos, () -> wanted++);

    /** Writes down what it is sent. */
    private static final class Notes implements JobAudience.Listener {

        private final List<String> events = new ArrayList<>();
        private boolean gone;
        private boolean busy;
        private boolean closed;

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public boolean isBusy() {
            return busy;
        }

        @Override
        public void send(String event, String json) {
            events.add(event + " " + json.replaceAll(".*\"state\":\"([A-Z]+)\".*", "$1"));
        }

        @Override
        public void beat() {
            events.add("beat");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        audience.tick();
    }

    @Test
    void tellsWhatIsAndWhatComes() {
        Notes notes = new Notes();
        audience.listen(id, notes);
        audience.tick();
        audience.tick();
        jobs.put(id, new JobState.Running());
        jobs.tell(id);
        audience.tick();
        jobs.put(id, new JobState.Succeeded(NOW));
        jobs.tell(id);
        audience.tick();

        assertThat(notes.events)
                .containsExactly("progress QUEUED", "progress RUNNING", "progress SUCCEEDED", "end SUCCEEDED");
        assertThat(notes.closed).isTrue();
        assertThat(jobs.listeners()).isZero();
    }

    @Test
    void isInAHurryWithTheFirstAndTheLastOnly() {
        audience.listen(id, new Notes());
        assertThat(wanted).isEqualTo(1);
        jobs.put(id, new JobState.Running());
        jobs.tell(id);
        assertThat(wanted).isEqualTo(1);

        jobs.put(id, new JobState.Succeeded(NOW));
        jobs.tell(id);

        assertThat(wanted).isEqualTo(2);
    }

    @Test
    void asksTheStoreForJobsThatRunElsewhere() {
        Notes notes = new Notes();
        audience.listen(id, notes);
        audience.tick();
        jobs.put(id, new JobState.Running());
        pass(Duration.ofMillis(900));
        assertThat(notes.events).hasSize(1);

        pass(Duration.ofMillis(100));
        pass(JobAudience.ASKING);
        assertThat(notes.events).containsExactly("progress QUEUED", "progress RUNNING");
    }

    @Test
    void givesSignsOfLife() {
        Notes notes = new Notes();
        audience.listen(id, notes);
        audience.tick();
        pass(JobAudience.HEARTBEAT);
        audience.tick();

        assertThat(notes.events).containsExactly("progress QUEUED", "beat");
    }

    @Test
    void sendsTheNewestOnlyToTheSlowAndLetsGoOfTheStuck() {
        Notes notes = new Notes();
        audience.listen(id, notes);
        audience.tick();
        notes.busy = true;
        jobs.put(id, new JobState.Sampling());
        jobs.tell(id);
        audience.tick();
        jobs.put(id, new JobState.Running());
        jobs.tell(id);
        audience.tick();
        notes.busy = false;
        audience.tick();
        assertThat(notes.events).containsExactly("progress QUEUED", "progress RUNNING");

        notes.busy = true;
        pass(JobAudience.PATIENCE);
        assertThat(notes.closed).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(notes.closed).isTrue();
    }

    @Test
    void boundsItsPlaces() {
        List<Notes> all = new ArrayList<>();
        for (int i = 0; i < JobAudience.MOST; i++) {
            all.add(new Notes());
            audience.listen(id, all.getLast());
        }
        assertThatThrownBy(() -> audience.listen(id, new Notes())).isInstanceOf(ProblemException.class);

        all.getFirst().gone = true;
        audience.tick();
        audience.listen(id, new Notes());
        assertThatThrownBy(() -> audience.listen(id, new Notes())).isInstanceOf(ProblemException.class);
        audience.close();
        assertThat(all).allMatch(notes -> notes.closed);
        assertThatThrownBy(() -> audience.listen("019a9f0e-6c1b-7a52-b3a4-0000000000ff", new Notes()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("There is no job");
    }

    @Test
    void resultsEndBeforeTheFirstItemWithoutOne() throws IOException {
        jobs.end(id, ItemOutcome.ok(0, 1, 0.5, "{\"a\":1.50}"));
        jobs.end(id, ItemOutcome.ok(2, 1, 0.5, "2"));

        Results open = new Results(jobs, jobs.find(id).orElseThrow().job());
        assertThat(open.page(0, 10).items()).hasSize(1);
        assertThat(open.page(0, 10).complete()).isFalse();
        assertThat(open.page(0, 10).nextCursor()).isEqualTo(open.page(1, 10).nextCursor());

        jobs.end(id, ItemOutcome.cancelled(1));
        Results ended = new Results(jobs, jobs.put(id, new JobState.Cancelled(NOW)));
        assertThat(ended.page(0, 2).nextCursor()).isNotNull();
        assertThat(ended.page(2, 2).complete()).isTrue();
        assertThat(ended.page(2, 2).nextCursor()).isNull();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ended.writeLines(0, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {"index":0,"status":"OK","attempts":1,"seconds":0.5,"result":{"a":1.50}}
                {"index":1,"status":"CANCELLED","attempts":0,"seconds":0.0}
                {"index":2,"status":"OK","attempts":1,"seconds":0.5,"result":2}
                """);
    }
}
