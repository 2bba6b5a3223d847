package io.amorsize.validation.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.optimizer.Optimizer;
import io.amorsize.validation.Chapter;
import io.amorsize.validation.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedCurvesTest {

    /** α = 0.05, β = 0.001 at 1, 2, 4, …: the peak is at √(0.95 / 0.001) = 30.8, so 32 of these counts. */
    private static SortedMap<Integer, Double> law(double rate, int... workers) {
        SortedMap<Integer, Double> speed = new TreeMap<>();
        for (int n : workers) {
            speed.put(n, rate * n / (1 + 0.05 * (n - 1) + 0.001 * n * (n - 1)));
        }
        return speed;
    }

    private static Curve described() {
        return new Curve("law", "law", "here", 32, 64, law(2, 1, 2, 4, 8, 16, 32, 64), 0.01);
    }

    @Test
    void regretIsTheShareOfTheTimeThatTheBestWouldHaveSaved() {
        Curve curve = described();

        assertThat(curve.best()).isEqualTo(32);
        assertThat(curve.regret(32)).isZero();
        // One worker takes as long as the speed-up of 32: 1 - (2.55 + 0.992) / 32.
        assertThat(curve.regret(1)).isCloseTo(1 - 3.542 / 32, within(1e-9));
        assertThat(curve.nearest(50)).isEqualTo(64);
        assertThat(curve.nearest(45)).isEqualTo(32);
    }

    @Test
    void theBestCountOfAMachineLosesLeastOverItsCurves() {
        Curve steep = new Curve("steep", "steep", "here", 32, 64, law(1, 1, 2, 4, 8, 16, 64), 0.01);
        SortedMap<Integer, Double> flat = new TreeMap<>(Map.of(1, 1.0, 2, 4.0, 4, 3.9, 8, 3.8, 16, 1.0, 64, 1.0));
        Curve early = new Curve("early", "early", "here", 32, 64, flat, 0.01);
        Curve elsewhere = new Curve("early", "early", "there", 32, 64, flat, 0.01);

        // Losses of 8 workers: 1 - (8 / 1.406) / (16 / 1.99) = 0.292 and 0.05; of 16 and of 2 more than 0.7 of the
        // time.
        assertThat(Rival.bestCounts(List.of(steep, early, elsewhere)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("here", 6, "there", 2));
        assertThat(steep.nearest(6)).isEqualTo(8);
        List<Rival> rivals = Rival.ofMachines(List.of(steep, early, elsewhere));
        List<Probing.Step> asked = Probing.of(early, 0, new Optimizer());
        assertThat(rivals.getFirst().choice().applyAsInt(asked)).isEqualTo(8);
        // Without its own benchmark only the steep curve is left, whose best count is 16.
        assertThat(rivals.getLast().choice().applyAsInt(asked)).isEqualTo(16);
    }

    @Test
    void aDescribedCurveIsFirstAskedAboutWithoutARun() {
        List<Probing.Step> steps = Probing.of(described(), 2, new Optimizer());

        assertThat(steps.getFirst().seen()).isEmpty();
        int wanted = steps.getFirst().advice().nextProbe().orElseThrow().workers();
        // The unit: an item takes 10 ms with one worker.
        assertThat(steps.get(1).seen()).containsOnlyKeys(wanted);
        assertThat(steps.get(1).seen().values())
                .first()
                .satisfies(rate -> assertThat(rate).isCloseTo(100 * described().speedup(wanted), within(1e-9)));
    }

    @Test
    void anObservedCurveBeginsWithOneWorker() {
        Curve observed = new Curve("law", "law", "here", 16, 32, law(350, 1, 2, 4, 8, 16, 32, 64), 0);

        assertThat(Probing.of(observed, 0, new Optimizer()).getFirst().seen()).containsExactly(Map.entry(1, 350.0));
    }

    @Test
    void aCurveNeedsOneWorkerAndFiveCounts() {
        assertThat(Curve.isJudgeable(law(1, 2, 4, 8, 16, 32))).isFalse();
        assertThat(Curve.isJudgeable(law(1, 1, 2, 4, 8))).isFalse();
        assertThat(Curve.isJudgeable(law(1, 1, 2, 4, 8, 16))).isTrue();
    }

    @Test
    void filesAreReadWithoutTheirComments() throws IOException {
        DataFile file = DataFile.of("f", List.of("# a, \"quoted\" comment", "n,x", "1,a b", "", "2,"));

        assertThat(file.rows()).hasSize(2);
        assertThat(file.rows().getFirst().number("n")).isEqualTo(1);
        assertThat(file.rows().get(1).text("x")).isEmpty();
        assertThatThrownBy(() -> file.rows().getFirst().text("y")).hasMessageContaining("[n, x]");
        assertThatThrownBy(() -> DataFile.of("f", List.of("n,x", "1,2,3"))).hasMessageContaining("1,2,3");
    }

    @Test
    void withoutItsDataAStudySaysSo(@TempDir Path empty) throws IOException {
        for (Optional<Path> folder : List.of(Optional.<Path>empty(), Optional.of(empty))) {
            Chapter chapter = new PublishedCurves().run(new Setup(folder, text -> {}));

            assertThat(chapter.markdown()).startsWith("Not run: the file `p3arsec_speedups.csv`");
            assertThat(chapter.verdicts()).isEmpty();
        }
    }

    @Test
    void aChapterIsMadeOfSmallData(@TempDir Path folder) throws IOException {
        StringBuilder parsec = new StringBuilder("machine,benchmark,model,n,speedup\n");
        for (String program : List.of("canneal", "ferret")) {
            law(1, 1, 2, 4, 8, 16, 24, 48)
                    .forEach((n, speed) -> parsec.append("xeon_server,%s,TBB,%d,%s%n".formatted(program, n, speed)));
        }
        Files.writeString(folder.resolve(Curves.PARSEC_FILE), parsec);
        StringBuilder sysbench = new StringBuilder("series,section,column,threads,throughput\n");
        for (String series : List.of("series22", "series23")) {
            law(500, 1, 2, 4, 8, 16, 32)
                    .forEach((n, speed) -> sysbench.append("%s,s,c,%d,%s%n".formatted(series, n, speed)));
        }
        Files.writeString(folder.resolve(Curves.SYSBENCH_FILE), sysbench);

        Chapter chapter = new PublishedCurves().run(new Setup(Optional.of(folder), text -> {}));

        assertThat(chapter.markdown())
                .startsWith("Of 2 PARSEC curves")
                .contains("best of 1, cores, threads", "chosen in hindsight from these very curves, is ");
        assertThat(chapter.plots()).hasSize(3);
        assertThat(chapter.verdicts())
                .allSatisfy(verdict -> assertThat(verdict.regret()).isBetween(0.0, 1.0));
    }
}
