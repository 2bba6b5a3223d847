package io.amorsize.validation.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules computed by hand, and laws of queues that any right simulation must obey. */
class SimulationTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final int ANY = Integer.MAX_VALUE;

    private static Simulation on(Hardware hardware) {
        return new Simulation(hardware, Interference.NONE, Costs.NONE, ANY);
    }

    private static double[] repeat(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] exponential(int count, double mean, SplittableRandom random) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> -mean * Math.log1p(-random.nextDouble()));
        return values;
    }

    @Test
    void aSerialRunTakesTheSumOfItsItems() {
        Items items = new Items(new double[] {1, 0, 2}, new double[] {0.5, 3, 0.25});
        assertThat(on(Hardware.ofCores(4)).seconds(items, Split.serial(3))).isEqualTo(6.75, EXACT);
    }

    @Test
    void workersTakeTheNextChunkWhenTheyAreFree() {
        // Worker 1: 5. Worker 2: 1, 2, 3 until 6.
        assertThat(on(Hardware.ofCores(2)).seconds(Items.computing(5, 1, 2, 3), new Split(2, 1)))
                .isEqualTo(6, EXACT);
    }

    @Test
    void chunksAreWhole() {
        // Worker 1: 5 and 1. Worker 2: 2 and 3, then the last alone.
        assertThat(on(Hardware.ofCores(2)).seconds(Items.computing(5, 1, 2, 3, 4), new Split(2, 2)))
                .isEqualTo(9, EXACT);
    }

    @Test
    void threeThreadsShareTwoCoresFairly() {
        // Each runs at 2/3 until the first is done at 1.5; the other two then have a core each: 2 - 1 = 1 more second.
        assertThat(on(Hardware.ofCores(2)).seconds(Items.computing(1, 2, 2), new Split(3, 1)))
                .isEqualTo(2.5, EXACT);
    }

    @Test
    void twoThreadsOnOneCoreShareOneAndTheGain() {
        Hardware core = new Hardware(1, 2, 0.5, OptionalDouble.empty(), 0.1, OptionalLong.empty());
        // 0.75 each until 4/3, then the longer one has the core to itself for its second second.
        assertThat(on(core).seconds(Items.computing(1, 2), new Split(2, 1))).isEqualTo(4.0 / 3 + 1, EXACT);
    }

    @Test
    void threadsBeyondTheHardwareThreadsAddNothing() {
        Hardware core = new Hardware(1, 2, 0.5, OptionalDouble.empty(), 0.1, OptionalLong.empty());
        assertThat(on(core).seconds(Items.computing(1, 1, 1), new Split(3, 1))).isEqualTo(3 / 1.5, EXACT);
    }

    @Test
    void waitingNeedsNoProcessor() {
        Items items = new Items(repeat(8, 2), repeat(8, 0.1));
        // All eight replies come at 2; then one core computes 0.8.
        assertThat(on(Hardware.ofCores(1)).seconds(items, new Split(8, 1))).isEqualTo(2.8, EXACT);
    }

    @Test
    void callsBeyondWhatIsAcceptedQueue() {
        Items items = new Items(repeat(6, 1), repeat(6, 0));
        Simulation simulation = new Simulation(Hardware.ofCores(1), Interference.NONE, Costs.NONE, 2);
        assertThat(simulation.seconds(items, new Split(6, 1))).isEqualTo(3, EXACT);
    }

    @Test
    void workersEndOneAfterTheOtherWhenAllItemsAreDone() {
        Simulation simulation =
                new Simulation(Hardware.ofCores(4), Interference.NONE, new Costs(0, 0, 0, 0, 0, 1), ANY);
        assertThat(simulation.seconds(Items.computing(2, 2, 2, 2), new Split(2, 1)))
                .isEqualTo(6, EXACT);
        assertThat(simulation.seconds(Items.computing(2, 2, 2, 2), Split.serial(4)))
                .isEqualTo(8, EXACT);
    }

    @Test
    void workersAreLaunchedOneAfterTheOtherAndWorkMeanwhile() {
        Simulation simulation =
                new Simulation(Hardware.ofCores(4), Interference.NONE, new Costs(1, 0, 0, 0, 0, 0), ANY);
        // They start at 1, 2 and 3; the first takes the fourth item at 3.
        assertThat(simulation.seconds(Items.computing(2, 2, 2, 2), new Split(3, 1)))
                .isEqualTo(5, EXACT);
    }

    @Test
    void workersThatBootShareTheProcessors() {
        Simulation simulation =
                new Simulation(Hardware.ofCores(2), Interference.NONE, new Costs(0, 1, 0, 0, 0, 0), ANY);
        // Four boots on two cores take 2 seconds, the items another 2.
        assertThat(simulation.seconds(Items.computing(1, 1, 1, 1), new Split(4, 1)))
                .isEqualTo(4, EXACT);
    }

    @Test
    void theDispatcherServesOneAtATime() {
        Simulation simulation =
                new Simulation(Hardware.ofCores(100), Interference.NONE, new Costs(0, 0, 1, 1, 0, 0), ANY);
        // The tenth worker is served at 10 and computes for half a second.
        assertThat(simulation.seconds(Items.computing(repeat(10, 0.5)), new Split(10, 1)))
                .isEqualTo(10.5, EXACT);
    }

    @Test
    void copyingTakesTheDispatcherTimeForEachItem() {
        Simulation simulation =
                new Simulation(Hardware.ofCores(4), Interference.NONE, new Costs(0, 0, 1, 1, 0.25, 0), ANY);
        // Two chunks of four items: served at 2 and at 4.
        assertThat(simulation.seconds(Items.computing(repeat(8, 1)), new Split(2, 4)))
                .isEqualTo(8, EXACT);
    }

    @Test
    void theSameWorkerGetsItsNextChunkForLess() {
        Simulation simulation =
                new Simulation(Hardware.ofCores(4), Interference.NONE, new Costs(100, 0, 1, 5, 0, 0), ANY);
        // The first worker: launched at 100, handed over for 5, then for 1 each.
        assertThat(simulation.seconds(Items.computing(repeat(4, 2)), new Split(2, 1)))
                .isEqualTo(100 + 5 + 2 + 3 * (1 + 2), EXACT);
    }

    @Test
    void contentionSlowsThoseWhoCompute() {
        Simulation simulation = new Simulation(Hardware.ofCores(4), new Interference(0.1, 0.01, 1e9), Costs.NONE, ANY);
        // 1 + 0.1 · 3 + 0.01 · 4 · 3 while four compute.
        assertThat(simulation.seconds(Items.computing(repeat(4, 1)), new Split(4, 1)))
                .isEqualTo(1.42, EXACT);
    }

    @Test
    void memoryFeedsNoMoreCoresThanItCan() {
        Simulation simulation = new Simulation(Hardware.ofCores(8), new Interference(0, 0, 2.5), Costs.NONE, ANY);
        assertThat(simulation.seconds(Items.computing(repeat(8, 1)), new Split(8, 1)))
                .isEqualTo(8 / 2.5, EXACT);
    }

    @Test
    void fourThreadsSpendAQuotaOfOneInAQuarterOfEachPeriod() {
        Simulation simulation = on(Hardware.ofCores(4).withQuota(1));
        // Each needs 1 s at 25 ms a period: 39 whole periods, and 25 ms of the fortieth.
        assertThat(simulation.seconds(Items.computing(repeat(4, 1)), new Split(4, 1)))
                .isEqualTo(3.925, EXACT);
        assertThat(simulation.throttledSeconds()).isEqualTo(39 * 0.075, EXACT);
    }

    @Test
    void aRunThatEndsBeforeItsQuotaIsSpentIsNeverHeldBack() {
        Simulation simulation = on(Hardware.ofCores(4).withQuota(1));
        assertThat(simulation.seconds(Items.computing(repeat(4, 0.02)), new Split(4, 1)))
                .isEqualTo(0.02, EXACT);
        assertThat(simulation.throttledSeconds()).isZero();
    }

    @Test
    void aRunThatBeginsLateInAPeriodGetsTwoQuotasInARow() {
        // 25 ms for all four until the quota is spent, a pause of 5 ms, and then 20 ms of the next period.
        assertThat(on(Hardware.ofCores(4).withQuota(1))
                        .seconds(Items.computing(repeat(4, 0.045)), new Split(4, 1), 0.7))
                .isEqualTo(0.05, EXACT);
    }

    @Test
    void aThreadAloneUnderHalfACpuRunsHalfOfEachPeriod() {
        // 50 ms of each 100 ms: 0.23 s of work take four whole periods and 30 ms.
        assertThat(on(Hardware.ofCores(1).withQuota(0.5)).seconds(Items.computing(0.23), Split.serial(1)))
                .isEqualTo(0.43, EXACT);
    }

    @Test
    void aQuotaThatIsNotUsedUpIsNotSaved() {
        // 0.9 s of waiting earn nothing: 0.08 s of work by one thread under half a CPU takes 50 ms, a pause, and 30 ms.
        Items items = new Items(new double[] {0.9}, new double[] {0.08});
        assertThat(on(Hardware.ofCores(1).withQuota(0.5)).seconds(items, Split.serial(1)))
                .isEqualTo(0.9 + 0.1 + 0.03, EXACT);
    }

    @Test
    void aShortPeriodGivesTheAverage() {
        Hardware hardware = Hardware.ofCores(4).withQuota(1).withQuotaPeriod(1e-5);
        assertThat(on(hardware).seconds(Items.computing(repeat(4, 0.02)), new Split(4, 1)))
                .isEqualTo(0.08, within(1e-5));
    }

    @Test
    void periodsThatAreSkippedGiveTheSameTimeAsThoseWalkedThrough() {
        SplittableRandom random = new SplittableRandom(5);
        double[] cpu = exponential(40, 3, random);
        double[] wait = exponential(40, 2, random);
        double skipped = on(Hardware.ofCores(8).withQuota(1.5)).seconds(new Items(wait, cpu), new Split(5, 2));
        // The same computations in pieces of some milliseconds: one of them ends in every period, so none is skipped.
        double[] morePieces = new double[40 * 200];
        double[] moreWaits = new double[40 * 200];
        for (int i = 0; i < 40; i++) {
            moreWaits[200 * i] = wait[i];
            Arrays.fill(morePieces, 200 * i, 200 * (i + 1), cpu[i] / 200);
        }
        double walked =
                on(Hardware.ofCores(8).withQuota(1.5)).seconds(new Items(moreWaits, morePieces), new Split(5, 400));
        assertThat(skipped).isEqualTo(walked, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 20})
    void exponentialWaitsAndComputationsGiveTheThroughputOfTheRepairmen(int workers) {
        // n machines, 3 repairmen: up for 1 s, repaired in 0.5 s (E. D. Lazowska et al., 1984, chapter 3).
        SplittableRandom random = new SplittableRandom(7);
        int count = 60_000;
        Items items = new Items(exponential(count, 1, random), exponential(count, 0.5, random));
        double perSecond = count / on(Hardware.ofCores(3)).seconds(items, new Split(workers, 1));
        double total = 0;
        double busy = 0;
        double state = 1;
        for (int j = 0; j <= workers; j++) {
            total += state;
            busy += state * Math.min(j, 3);
            state *= (workers - j) / (Math.min(j + 1, 3) / 0.5);
        }
        assertThat(perSecond).isCloseTo(busy / total / 0.5, Percentage.withPercentage(1.5));
    }

    @Test
    void everyScheduleKeepsTheBoundsOfGraham() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 200; i++) {
            int workers = 2 + random.nextInt(9);
            double[] cpu = exponential(1 + random.nextInt(60), 1, random);
            double sum = Arrays.stream(cpu).sum();
            double longest = Arrays.stream(cpu).max().orElseThrow();
            double seconds = on(Hardware.ofCores(workers)).seconds(Items.computing(cpu), new Split(workers, 1));
            assertThat(seconds)
                    .isGreaterThanOrEqualTo(Math.max(sum / workers, longest) * (1 - 1e-12))
                    .isLessThanOrEqualTo(sum / workers + (1 - 1.0 / workers) * longest + 1e-12);
        }
    }

    @Test
    void noRunIsFasterThanItsDispatcherOrItsProcessors() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200; i++) {
            int workers = 2 + random.nextInt(9);
            int chunk = 1 + random.nextInt(5);
            double handOver = 0.2 * random.nextDouble();
            double[] cpu = exponential(1 + random.nextInt(60), 1, random);
            Simulation simulation = new Simulation(
                    Hardware.ofCores(3), Interference.NONE, new Costs(0, 0, handOver, handOver, 0, 0), ANY);
            double seconds = simulation.seconds(Items.computing(cpu), new Split(workers, chunk));
            assertThat(seconds)
                    .isGreaterThanOrEqualTo(Math.ceilDiv(cpu.length, chunk) * handOver)
                    .isGreaterThanOrEqualTo(Arrays.stream(cpu).sum() / 3 * (1 - 1e-12));
        }
    }

    @Test
    void aQuotaOfOneGivesOneCpuHoweverManyThreadsAsk() {
        SplittableRandom random = new SplittableRandom(13);
        Items items = Items.computing(exponential(2_000, 0.05, random));
        double work = items.cpuSeconds(0, items.count());
        for (int workers : new int[] {2, 4, 16, 64}) {
            double seconds = on(Hardware.ofCores(64).withQuota(1)).seconds(items, new Split(workers, 1));
            // The last period may be cut short by what is left of it once its quota is spent.
            assertThat(seconds).isBetween(work - 0.1, work + 1);
        }
    }
}
