package io.amorsize.validation.published;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Comma-separated values with a heading; lines that begin with {@code #} are comments. Fields are not quoted.
 *
 * @param rows in the order of the file
 */
record DataFile(List<Row> rows) {

    /**
     * One line.
     *
     * @param fields by column
     */
    record Row(Map<String, String> fields) {

        /** @throws IllegalArgumentException if there is no such column */
        String text(String column) {
            String value = fields.get(column);
            if (value == null) {
                throw new IllegalArgumentException("there is no column " + column + " but " + fields.keySet());
            }
            return value;
        }

        /** @throws IllegalArgumentException if there is no such column, or no number in it */
        double number(String column) {
            return Double.parseDouble(text(column));
        }
    }

    DataFile {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file of the folder of published measurements; empty if there is no folder or no such file in it.
     *
     * @throws IOException if a row has another number of fields than the heading
     */
    static Optional<DataFile> find(Optional<Path> folder, String name) throws IOException {
        Optional<Path> file = folder.map(path -> path.resolve(name)).filter(Files::isReadable);
        return file.isEmpty() ? Optional.empty() : Optional.of(of(name, Files.readAllLines(file.get())));
    }

    static DataFile of(String name, List<String> lines) throws IOException {
        List<String> data = lines.stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
        String[] heading = data.getFirst().split(",", -1);
        List<Row> rows = new ArrayList<>();
        for (String line : data.subList(1, data.size())) {
            String[] fields = line.split(",", -1);
            if (fields.length != heading.length) {
                throw new IOException(name + ": not " + heading.length + " fields in: " + line);
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < fields.length; i++) {
                row.put(heading[i], fields[i]);
            }
            rows.add(new Row(row));
        }
        return new DataFile(rows);
    }

    /** The text of a chapter that lacks its data. */
    static String missing(String name) {
        return "Not run: the file `" + name + "` of published measurements was not there.\n";
    }
}
