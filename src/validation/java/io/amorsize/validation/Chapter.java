package io.amorsize.validation;

import java.util.List;
import java.util.Map;

/**
 * What a study found.
 *
 * @param title heading of its chapter
 * @param markdown text and tables, without the heading. The first paragraph is the summary, which also stands on the page of
 *     all chapters. Plots are referred to by their file name alone, as in {@code ![regret](published-curves-regret.svg)};
 *     other documents as seen from {@code docs/accuracy}.
 * @param plots SVG pictures by file name, each of them referred to in the text
 * @param verdicts every single decision that was judged
 */
public record Chapter(String title, String markdown, Map<String, String> plots, List<Verdict> verdicts) {

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if the text has no word, or does not show a plot
     */
    public Chapter {
        plots = Map.copyOf(plots);
        verdicts = List.copyOf(verdicts);
        if (markdown.isBlank()) {
            throw new IllegalArgumentException("the chapter " + title + " is empty");
        }
        for (String plot : plots.keySet()) {
            if (!markdown.contains("](" + plot + ")")) {
                throw new IllegalArgumentException("the chapter " + title + " does not show its plot " + plot);
            }
        }
    }
}
