package io.amorsize.observability;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.GeneratedSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/operations.md");
    private static final Pattern METRIC_NAME = Pattern.compile("amorsize_\\w+");

    @Test
    void listsEveryMetric() {
        String rows = Arrays.stream(Metric.values())
                .map(metric -> "| `%s` | %s | %s | %s | %s |%n"
                        .formatted(
                                metric.exposedName(),
                                metric.type().name().toLowerCase(Locale.ROOT),
                                metric.unit(),
                                metric.tags().stream()
                                        .map(tag -> "`" + tag.label() + "`")
                                        .collect(joining(", ")),
                                metric.meaning()))
                .collect(joining());
        new GeneratedSection(DOCUMENT, "metrics")
                .assertUpToDate("| metric | type | unit | tags | meaning |\n|---|---|---|---|---|\n" + rows);
    }

    @Test
    void listsEveryTag() {
        String rows = Arrays.stream(MetricTag.values())
                .map(tag -> "| `%s` | %s |%n".formatted(tag.label(), tag.range()))
                .collect(joining());
        new GeneratedSection(DOCUMENT, "tags").assertUpToDate("| tag | values |\n|---|---|\n" + rows);
    }

    @Test
    void listsEveryLogKey() {
        String rows = Arrays.stream(LogKey.values())
                .map(key -> "| `%s` | %s |%n".formatted(key.label(), key.meaning()))
                .collect(joining());
        new GeneratedSection(DOCUMENT, "log keys").assertUpToDate("| key | value |\n|---|---|\n" + rows);
    }

    @Test
    void queriesUseMetricsThatExist() throws IOException {
        Set<String> known =
                Arrays.stream(Metric.values()).map(Metric::exposedName).collect(toSet());

        assertThat(queries()
                        .flatMap(query -> METRIC_NAME.matcher(query).results())
                        .map(name -> name.group().replaceFirst("_(bucket|count|sum)$", "")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void promtoolAcceptsTheQueries(@TempDir Path folder) throws IOException {
        Path rules = folder.resolve("rules.yaml");
        List<String> queries = queries().toList();
        Files.writeString(
                rules,
                "groups:\n- name: queries\n  rules:\n"
                        + IntStream.range(0, queries.size())
                                .mapToObj(i -> "  - record: query%d\n    expr: '%s'\n"
                                        .formatted(i, queries.get(i).strip()))
                                .collect(joining()));

        assertThat(queries).hasSize(22);
        assertThat(Promtool.run(List.of("check", "rules", rules.toString()), ""))
                .contains("SUCCESS: 22 rules found");
    }

    /** The examples in code blocks, and the expressions in the table of alerts. */
    private static Stream<String> queries() throws IOException {
        String document = Files.readString(DOCUMENT);
        return Stream.concat(
                Pattern.compile("```promql\n(.+?)```", Pattern.DOTALL)
                        .matcher(document)
                        .results()
                        .map(block -> block.group(1)),
                Pattern.compile("^\\| [^|]+ \\| `(.+?)`(?: for \\d+ min)? \\| [^|]+ \\|$", Pattern.MULTILINE)
                        .matcher(document.substring(document.indexOf("### Alerts"), document.indexOf("## Log")))
                        .results()
                        .map(row -> row.group(1)));
    }
}
