package io.amorsize.validation;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table: the first column is text, the others are figures. */
public final class Table {

    private final List<String> lines = new ArrayList<>();
    private final int columns;

    /** @param headings of the columns, at least one */
    public Table(String... headings) {
        columns = headings.length;
        lines.add(line(List.of(headings)));
        lines.add("|---" + "|---:".repeat(columns - 1) + "|");
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException unless there is a cell for each heading
     */
    public Table row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row needs " + columns + " cells, this one has " + cells.length);
        }
        lines.add(line(List.of(cells)));
        return this;
    }

    /** Adds a row, or the name to a row that was added before with the same figures. */
    public Table joined(String name, String... figures) {
        if (figures.length != columns - 1) {
            throw new IllegalArgumentException("a row needs " + (columns - 1) + " figures, not " + figures.length);
        }
        String end = line(List.of(figures));
        for (int i = 2; i < lines.size(); i++) {
            if (lines.get(i).endsWith(end) && lines.get(i).indexOf(end) > 0) {
                String before = lines.get(i).substring(2, lines.get(i).length() - end.length() - 1);
                lines.set(i, "| " + before + ", " + name + " " + end);
                return this;
            }
        }
        lines.add("| " + name + " " + end);
        return this;
    }

    private static String line(List<String> cells) {
        return "| "
                + String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "\\|")).toList())
                + " |";
    }

    /** The table with a line break after each line. */
    public String markdown() {
        return String.join("\n", lines) + "\n";
    }
}
