package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTimeTest {

    @Test
    void whatAPoolCostsDiffersByAFactor() {
        // Starting 4 workers at 20 ms each, and 20 ms for the rest: 100 ms.
        ChunkTime time = ChunkTime.of(40, 4, 10, 0, 0, new ChunkTime.Costs(1e-3, 0.02, 0.02, 0.5, 1e-4, 5));
        ChunkTime measured = ChunkTime.of(40, 4, 10, 0, 0, new ChunkTime.Costs(1e-3, 0.02, 0.02, 0, 1e-4, 5));

        assertThat(time.poolSeconds()).isCloseTo(0.1, within(1e-12));
        assertThat(time.poolFactor(0)).isEqualTo(1);
        assertThat(time.poolFactor(1)).isCloseTo(Math.exp(0.5), within(1e-12));
        assertThat(time.poolFactor(-1)).isCloseTo(Math.exp(-0.5), within(1e-12));
        assertThat(measured.poolFactor(1)).isEqualTo(1);
    }

    private static final int[] WORKERS = {1, 2, 3, 7, 8, 16, 33, 100};

    @Test
    void equalItemsTakeExactlyWhatAListScheduleTakes() {
        for (int items : new int[] {1, 2, 3, 7, 8, 9, 64, 65, 100, 101, 999, 1000}) {
            for (int workers : WORKERS) {
                for (int chunk : new int[] {1, 2, 3, 5, 8, 13, 64, 125, 1000, 5000}) {
                    // When
                    ChunkTime time = ChunkTime.of(items, workers, chunk, 0, 0, Models.FREE);

                    // Then
                    assertThat(time.meanItems())
                            .as("N=%d, P=%d, k=%d", items, workers, chunk)
                            .isCloseTo(listSchedule(items, workers, chunk), within(1e-9));
                    assertThat(time.overheadSeconds()).isZero();
                }
            }
        }
    }

    @Test
    void addsHandOversTransferSerialPartAndTheMeanStart() {
        // Given
        ChunkTime.Costs costs = new ChunkTime.Costs(1e-3, 0.02, 0, 0, 1e-4, 5);

        // When
        ChunkTime time = ChunkTime.of(1000, 4, 10, 0, 0, costs);

        // Then: 1000 transfers, workers started after 1 to 4 starts, a quarter of 100 hand-overs for each of them.
        assertThat(time.fixedSeconds()).isCloseTo(5 + 0.1 + 2.5 * 0.02, within(1e-12));
        assertThat(time.overheadSeconds()).isCloseTo(5.15 + 0.025, within(1e-12));
        assertThat(time.seconds(2)).isCloseTo(5.175 + 2 * 250, within(0.1));
    }

    @Test
    void aDispatcherThatIsBusyAllTheTimeSetsThePace() {
        // Given 100 chunks whose hand-over takes a second, and items that take next to nothing
        ChunkTime time = ChunkTime.of(1000, 4, 10, 0, 0, new ChunkTime.Costs(1, 0, 0, 0, 0, 0));

        // Then
        assertThat(time.seconds(1e-6)).isCloseTo(100, within(1e-3));
        // and where both take as long as each other, the comparison of chunk sizes adds a fifth: 2^(1/4)
        double even = (100 - 25) / (250.0 - 10);
        assertThat(time.cautiousSeconds(even)).isCloseTo((100 + 10 * even) * Math.pow(2, 0.25), within(1e-9));
    }

    @ParameterizedTest(name = "k={0}")
    @CsvSource({"10, 0.08", "50, 0.04", "100, 0.02", "500, 0.02"})
    void ofASingleRoundTheLastWorkerThatIsNeededCounts(int chunk, double startSeconds) {
        // Given
        ChunkTime.Costs costs = new ChunkTime.Costs(0, 0.02, 0, 0, 0, 0);

        // When
        ChunkTime time = ChunkTime.of(chunk == 10 ? 40 : 100, 4, chunk, 0, 0, costs);

        // Then
        assertThat(time.overheadSeconds()).isCloseTo(chunk == 50 ? 0.04 : startSeconds, within(1e-12));
    }

    /** N/P, half a chunk of idling, and 0.6 of the greatest of P chunks. */
    @ParameterizedTest(name = "P={0}")
    @ValueSource(ints = {2, 8, 64})
    void ofManyRoundsOfUnequalItemsAShareOfTheGreatestChunkIsAdded(int workers) {
        // Given
        double items = 1e6;
        double chunk = 5;
        double variation = 1.5;

        // When
        double time =
                ChunkTime.of(items, workers, chunk, variation, 0, Models.FREE).meanItems();

        // Then
        double limit = items / workers
                + 0.6 * variation * Math.sqrt(chunk) * Normal.quantile((workers - 0.375) / (workers + 0.25))
                + 0.5 * (1 - 1.0 / workers) * chunk;
        assertThat(time).isCloseTo(limit, within(0.1));
    }

    @Test
    void equalSharesTakeAsLongAsTheSlowestWorkerTakesForIts() {
        for (int workers : new int[] {2, 8, 64}) {
            // When
            double time = ChunkTime.of(6400, workers, 6400.0 / workers, 0, 0.05, Models.FREE)
                    .meanItems();

            // Then
            double slowest = 1 + 0.05 * Normal.quantile((workers - 0.375) / (workers + 0.25));
            assertThat(time).isCloseTo(6400.0 / workers * slowest, within(1e-9));
        }
    }

    @Test
    void workersOfUnequalPaceLoseStepOverManyRounds() {
        // When
        double few = ChunkTime.of(4000, 4, 500, 0, 0.05, Models.FREE).meanItems();
        double many = ChunkTime.of(4000, 4, 10, 0, 0.05, Models.FREE).meanItems();

        // Then: in two rounds they all but keep it, in a hundred they end anywhere in the last chunk.
        assertThat(few).isBetween(1050.0, 1070.0);
        assertThat(many).isCloseTo(1000 + 0.5 * (1 - 1.0 / 4) * 10, within(1.0));
    }

    @Test
    void oneChunkOccupiesOneWorkerHoweverManyThereAre() {
        assertThat(ChunkTime.of(100, 8, 100, 1, 0, Models.FREE).meanItems()).isEqualTo(100);
    }

    @Test
    void onlyWorkersThatGetAChunkCanFallBehind() {
        // Given: ten items in chunks of two keep five workers busy.
        double five = ChunkTime.of(10, 5, 2, 1, 0, Models.FREE).meanItems();

        // When
        double fifty = ChunkTime.of(10, 50, 2, 1, 0, Models.FREE).meanItems();

        // Then
        assertThat(fifty).isEqualTo(five);
    }

    @Test
    void isNeverBelowAnEqualShareNorTheSerialTimeWithOneWorker() {
        for (double variation : new double[] {0, 0.01, 0.3, 1, 4}) {
            for (int workers : WORKERS) {
                for (int chunk : new int[] {1, 2, 7, 30, 1000}) {
                    // When
                    double time = ChunkTime.of(1000, workers, chunk, variation, 0, Models.FREE)
                            .meanItems();

                    // Then
                    double busy = Math.min(workers, Math.ceil(1000.0 / chunk));
                    assertThat(time)
                            .as("v=%s, P=%d, k=%d", variation, workers, chunk)
                            .isGreaterThanOrEqualTo(1000 / busy);
                    if (workers == 1) {
                        assertThat(time).isCloseTo(1000, within(1e-9));
                    }
                }
            }
        }
    }

    private static double listSchedule(int items, int workers, int chunk) {
        double[] free = new double[workers];
        for (int left = items; left > 0; left -= chunk) {
            Arrays.sort(free);
            free[0] += Math.min(chunk, left);
        }
        return Arrays.stream(free).max().orElseThrow();
    }

    @Test
    void isTheGreaterBoundAndComparedCautiouslyByAFifthMoreAtMost() {
        for (double handOver : new double[] {1e-9, 1e-4, 1e-2, 0.3, 1, 50}) {
            for (double mean = 1e-6; mean < 10; mean *= 1.5) {
                // Given
                ChunkTime time = ChunkTime.of(1000, 4, 10, 0.5, 0, new ChunkTime.Costs(handOver, 0, 0, 0, 0, 0));

                // When
                double cautious = time.cautiousSeconds(mean);

                // Then
                double working = 100 * handOver / 4 + mean * time.meanItems();
                double handing = 100 * handOver + 10 * mean;
                double greater = Math.max(working, handing);
                assertThat(time.seconds(mean)).isCloseTo(greater, within(1e-12 * greater));
                assertThat(cautious)
                        .as("h=%s, m=%s", handOver, mean)
                        .isBetween(greater * (1 - 1e-12), greater * Math.pow(2, 0.25) * (1 + 1e-12));
            }
        }
    }
}
