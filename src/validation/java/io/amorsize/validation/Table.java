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
