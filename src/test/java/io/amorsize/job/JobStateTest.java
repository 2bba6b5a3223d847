package io.amorsize.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobStateTest {

    private static final Instant NOW = Instant.EPOCH;

    @Test
    void goesFromItemsComingInToItsEnd() {
        JobState.Queued queued = new JobState.Accepting().close();
        JobState.Running running = queued.sample().run();

        assertThat(running.completed(NOW, 0)).contains(new JobState.Succeeded(NOW));
        assertThat(running.completed(NOW, 1)).contains(new JobState.CompletedWithFailures(NOW));
        assertThat(queued.run()).isEqualTo(running);
        assertThat(queued.completed(NOW, 0)).contains(new JobState.Succeeded(NOW));
    }

    @Test
    void remembersWhilePausedWhetherItemsComeIn() {
        JobState.Paused accepting = new JobState.Accepting().pause("a reason");

        assertThat(accepting.resume()).isEqualTo(new JobState.Accepting());
        assertThat(accepting.close().resume()).isEqualTo(new JobState.Queued());
        assertThat(accepting.close().explanation()).contains("a reason");
        assertThat(accepting.completed(NOW, 0)).isEmpty();
        assertThat(accepting.close().completed(NOW, 0)).contains(new JobState.Succeeded(NOW));
        assertThat(new JobState.Running().pause("a reason").resume()).isEqualTo(new JobState.Queued());
    }

    @Test
    void saysWhyItWasGivenUp() {
        JobState.Cancelling givenUp = new JobState.Running().giveUp("too late");

        assertThat(givenUp.explanation()).contains("too late");
        assertThat(givenUp.completed(NOW, 0)).isEmpty();
        assertThat(givenUp.done(NOW)).isEqualTo(new JobState.Failed(NOW, "too late"));
        assertThat(givenUp.done(NOW).explanation()).contains("too late");
        assertThat(new JobState.Accepting().cancel().done(NOW)).isEqualTo(new JobState.Cancelled(NOW));
        assertThat(new JobState.Cancelling(Optional.empty()).explanation()).isEmpty();
    }
}
