package io.amorsize.validation.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.cost.ScalingPrior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LearnedPriorsTest {

    /** The document has the fit to all benchmarks beside the figures in use, as the command that fits them wrote it. */
    @Test
    void theFiguresInUseAreThoseThatTheFitFinds() throws IOException {
        // Given the lines of a fit that finds the figures in use
        LearnedPriors same =
                new LearnedPriors(ScalingPrior.LEARNED, Collections.unmodifiableSortedMap(new TreeMap<>()), List.of());
        List<String> expected = same.markdown()
                .lines()
                .filter(line -> line.startsWith("| in use |") || line.startsWith("| all benchmarks |"))
                .toList();

        // Then
        assertThat(expected).hasSize(4);
        assertThat(Files.readAllLines(Path.of("docs/accuracy/published-curves.md")))
                .containsSubsequence(expected);
    }
}
