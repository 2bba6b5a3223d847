package io.amorsize.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The keys of {@link AmorsizeConfig} as a Markdown table. */
final class ConfigurationTable {

    private static final Path SOURCE = Path.of("src/main/java/io/amorsize/app/AmorsizeConfig.java");

    private ConfigurationTable() {}

    static String markdown() {
        ComponentComments comments = ComponentComments.of(SOURCE);
        Map<String, String> defaults = Configurations.packaged();
        String head = """
                | key | environment variable | value | default | meaning |
                |---|---|---|---|---|
                """;
        return head
                + ConfigurationKey.all().stream()
                        .map(key -> row(List.of(
                                code(key.property()),
                                code(key.environmentVariable()),
                                key.form().name(),
                                defaults.containsKey(key.property())
                                        ? code(defaults.getOrDefault(key.property(), ""))
                                        : "–",
                                sentence(comments.of(key.component())
                                        .orElseThrow(() -> new AssertionError(key + " has no comment"))))))
                        .collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String sentence(String comment) {
        return comment.substring(0, 1).toUpperCase(Locale.ROOT) + comment.substring(1) + ".";
    }
}
