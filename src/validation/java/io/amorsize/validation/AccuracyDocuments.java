package io.amorsize.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what studies found: a page for each below {@code accuracy/}, a page of all summaries, and a page of the worst
 * decisions. Pages of studies that did not run now stay as they are, and the other two are made of all that is there.
 */
public final class AccuracyDocuments {

    private static final int WORST = 10;
    private static final String SUMMARY = "accuracy.md";
    private static final String FAILURES = "accuracy-failures.md";

    private final Path documents;
    private final Path chapters;
    private final LocalDate date;
    private final ThisMachine machine;

    /**
     * @param documents folder to write to
     * @param now time of the run; its date in UTC stands on the pages
     * @param machine where it ran
     */
    public AccuracyDocuments(Path documents, Instant now, ThisMachine machine) {
        this.documents = documents;
        this.chapters = documents.resolve("accuracy");
        this.date = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.machine = machine;
    }

    /**
     * Writes the page of one study with its plots.
     *
     * @param study its name
     */
    public void write(String study, Chapter chapter) throws IOException {
        Files.createDirectories(chapters);
        String page = "# " + chapter.title() + "\n\n"
                + chapter.markdown().strip() + "\n\n"
                + "---\n\n"
                + "Run on " + date + ": " + machine.inWords() + ". Written by\n\n"
                + "```text\n"
                + "mvn -Pvalidate -Dvalidation.studies=" + study + " -Damorsize.validation.data=FOLDER\n"
                + "```\n";
        Files.writeString(chapters.resolve(study + ".md"), page);
        for (Map.Entry<String, String> plot : chapter.plots().entrySet()) {
            Files.writeString(chapters.resolve(plot.getKey()), plot.getValue());
        }
        WorstVerdicts.write(verdicts(study), worst(chapter.verdicts()));
    }

    private Path verdicts(String study) {
        return chapters.resolve(study + "-worst.tsv");
    }

    /** Of answers that were judged several times with the same outcome, one. */
    private static List<Verdict> worst(List<Verdict> verdicts) {
        return verdicts.stream()
                .distinct()
                .sorted(Comparator.comparingDouble(Verdict::regret).reversed())
                .limit(WORST)
                .toList();
    }

    /**
     * Writes the page of all summaries and the page of the worst decisions from the pages that are there.
     *
     * @param studies names of all studies, in the order of the pages
     */
    public void writeOverview(List<String> studies) throws IOException {
        StringBuilder summary = new StringBuilder("""
                # Accuracy

                How good are the answers? Each study below puts questions whose true answer is known to the service's own model,
                exactly as its API would, and to the rules that others use instead. What is judged first of all is **regret**: the
                share of the time taken that the best plan would have saved, 1 − best/taken. An interval is judged by how often it
                holds the truth (90 % is right, more is not better) and by how wide it is. A ± is one standard error, from
                resampling whole benchmarks. The ten worst answers are on [a page of their own](accuracy-failures.md).

                All pages are written by `mvn -Pvalidate`; [CONTRIBUTING](../CONTRIBUTING.md) says how. Nothing in them is typed.
                """);
        List<Verdict> verdicts = new ArrayList<>();
        for (String study : studies) {
            Path page = chapters.resolve(study + ".md");
            if (Files.exists(page)) {
                summary.append("\n").append(abstractOf(study, Files.readString(page)));
                verdicts.addAll(WorstVerdicts.read(verdicts(study)));
            }
        }
        Files.writeString(documents.resolve(SUMMARY), summary);
        Files.writeString(documents.resolve(FAILURES), failures(worst(verdicts)));
    }

    /** Title and first paragraph. A link on the page leads from its folder, so it is changed to lead from here. */
    private static String abstractOf(String study, String page) {
        String[] paragraphs = page.split("\n\n", 3);
        String title = paragraphs[0].substring(2);
        String first = paragraphs[1]
                .replaceAll("]\\((?!https?:|#|\\.\\./)", "](accuracy/")
                .replace("](../", "](");
        return "## " + title + "\n\n" + first + "\n\n[The whole chapter](accuracy/" + study + ".md)\n";
    }

    private static String failures(List<Verdict> worst) {
        StringBuilder page = new StringBuilder("""
                # The worst answers

                The %d decisions with the greatest regret of all that the studies of [accuracy](accuracy.md) judged, the worst first.
                """.formatted(worst.size()));
        for (int i = 0; i < worst.size(); i++) {
            Verdict verdict = worst.get(i);
            page.append("\n## ")
                    .append(i + 1)
                    .append(". ")
                    .append(verdict.subject())
                    .append("\n\nStudy [")
                    .append(verdict.study())
                    .append("](accuracy/")
                    .append(verdict.study())
                    .append(".md). Chosen: ")
                    .append(verdict.chosen())
                    .append(". Best: ")
                    .append(verdict.best())
                    .append(". Regret ")
                    .append(Shown.thousandths(verdict.regret()))
                    .append(".\n");
            Optional.of(verdict.why())
                    .filter(why -> !why.isBlank())
                    .ifPresent(why -> page.append("\n").append(why).append("\n"));
        }
        return page.toString();
    }
}
