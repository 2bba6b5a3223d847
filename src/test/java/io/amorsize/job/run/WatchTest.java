package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.JobView;
import io.amorsize.testing.JobRecords;
import io.amorsize.testing.JobSpecs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static JobView view(long running) {
        Job job = JobRecords.of(JobSpecs.of("test")).in(new JobState.Running()).build();
        return new JobView(job, running, OptionalDouble.empty(), OptionalDouble.empty());
    }

    @Test
    void tellsWhatIsNew() {
        List<JobView> heard = new ArrayList<>();
        Watch watch = new Watch("job", heard::add);
        watch.tell(view(1));
        watch.tell(view(1));
        watch.tell(view(2));
        watch.tell(view(1));
        assertThat(heard).containsExactly(view(1), view(2), view(1));
    }

    @Test
    void tellsNothingAfterTheEnd() {
        JobView end = new JobView(
                JobRecords.of(JobSpecs.of("test"))
                        .in(new JobState.Succeeded(Instant.EPOCH))
                        .build(),
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty());
        List<JobView> heard = new ArrayList<>();
        Watch watch = new Watch("job", heard::add);
        watch.tell(end);
        watch.tell(view(1));
        assertThat(heard).containsExactly(end);
    }

    @Test
    void saysWhenItsListenerThrows() {
        Watch watch = new Watch("job", view -> {
            throw new IllegalStateException("gone");
        });
        assertThat(watch.told(view(1))).isFalse();
    }
}
