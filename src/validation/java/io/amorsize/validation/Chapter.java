package io.amorsize.validation;

import java.util.List;
import java.util.Map;

/**
 * What a study found.
 *
 * @param title heading of its chapter
 * @param markdown text and tables, without the heading; plots are referred to as {@code accuracy/<file name>}
 * @param plots SVG pictures by file name
 * @param verdicts every single decision that was judged
 */
public record Chapter(String title, String markdown, Map<String, String> plots, List<Verdict> verdicts) {

    /** Copies the collections. */
    public Chapter {
        plots = Map.copyOf(plots);
        verdicts = List.copyOf(verdicts);
    }
}
