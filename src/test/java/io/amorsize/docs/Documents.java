package io.amorsize.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Markdown files of the project and the examples in them. */
final class Documents {

    private static final String FENCE = "```";
    private static final String NOT_RUN = "<!-- not run";

    private Documents() {}

    /**
     * A shell example that calls the service.
     *
     * @param file where it stands
     * @param line number of its first line, from 1
     * @param script what a reader types
     * @param answer the JSON that the document shows right below it
     */
    record Example(Path file, int line, String script, Optional<String> answer) {}

    /** README.md, the other documents of the top level, and docs/. */
    static List<Path> files() {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every {@code bash} block that calls the service with curl, in order, except those below a comment that starts
     * with "not run" and gives a reason.
     */
    static List<Example> examples() {
        return files().stream().flatMap(file -> examples(file).stream()).toList();
    }

    private static List<Example> examples(Path file) {
        List<Block> blocks = blocks(file);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.callsTheService() && !block.lead().startsWith(NOT_RUN)) {
                Optional<String> answer =
                        i + 1 < blocks.size() && blocks.get(i + 1).language().equals("json")
                                ? Optional.of(blocks.get(i + 1).text())
                                : Optional.empty();
                examples.add(new Example(file, block.line(), block.text(), answer));
            }
        }
        return examples;
    }

    private record Block(String language, int line, String lead, String text) {

        boolean callsTheService() {
            return language.equals("bash")
                    && text.contains("curl")
                    && text.matches("(?s).*(localhost|127\\.0\\.0\\.1):.*");
        }
    }

    private static List<Block> blocks(Path file) {
        List<String> lines = lines(file);
        List<Block> blocks = new ArrayList<>();
        String lead = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith(FENCE)) {
                int end = i + 1;
                while (!lines.get(end).strip().equals(FENCE)) {
                    end++;
                }
                blocks.add(new Block(
                        line.substring(FENCE.length()), i + 2, lead, String.join("\n", lines.subList(i + 1, end))));
                i = end;
                lead = "";
            } else if (!line.isEmpty()) {
                lead = line;
            }
        }
        return blocks;
    }
}
