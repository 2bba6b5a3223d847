package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.cpuBound;
import static io.amorsize.testing.Requests.machine;
import static io.amorsize.testing.Requests.observed;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.Requests;
import io.amorsize.workload.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProbeChoiceTest {

    private static final Requests UNKNOWN_PROGRAM =
            observed(Observation.ofRate(1, 20)).items(10_000).on(machine(32, 32, 32));

    private static Advice advise(List<Observation> runs) {
        return new Optimizer().advise(UNKNOWN_PROGRAM.observations(runs).build());
    }

    /** Throughput of a program with a contention of 5 %. */
    private static Observation run(int workers) {
        return Observation.ofRate(workers, 20.0 * workers / (1 + 0.05 * (workers - 1)));
    }

    @Test
    void asksForNewCountsForAsLongAsTheyAreExpectedToSaveSomething() {
        // Given
        List<Observation> runs = new ArrayList<>(List.of(run(1)));
        Set<Integer> seen = new TreeSet<>(Set.of(1));
        int asked = 0;

        while (true) {
            // When
            Advice advice = advise(runs);

            // Then
            boolean unsettled = advice.estimate().expectedRegret() >= 0.01 || advice.decision() == Decision.UNDECIDED;
            assertThat(advice.nextProbe().isPresent()).as("after %s", seen).isEqualTo(unsettled);
            if (advice.nextProbe().isEmpty()) {
                break;
            }
            Probe probe = advice.nextProbe().get();
            assertThat(seen.add(probe.workers())).as("%s is new", probe).isTrue();
            assertThat(probe.expectedRegretReduction())
                    .isBetween(0.0, advice.estimate().expectedRegret() + 1e-12);
            runs.add(run(probe.workers()));
            asked++;
        }
        assertThat(asked).isBetween(1, 10);
    }

    @Test
    void whatIsCertainNeedsNoProbe() {
        assertThat(new Optimizer().advise(cpuBound(20, 1e-9).build()).nextProbe())
                .isEmpty();
    }

    @Test
    void equalRequestsAreAskedForTheSameRun() {
        Optional<Probe> first = advise(List.of(run(1))).nextProbe();
        assertThat(first).isPresent();
        assertThat(advise(List.of(run(1))).nextProbe()).isEqualTo(first);
    }

    @Test
    void theRunThatIsAskedForSavesMuchOfWhatIsLost() {
        // Given a machine on which a program may gain from all threads, or lose by more than a few
        Advice advice = new Optimizer()
                .advise(cpuBound(1_000_000, 0.01).on(machine(20, 160, 160)).build());

        // When
        Probe probe = advice.nextProbe().orElseThrow();

        // Then it is not one of the runs that would hardly change the choice
        assertThat(probe.expectedRegretReduction())
                .isGreaterThan(0.5 * advice.estimate().expectedRegret());
    }

    @Test
    void aRunThatWasMadeIsNotAskedForAgainHoweverLittleItTold() {
        // Given readings of the asked count that contradict each other
        List<Observation> runs = new ArrayList<>(List.of(run(1)));
        int asked = advise(runs).nextProbe().orElseThrow().workers();
        runs.add(Observation.ofRate(asked, 20));
        runs.add(Observation.ofRate(asked, 600));

        // When
        Optional<Probe> next = advise(runs).nextProbe();

        // Then
        assertThat(next).isPresent();
        assertThat(next.get().workers()).isNotEqualTo(asked);
    }
}
