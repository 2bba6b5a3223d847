package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.LevelChanges.Change;
import io.amorsize.testing.Outcomes;
import io.amorsize.testing.Requests;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Observation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastRunsTest {

    /** Deviation of ln rate between equal runs that the optimizer adds to each noise. */
    private static final double RUN_NOISE = 0.04;

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final PlanRequest ASKED = Requests.cpuBound(1_000, 0.1).build();

    private static List<Observation> read(Outcome... newestFirst) {
        return PastRuns.observations(List.of(newestFirst), List.of(), ASKED, TODAY);
    }

    private static Outcomes daysAgo(int days) {
        Instant then = TODAY.minusDays(days).atTime(12, 0).toInstant(ZoneOffset.UTC);
        return Outcomes.numbered(1_000 - days).recordedAt(then);
    }

    private static double noise(Outcome outcome) {
        return read(outcome).getFirst().noise();
    }

    /** Deviation of the mean that the optimizer makes of observations of one plan. */
    private static double deviation(List<Observation> observations) {
        return 1
                / Math.sqrt(observations.stream()
                        .mapToDouble(seen -> 1 / (RUN_NOISE * RUN_NOISE + seen.noise() * seen.noise()))
                        .sum());
    }

    @Test
    void readsARunAsTheRateItHad() {
        assertThat(read(daysAgo(0).build())).singleElement().satisfies(seen -> {
            assertThat(seen.workers()).isEqualTo(8);
            assertThat(seen.chunkSize()).hasValue(10);
            assertThat(seen.itemsPerSecond()).isEqualTo(100);
            assertThat(seen.noise()).as("today, here and the same items").isLessThan(1e-6);
        });
    }

    @Test
    void trustsOldRunsLessAndVeryOldOnesNotAtAll() {
        assertThat(noise(daysAgo(1).build())).isCloseTo(0.03, within(1e-9));
        assertThat(noise(daysAgo(100).build())).isCloseTo(0.3, within(1e-9));
        assertThat(read(daysAgo(277).build())).hasSize(1);
        assertThat(read(daysAgo(278).build())).isEmpty();
    }

    @Test
    void countsAgesInDaysOfUniversalTime() {
        assertThat(noise(daysAgo(0)
                        .recordedAt(Instant.parse("2026-11-20T23:59:59Z"))
                        .build()))
                .isCloseTo(0.03, within(1e-9));
        assertThat(noise(daysAgo(0)
                        .recordedAt(Instant.parse("2026-11-23T00:00:00Z"))
                        .build()))
                .as("another replica's clock is ahead")
                .isLessThan(1e-6);
    }

    @Test
    void trustsRunsOnOtherMachinesLessTheMoreUnlikeTheyAre() {
        assertThat(noise(daysAgo(0).machine(10, 10, 10).build())).isCloseTo(Math.log(1.25), within(1e-9));
        assertThat(noise(daysAgo(0).machine(8, 8, 12).build())).isCloseTo(Math.log(1.5), within(1e-9));
        assertThat(read(daysAgo(0).machine(16, 16, 16).build())).isEmpty();
    }

    @Test
    void leavesOutRunsOfAnotherRuntime() {
        assertThat(read(daysAgo(0).runtime(ExecutionRuntime.PYTHON_THREADS).build()))
                .isEmpty();
    }

    @Test
    void trustsRunsOfOtherItemCountsLess() {
        assertThat(noise(daysAgo(0).items(10_000).build())).isCloseTo(0.1 * Math.log(10), within(1e-9));
        assertThat(noise(daysAgo(0).items(100).build())).isCloseTo(0.1 * Math.log(10), within(1e-9));
        assertThat(read(daysAgo(0).items(1_000_000).build())).isEmpty();
        PlanRequest uncounted = Requests.observed(Observation.ofRate(1, 10)).build();
        assertThat(PastRuns.observations(List.of(daysAgo(0).items(1_000_000).build()), List.of(), uncounted, TODAY))
                .hasSize(1);
    }

    @Test
    void trustsRunsFromBeforeAChangeLessByItsSize() {
        // Given
        Outcome before = daysAgo(0).items(1_000).build();
        Outcome after = Outcomes.numbered(2_000).build();

        // When
        List<Observation> seen =
                PastRuns.observations(List.of(before), List.of(new Change(after, -0.25, 3)), ASKED, TODAY);

        // Then
        assertThat(seen.getFirst().noise()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void freshRunsAverageTheirNoiseOut() {
        List<Outcome> fresh = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            fresh.add(Outcomes.numbered(i).build());
        }

        List<Observation> seen = PastRuns.observations(fresh, List.of(), ASKED, TODAY);

        assertThat(deviation(seen)).isCloseTo(RUN_NOISE / 10, within(1e-9));
    }

    @Test
    void aHundredOldRunsTellNoMoreThanTheirAgeAllows() {
        List<Outcome> old = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            old.add(daysAgo(100).build());
        }

        List<Observation> seen = PastRuns.observations(old, List.of(), ASKED, TODAY);

        double expected = Math.sqrt(0.3 * 0.3 + RUN_NOISE * RUN_NOISE / 100);
        assertThat(deviation(seen)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void dailyRunsKeepThePrecisionOfTheSteadyState() {
        // Given
        List<Outcome> daily = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            daily.add(daysAgo(i).build());
        }

        // When
        List<Observation> seen = PastRuns.observations(daily, List.of(), ASKED, TODAY);

        // Then the variance is the fixed point of the filter: p = (p + q) r / (p + q + r)
        double q = PastRuns.VARIANCE_PER_DAY;
        double r = RUN_NOISE * RUN_NOISE;
        double steady = (-q + Math.sqrt(q * q + 4 * q * r)) / 2;
        assertThat(deviation(seen)).isCloseTo(Math.sqrt(steady), within(1e-6));
        assertThat(seen.getFirst().noise()).as("the newest counts most").isLessThan(1e-6);
    }

    @Test
    void machinesAreCompared() {
        MachineShape eight = MachineShape.of(HostCapacity.ofCores(8));
        assertThat(eight.distanceTo(eight)).isZero();
        assertThat(eight.distanceTo(new MachineShape(4, 8, 16))).isCloseTo(Math.log(2), within(1e-12));
    }
}
