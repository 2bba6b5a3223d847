package io.amorsize.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyDocumentsTest {

    private static final ThisMachine MACHINE = new ThisMachine("Abacus 2000", 4, "Test VM 25");
    private static final List<String> STUDIES = List.of("first-study", "second-study");

    @TempDir
    private Path folder;

    private AccuracyDocuments on(String date) {
        return new AccuracyDocuments(folder, Instant.parse(date + "T23:59:59Z"), MACHINE);
    }

    private String page(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static Chapter chapter(String title, Verdict... verdicts) {
        return new Chapter(
                title,
                "Summary of " + title + " with [a table](#table).\n\n## Table\n\n![p](" + title + ".svg)\n",
                Map.of(title + ".svg", "<svg/>"),
                List.of(verdicts));
    }

    private static Verdict verdict(String subject, double regret) {
        return new Verdict("first-study", subject, "2 workers", "8 workers", regret, "It\nwaited.");
    }

    @Test
    void aPageSaysWhereAndWhenItWasMadeAndHow() throws IOException {
        on("2026-01-02").write("first-study", chapter("One"));

        assertThat(page("accuracy/first-study.md"))
                .startsWith("# One\n\nSummary of One")
                .contains("Run on 2026-01-02: Abacus 2000, 4 processors, Test VM 25.")
                .contains("mvn -Pvalidate -Dvalidation.studies=first-study -Damorsize.validation.data=FOLDER");
        assertThat(page("accuracy/One.svg")).isEqualTo("<svg/>");
    }

    @Test
    void theOverviewKeepsStudiesThatDidNotRun() throws IOException {
        on("2026-01-02").write("first-study", chapter("One", verdict("old", 0.9)));
        on("2026-03-04").write("second-study", chapter("Two", verdict("new", 0.5)));

        on("2026-03-04").writeOverview(STUDIES);

        assertThat(page("accuracy.md"))
                .containsSubsequence(
                        "## One\n\nSummary of One with", "(accuracy/first-study.md)", "## Two", "Summary of Two");
        assertThat(page("accuracy/first-study.md")).contains("2026-01-02");
        assertThat(page("accuracy-failures.md"))
                .containsSubsequence("1. old", "Chosen: 2 workers. Best: 8 workers. Regret 0.900.", "It waited.")
                .contains("2. new");
    }

    @Test
    void theWorstTenOfAllAreShown() throws IOException {
        // Each case twice: what was judged twice with the same outcome is shown once.
        Verdict[] verdicts = IntStream.range(0, 60)
                .map(i -> 1 + i % 30)
                .mapToObj(i -> verdict("case " + i, i / 100.0))
                .toArray(Verdict[]::new);
        on("2026-01-02").write("first-study", chapter("One", verdicts));

        on("2026-01-02").writeOverview(STUDIES);

        assertThat(page("accuracy-failures.md"))
                .contains("## 1. case 30\n", "## 10. case 21\n")
                .doesNotContain("case 20");
    }

    @Test
    void theLinksOfASummaryLeadFromTheOverviewToo() throws IOException {
        Chapter chapter = new Chapter(
                "One",
                "See ![p](p.svg), [model](../model.md), [far](https://a.b/c).",
                Map.of("p.svg", "<svg/>"),
                List.of());
        on("2026-01-02").write("first-study", chapter);

        on("2026-01-02").writeOverview(STUDIES);

        assertThat(page("accuracy.md")).contains("See ![p](accuracy/p.svg), [model](model.md), [far](https://a.b/c).");
    }

    @Test
    void aChapterShowsItsPlots() {
        assertThatThrownBy(() -> new Chapter("One", "Nothing.", Map.of("p.svg", "<svg/>"), List.of()))
                .hasMessageContaining("p.svg");
    }

    @Test
    void theModelOfTheProcessorIsFoundWhereThereIsOne() {
        assertThat(ThisMachine.model(List.of("processor : 0", "model name\t: Abacus 2000", "model name : other")))
                .isEqualTo("Abacus 2000");
        assertThat(ThisMachine.model(List.of("processor : 0"))).isEqualTo(System.getProperty("os.arch"));
    }
}
