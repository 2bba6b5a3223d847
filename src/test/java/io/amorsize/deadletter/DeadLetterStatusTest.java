package io.amorsize.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.ItemError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterStatusTest {

    @ParameterizedTest
    @EnumSource(ItemError.Reason.class)
    void opensWhatFailsUnlessItKilledItsWorker(ItemError.Reason reason) {
        DeadLetterStatus expected =
                reason == ItemError.Reason.WORKER_DIED ? DeadLetterStatus.QUARANTINED : DeadLetterStatus.OPEN;

        assertThat(DeadLetterStatus.ofNew(reason)).isEqualTo(expected);
        assertThat(DeadLetterStatus.afterFailedReplay(reason, 1)).isEqualTo(expected);
        assertThat(DeadLetterStatus.afterFailedReplay(reason, 2)).isEqualTo(expected);
        assertThat(DeadLetterStatus.afterFailedReplay(reason, 3)).isEqualTo(DeadLetterStatus.QUARANTINED);
        assertThat(DeadLetterStatus.afterFailedReplay(reason, 4)).isEqualTo(DeadLetterStatus.QUARANTINED);
    }

    @Test
    void waitsOrIsDoneOrIsBeingReplayed() {
        assertThat(Stream.of(DeadLetterStatus.values()).filter(DeadLetterStatus::isWaiting))
                .containsExactly(DeadLetterStatus.OPEN, DeadLetterStatus.QUARANTINED);
        assertThat(Stream.of(DeadLetterStatus.values()).filter(DeadLetterStatus::isDone))
                .containsExactly(DeadLetterStatus.REPLAYED, DeadLetterStatus.RESOLVED, DeadLetterStatus.PURGED);
    }
}
