package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.optimizer.Experience;
import io.amorsize.workload.Observation;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LessonsTest {

    private static final Observation RUN = Observation.ofRate(8, 100);

    @Test
    void hasNothingToSayWithoutExperience() {
        assertThat(Lessons.of(Experience.NONE)).isEmpty();
        assertThat(Lessons.of(new Experience(List.of(), 1.004))).isEmpty();
    }

    @Test
    void saysHowManyRunsAreCountedIn() {
        assertThat(Lessons.of(new Experience(List.of(RUN), 1)))
                .containsExactly("The outcome of 1 earlier run of this workload is counted in.");
        assertThat(Lessons.of(new Experience(Collections.nCopies(3, RUN), 1)))
                .containsExactly("The outcomes of 3 earlier runs of this workload are counted in.");
    }

    @Test
    void saysWhyIntervalsAreWiderOrNarrower() {
        assertThat(Lessons.of(new Experience(List.of(), 1.849)))
                .containsExactly("Earlier outcomes were farther from their predictions than the model expects, so the"
                        + " intervals are 1.8 times as wide, in ln, as it makes them.");
        assertThat(Lessons.of(new Experience(List.of(), 0.5)))
                .containsExactly("Earlier outcomes were nearer to their predictions than the model expects, so the"
                        + " intervals are 0.5 times as wide, in ln, as it makes them.");
    }
}
