package io.amorsize.job.type.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.testing.ItemTry;
import io.amorsize.testing.JsonRecords;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SyntheticTypeTest {

    private static final SyntheticType TYPE = new SyntheticType();

    @Test
    void anEmptyObjectMakesItemsThatDoNothing() throws Exception {
        assertThat(run("{}", 7)).isEqualTo(new SyntheticResult(7, null, null, null));
    }

    @Test
    void itemsAreReadAsTheApiReadsThem() throws Exception {
        SyntheticItem item = JsonRecords.read(SyntheticItem.class, "{\"index\":3,\"cpuSeconds\":0.5}");

        assertThat(item).isEqualTo(new SyntheticItem(3L, 0.5, null));
    }

    @Test
    void aRangeMakesItemsByNumber() {
        LongFunction<SyntheticItem> ofRange = TYPE.description().itemOfRange().orElseThrow();

        assertThat(ofRange.apply(12)).isEqualTo(new SyntheticItem(12L, null, null));
    }

    @Test
    void aStatedIndexStandsForTheItemWhereverItIs() throws Exception {
        ItemRunner<SyntheticItem, SyntheticResult> runner = open("{\"resultBytes\":20}");

        assertThat(runner.run(SyntheticItem.of(5), ItemTry.first(0)))
                .isEqualTo(runner.run(new SyntheticItem(null, null, null), ItemTry.first(5)));
    }

    @Test
    void theSameSeedGivesTheSameItemsAndAnotherOneOthers() throws Exception {
        String parameters = "{\"sleepSeconds\":1e-6,\"distribution\":\"LOGNORMAL\",\"resultBytes\":30,\"seed\":%d}";

        assertThat(run(parameters.formatted(1), 3)).isEqualTo(run(parameters.formatted(1), 3));
        assertThat(run(parameters.formatted(1), 3)).isNotEqualTo(run(parameters.formatted(2), 3));
        assertThat(run(parameters.formatted(1), 3).data()).hasSize(30).matches("[A-Za-z0-9]+");
    }

    @ParameterizedTest
    @CsvSource({
        "CONSTANT, , 0",
        "UNIFORM, , 0.5",
        "UNIFORM, 0.2, 0.2",
        "EXPONENTIAL, , 1",
        "LOGNORMAL, , 1",
        "LOGNORMAL, 0.3, 0.3",
        "PARETO, 0.3, 0.3",
        "BIMODAL, , 1",
        "BIMODAL, 3, 3",
        "BIMODAL, 6, 6"
    })
    void sizesHaveMeanOneAndTheVariationAskedFor(Distribution distribution, Double asked, double variation)
            throws Exception {
        SizeLaw law = SizeLaw.of(distribution, asked);

        double[] sizes = LongStream.range(0, 200_000)
                .mapToDouble(index -> law.draw(Draws.SIZE.of(1, index)))
                .toArray();

        double mean = Arrays.stream(sizes).average().orElseThrow();
        double variance = Arrays.stream(sizes)
                .map(size -> Math.pow(size - mean, 2))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.002 + 4 * variation / Math.sqrt(sizes.length)));
        assertThat(Math.sqrt(variance)).isCloseTo(variation, within(0.05 * Math.max(0.2, variation)));
        assertThat(Arrays.stream(sizes).min().orElseThrow()).isNotNegative();
    }

    @Test
    void theTailOfAParetoLawIsAPowerLaw() throws Exception {
        SizeLaw law = SizeLaw.of(Distribution.PARETO, 1.0);

        long above = LongStream.range(0, 200_000)
                .filter(index -> law.draw(Draws.SIZE.of(1, index)) > 5)
                .count();

        double exponent = 1 + Math.sqrt(2);
        assertThat(above / 200_000.0).isCloseTo(Math.pow((exponent - 1) / exponent / 5, exponent), within(0.0005));
    }

    @ParameterizedTest
    @CsvSource({"CONSTANT, 0.1", "EXPONENTIAL, 2", "UNIFORM, 0.6"})
    void aVariationThatADistributionCannotHaveIsRefused(Distribution distribution, double variation) {
        String parameters = "{\"distribution\":\"%s\",\"variation\":%s}".formatted(distribution, variation);

        assertThatThrownBy(() -> open(parameters))
                .isInstanceOfSatisfying(
                        JobRefused.class,
                        refused -> assertThat(refused.component()).isEqualTo("variation"))
                .hasMessageContaining("LOGNORMAL");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.02, 0.1})
    void cpuTimeIsBurnedAsTheSystemCountsIt(double seconds) throws Exception {
        ItemRunner<SyntheticItem, SyntheticResult> runner = open("{\"cpuSeconds\":" + seconds + "}");
        ItemTry context = ItemTry.first(0);
        runner.run(SyntheticItem.of(0), context);
        double[] spent = new double[9];

        for (int time = 0; time < spent.length; time++) {
            double before = cpuSeconds();
            runner.run(SyntheticItem.of(0), context);
            spent[time] = cpuSeconds() - before;
        }

        // What else a machine charges to a thread now and then can make it more, and never less.
        Arrays.sort(spent);
        assertThat(spent[0]).isGreaterThanOrEqualTo(seconds * 0.98);
        assertThat(spent[spent.length / 2]).isLessThanOrEqualTo(seconds * 1.1 + 0.000_5);
        assertThat(context.cpuSeconds().sum())
                .as("the thread's own is not told again")
                .isZero();
    }

    /**
     * The upper bound is wide: the machine may be slower than at its best when this is measured. It may also become twice as
     * fast when others leave it, hence the median of several, each measured just before.
     */
    @Test
    void roundsTakeTheCpuTimeTheyStandFor() throws Exception {
        double below = (CpuBurner.MEASURED_NANOS - 1) / 1e9;
        double[] spent = new double[5];

        for (int time = 0; time < spent.length; time++) {
            CpuBurner burner = CpuBurner.measured();
            double before = cpuSeconds();
            for (int i = 0; i < 1_000; i++) {
                burner.burn(below);
            }
            spent[time] = cpuSeconds() - before;
        }

        Arrays.sort(spent);
        assertThat(spent[2]).isBetween(below * 1_000 * 0.7, below * 1_000 * 3);
    }

    @Test
    void aVirtualThreadTellsTheCpuTimeThatNobodyCanRead() throws Exception {
        ItemRunner<SyntheticItem, SyntheticResult> runner = open("{\"cpuSeconds\":0.01}");
        ItemTry context = ItemTry.first(0);
        CompletableFuture<Long> nanos = new CompletableFuture<>();

        Thread.ofVirtual().start(() -> {
            try {
                long start = System.nanoTime();
                runner.run(SyntheticItem.of(0), context);
                nanos.complete(System.nanoTime() - start);
            } catch (Exception e) {
                nanos.completeExceptionally(e);
            }
        });

        assertThat(nanos.get()).isGreaterThan(5_000_000);
        assertThat(context.cpuSeconds().sum()).isEqualTo(0.01);
    }

    @Test
    void sleepTakesTheTimeAskedForAndNoCpu() throws Exception {
        ItemRunner<SyntheticItem, SyntheticResult> runner = open("{\"sleepSeconds\":0.0305}");

        // The first loads classes; of the others the least counts, as what else a machine charges to a thread only adds
        // to it.
        double least = Double.POSITIVE_INFINITY;
        for (int time = 0; time < 5; time++) {
            double before = cpuSeconds();
            long start = System.nanoTime();
            SyntheticResult result = runner.run(SyntheticItem.of(0), ItemTry.first(0));

            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_500_000);
            least = Math.min(least, cpuSeconds() - before);
            assertThat(result.sleepSeconds()).isEqualTo(0.0305);
        }

        assertThat(least).isLessThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"cpuSeconds\":3600}", "{\"sleepSeconds\":3600}"})
    void anInterruptedItemEndsAtOnce(String parameters) throws Exception {
        ItemRunner<SyntheticItem, SyntheticResult> runner = open(parameters);
        CompletableFuture<SyntheticResult> outcome = new CompletableFuture<>();
        Thread worker = Thread.ofPlatform().start(() -> {
            try {
                outcome.complete(runner.run(SyntheticItem.of(0), ItemTry.first(0)));
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });

        while (worker.getState() != Thread.State.TIMED_WAITING
                && ManagementFactory.getThreadMXBean().getThreadCpuTime(worker.threadId()) < 20_000_000) {
            Thread.onSpinWait();
        }
        worker.interrupt();

        assertThatThrownBy(outcome::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        worker.join();
    }

    @Test
    void aShareOfTheItemsFailsAtEachTry() throws Exception {
        ItemRunner<SyntheticItem, SyntheticResult> runner = open("{\"failShare\":0.2,\"seed\":9}");

        long failed = LongStream.range(0, 10_000)
                .filter(index -> failure(runner, index, 1).isPresent())
                .count();

        assertThat(failed).isBetween(1_880L, 2_120L);
        assertThat(LongStream.range(0, 1_000))
                .allMatch(index -> failure(runner, index, 1).isPresent()
                        == failure(runner, index, 50).isPresent());
    }

    @Test
    void firstTriesFailAndLaterOnesSucceed() throws Exception {
        ItemRunner<SyntheticItem, SyntheticResult> runner = open("{\"failFirstAttempts\":2}");

        assertThat(failure(runner, 4, 1).map(ItemFailure::kind)).contains(Kind.TRANSIENT);
        assertThat(failure(runner, 4, 2).map(ItemFailure::code)).contains("SYNTHETIC_FAILURE");
        assertThat(failure(runner, 4, 3)).isEmpty();
    }

    @Test
    void aPoisonousItemFailsForGood() throws Exception {
        ItemRunner<SyntheticItem, SyntheticResult> runner = open("{\"poison\":[13,14]}");

        assertThat(failure(runner, 13, 1).map(ItemFailure::kind)).contains(Kind.PERMANENT);
        assertThat(failure(runner, 13, 2).map(ItemFailure::code)).contains("SYNTHETIC_POISON");
        assertThat(failure(runner, 12, 1)).isEmpty();
    }

    /** Healthy: 0.02 to 0.05 µs. The bar is the promise; drawing or reading a clock for nothing would take longer. */
    @Test
    void doingNothingTakesLessThanAMicrosecond() throws Exception {
        ItemRunner<SyntheticItem, SyntheticResult> runner = open("{}");
        ItemTry context = ItemTry.first(0);

        double least = Double.POSITIVE_INFINITY;
        // Many, should the compiler have no CPU for a while.
        for (int trial = 0; trial < 400 && least >= 1e-6; trial++) {
            double before = cpuSeconds();
            for (int i = 0; i < 50_000; i++) {
                runner.run(SyntheticItem.of(i), context);
            }
            least = Math.min(least, (cpuSeconds() - before) / 50_000);
        }

        assertThat(least).isLessThan(1e-6);
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static Optional<ItemFailure> failure(
            ItemRunner<SyntheticItem, SyntheticResult> runner, long index, int attempt) {
        try {
            runner.run(SyntheticItem.of(index), ItemTry.of(index, attempt));
            return Optional.empty();
        } catch (ItemFailure e) {
            return Optional.of(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static SyntheticResult run(String parameters, long index) throws Exception {
        return open(parameters).run(SyntheticItem.of(index), ItemTry.first(index));
    }

    private static ItemRunner<SyntheticItem, SyntheticResult> open(String parameters) throws Exception {
        return TYPE.open(JsonRecords.read(SyntheticParameters.class, parameters));
    }
}
