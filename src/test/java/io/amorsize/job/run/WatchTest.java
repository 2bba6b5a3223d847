package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.FailurePolicy;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobSpec;
import io.amorsize.job.JobState;
import io.amorsize.job.JobView;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RetryPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static JobView view(long running) {
        JobSpec spec = new JobSpec(
                "test",
                "{}",
                new PlanWish.Auto(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                JobSpec.USUAL_PRIORITY,
                RetryPolicy.DEFAULT,
                Optional.empty(),
                FailurePolicy.NONE,
                Map.of());
        Job job = new Job(
                "job",
                Instant.EPOCH,
                Optional.empty(),
                spec,
                new ItemSource.Range(0, 10),
                10,
                new JobState.Running(),
                JobCounts.NONE,
                List.of(),
                Optional.empty(),
                JobCounts.NONE);
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
    void saysWhenItsListenerThrows() {
        Watch watch = new Watch("job", view -> {
            throw new IllegalStateException("gone");
        });
        assertThat(watch.told(view(1))).isFalse();
    }
}
