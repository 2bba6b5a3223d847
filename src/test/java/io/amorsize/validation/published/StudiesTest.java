package io.amorsize.validation.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.optimizer.Futures;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.validation.Asking;
import io.amorsize.validation.Chapter;
import io.amorsize.validation.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The studies on small files of the published form. */
class StudiesTest {

    @TempDir
    private Path folder;

    private Setup here() {
        return new Setup(Optional.of(folder), text -> {});
    }

    private void write(String file, String... lines) throws IOException {
        Files.write(folder.resolve(file), List.of(lines));
    }

    @Test
    void aFitThatIsNotThereIsSaidToBeMissing() throws IOException {
        assertThat(new ParameterRecovery().run(here()).markdown()).startsWith("Not run: the file `usl_classic.csv`");
    }

    @Test
    void printedFitsAreComparedDigitByDigit() throws IOException {
        write(
                "usl_classic.csv",
                "dataset,n,throughput",
                "raytracer,1,20\nraytracer,4,78\nraytracer,8,130\nraytracer,12,170\nraytracer,16,190\nraytracer,20,200",
                "raytracer,24,210\nraytracer,28,230\nraytracer,32,260\nraytracer,48,280\nraytracer,64,310",
                "specsdm91,1,64.9\nspecsdm91,18,995.9\nspecsdm91,36,1652.4\nspecsdm91,72,1853.2\nspecsdm91,108,1828.9",
                "specsdm91,144,1775\nspecsdm91,216,1702.2",
                "cisco,1,955.16\ncisco,2,1878.91\ncisco,3,2688.01\ncisco,4,3548.68\ncisco,5,4315.54\ncisco,6,5130.43",
                "cisco,7,5931.37\ncisco,8,6531.08\ncisco,9,7219.8\ncisco,10,7867.61\ncisco,11,8278.71\ncisco,12,8646.7",
                "cisco,13,9047.84\ncisco,14,9426.55\ncisco,15,9645.37\ncisco,16,9897.24\ncisco,17,10097.6",
                "usl_r_unit_test,1,1\nusl_r_unit_test,2,1.8868\nusl_r_unit_test,4,3.0769\nusl_r_unit_test,6,3.5294",
                "usl_r_unit_test,8,3.5398\nusl_r_unit_test,10,3.3557");

        // Of cisco half of the points are missing here, so its fit is another one.
        assertThat(new ParameterRecovery().run(here()).markdown())
                .startsWith("Least squares finds every printed digit of 4 of 5 fits again, and the others to ");
    }

    @Test
    void aSleepOfKnownLengthTakesThatLong() throws IOException {
        // Two threads: 360 units of 1.5 s; 64 threads: 24 clients with 5 reports of 3 s.
        write(
                ExecutorSweep.FILE,
                "mode,iteration,executor,pool_size,makespan_ms",
                "sleep,1,fixed,2,270000",
                "sleep,1,fixed,64,15000",
                "sleep,1,cached,,15000",
                "compute,1,fixed,2,1");

        ExecutorSweep sweep = ExecutorSweep.find(here()).orElseThrow();

        assertThat(sweep.medianError()).isLessThan(0.01);
        assertThat(sweep.markdown()).contains("| 2 threads | 1 | 270.00 s |", "| 64 threads | 1 | 15.00 s |");
    }

    @Test
    void theBestChunkOfASweepIsWithoutRegret() throws IOException {
        write(
                MatrixSweep.FILE,
                "matrix,rows,nnz,opt,threads,schedule,chunk,repeats,median_ms,min_ms,max_ms",
                "even,100000,1,O3,1,seq,,10,1000,0,0",
                "even,100000,1,O3,4,dynamic,1,10,260,0,0",
                "even,100000,1,O3,4,dynamic,10,10,260,0,0",
                "even,100000,1,O3,4,dynamic,100,10,260,0,0",
                "even,100000,1,O3,4,dynamic,1000,10,260,0,0",
                "even,100000,1,O3,4,dynamic,10000,10,260,0,0",
                "even,100000,1,O3,4,static,1,10,1,0,0");

        MatrixSweep sweep = MatrixSweep.find(here()).orElseThrow();

        assertThat(sweep.given().size()).isEqualTo(1);
        assertThat(sweep.given().mean()).isZero();
        assertThat(sweep.markdown()).contains("Matrices: 1.");
    }

    @Test
    void chunksAreJudgedWithoutAnyFile() throws IOException {
        Chapter chunks = new ChunkChoice(1, List.of(60)).run(here());

        assertThat(chunks.markdown())
                .contains("10 sets of items, all of them drawn", "Not run: the file `" + MatrixSweep.FILE + "`");
        // Ten laws, two worker counts, three overheads, with and without the number of workers given.
        assertThat(chunks.verdicts())
                .hasSize(120)
                .allSatisfy(verdict -> assertThat(verdict.regret()).isBetween(0.0, 1.0));
    }

    @Test
    void timesAreJudgedWithoutAnyFile() throws IOException {
        Chapter times = new Makespan(1).run(here());

        assertThat(times.markdown())
                .contains("all of them drawn", "Not run: the file `" + ExecutorSweep.FILE + "`", "1000, constant");
        assertThat(times.plots()).containsOnlyKeys("makespan-coverage.svg");
    }

    @Test
    void theFuturesAreThoseBehindTheAnswer() {
        Asking asking = new Asking(4, 4, 4)
                .items(500)
                .samples(1, 2, 3, 2, 1, 2, 3, 2, 1, 5)
                .cpuShare(1);
        PlanRequest request = asking.request();

        double[] futures = Futures.seconds(request, 4);

        // The answer's time is the ratio of two medians, not the median time itself.
        assertThat(Futures.quantile(futures, 0.5))
                .isCloseTo(
                        Makespan.pointFor(asking.advice(), 4).seconds().orElseThrow(), Percentage.withPercentage(10));
        assertThat(futures).isSorted();
    }
}
